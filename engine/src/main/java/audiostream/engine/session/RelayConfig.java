package audiostream.engine.session;

import audiostream.engine.net.Impairment;
import audiostream.engine.net.RelayRoute;
import java.util.List;

/**
 * What a relay is set up to do.
 *
 * @param routes at least one, each with a listening port of its own
 * @param impairment of each way of each route; its seed gives each a seed of its own
 * @param oneWay whether answers pass unimpaired
 */
public record RelayConfig(List<RelayRoute> routes, Impairment impairment, boolean oneWay) {

  public RelayConfig {
    routes = List.copyOf(routes);
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("no route: a listening port and a destination");
    }
  }
}
