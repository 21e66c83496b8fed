package audiostream.app.console.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Which request is answered by what. Filled at the start, then only read. */
public final class Routes {

  /** Answers a request. Runs on the request's thread; may throw {@link Refusal}. */
  @FunctionalInterface
  public interface Handler {
    Reply answer(Request request);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Route(String method, String[] pattern, Handler handler) {
    /** What stands at the placeholders; empty: another path. */
    Optional<List<String>> match(String[] path) {
      if (path.length != pattern.length) {
        return Optional.empty();
      }
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < path.length; i++) {
        if (pattern[i].startsWith("{")) {
          parts.add(path[i]);
        } else if (!pattern[i].equals(path[i])) {
          return Optional.empty();
        }
      }
      return Optional.of(parts);
    }
  }

  private final List<Route> routes = new ArrayList<>();

  /**
   * @param pattern such as {@code /api/destinations/{id}}
   */
  public Routes on(String method, String pattern, Handler handler) {
    routes.add(new Route(method, pattern.split("/", -1), handler));
    return this;
  }

  /** All of them as {@code METHOD pattern}. */
  public List<String> listed() {
    return routes.stream().map(r -> r.method() + " " + String.join("/", r.pattern())).toList();
  }

  Reply answer(Request request) {
    try {
      return find(request);
    } catch (Refusal refusal) {
      return refusal.reply();
    } catch (IllegalArgumentException e) {
      return new Refusal(422, String.valueOf(e.getMessage())).reply();
    }
  }

  private Reply find(Request request) {
    String[] path = request.path().split("/", -1);
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Optional<List<String>> parts = route.match(path);
      if (parts.isPresent() && route.method().equals(method)) {
        return route.handler().answer(request.withParts(parts.get()));
      }
      parts.ifPresent(other -> allowed.add(route.method()));
    }
    if (allowed.isEmpty()) {
      throw Refusal.notFound("there is nothing at this address");
    }
    return new Refusal(405, "this address takes " + String.join(", ", allowed))
        .reply()
        .with("Allow", String.join(", ", allowed));
  }
}
