package audiostream.engine.net;

import java.util.Map;

/**
 * How one route of a relay was doing at a moment.
 *
 * @param route with the port that was bound
 * @param clients senders that use it now
 * @param forward to the destination
 * @param back from the destination to the clients
 * @param troubles of both directions
 */
public record RelaySnapshot(
    RelayRoute route,
    int clients,
    Direction forward,
    Direction back,
    Map<RelayCounter, Long> troubles) {

  /**
   * @param counters what the link did, since the start
   * @param delay of what left
   * @param underWay datagrams that wait now
   */
  public record Direction(
      Map<ImpairmentCounter, Long> counters, DelaySnapshot delay, int underWay) {}
}
