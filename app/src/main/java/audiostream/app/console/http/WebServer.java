package audiostream.app.console.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Serves routes, and one feed of live values at {@code /api/live}. Limits: bodies of {@link
 * #MAX_BODY_BYTES}, headers of 16 KiB, 10 s for a request to come in, 200 connections.
 */
public final class WebServer implements AutoCloseable {

  /** A session file may be that long. */
  static final int MAX_BODY_BYTES = 4 << 20;

  private static final int PORTS_TO_TRY = 100;
  private static final String LIVE = "/api/live";

  /** Everything comes from here, nothing runs inline, nobody may frame it. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
          + " 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors"
          + " 'none'";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Guard guard;
  private final Routes routes;
  private final LiveFeed live;

  private WebServer(HttpServer server, Guard guard, Routes routes, LiveFeed live) {
    this.server = server;
    this.guard = guard;
    this.routes = routes;
    this.live = live;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * Binds and serves.
   *
   * @throws IllegalArgumentException where the address cannot be bound: a sentence for the user
   */
  public static WebServer open(
      InetSocketAddress address, Guard guard, Routes routes, LiveFeed live) {
    limit();
    try {
      WebServer web = new WebServer(HttpServer.create(address, 0), guard, routes, live);
      web.server.start();
      return web;
    } catch (BindException e) {
      throw new IllegalArgumentException(cannotBind(address, e), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("it cannot listen there: " + e.getMessage(), e);
    }
  }

  /** What is served, as {@code METHOD /path}. */
  public List<String> addresses() {
    List<String> all = new ArrayList<>(routes.listed());
    all.add("GET " + LIVE);
    return all;
  }

  private static void limit() {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxReqHeaders", "60");
    System.setProperty("sun.net.httpserver.maxReqHeaderSize", "16384");
    System.setProperty("jdk.httpserver.maxConnections", "200");
  }

  private static String cannotBind(InetSocketAddress address, BindException cause) {
    if (String.valueOf(cause.getMessage()).contains("annot assign")) {
      return "address "
          + address.getHostString()
          + " is not one of this machine's: 127.0.0.1, or 0.0.0.0 for all";
    }
    OptionalInt free = nextFree(address);
    String remedy =
        free.isPresent() ? "port " + free.getAsInt() + " is free" : "choose another port";
    return "port " + address.getPort() + " is taken by another program: " + remedy;
  }

  private static OptionalInt nextFree(InetSocketAddress address) {
    int last = Math.min(65_535, address.getPort() + PORTS_TO_TRY);
    return IntStream.rangeClosed(address.getPort() + 1, last)
        .filter(port -> isFree(new InetSocketAddress(address.getAddress(), port)))
        .findFirst();
  }

  private static boolean isFree(InetSocketAddress address) {
    try {
      HttpServer.create(address, 0).stop(0);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** The port that was bound. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    live.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String caller = exchange.getRemoteAddress().getAddress().getHostAddress();
      Request head = head(exchange);
      Optional<Reply> welcome = guard.welcome(caller, head);
      Optional<Reply> refused =
          welcome.isPresent()
              ? welcome
              : isPlain(head) ? Optional.empty() : guard.refuse(caller, head);
      if (refused.isPresent()) {
        send(exchange, refused.get());
      } else if (head.path().equals(LIVE) && head.method().equals("GET")) {
        stream(exchange, pageOf(head));
      } else if (head.path().equals(LIVE) && head.method().equals("HEAD")) {
        send(exchange, live.isFull(pageOf(head)) ? tooMany() : Reply.of("text/event-stream", ""));
      } else {
        send(exchange, answer(exchange, head));
      }
    }
  }

  /** The page that asks for the token needs its style. */
  private static boolean isPlain(Request head) {
    return head.path().equals("/console.css") && head.method().equals("GET");
  }

  private Reply answer(HttpExchange exchange, Request head) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      return new Refusal(413, "longer than 4 MiB").reply().with("Connection", "close");
    }
    boolean json = head.header("content-type").orElse("").startsWith(Reply.JSON);
    if (body.length > 0 && !json) {
      return new Refusal(415, "the body must be application/json").reply();
    }
    return routes.answer(
        new Request(head.method(), head.path(), head.query(), head.headers(), body, List.of()));
  }

  private static Request head(HttpExchange exchange) {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) ->
            // Of two that disagree, none is believed (RFC 9110, section 5.2).
            headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    String path = exchange.getRequestURI().getPath();
    return new Request(
        exchange.getRequestMethod(),
        path == null || path.isEmpty() ? "/" : path,
        query(exchange.getRequestURI().getRawQuery()),
        headers,
        new byte[0],
        List.of());
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> found = new LinkedHashMap<>();
    if (raw == null) {
      return found;
    }
    for (String item : raw.split("&", -1)) {
      int equals = item.indexOf('=');
      String name = equals < 0 ? item : item.substring(0, equals);
      found.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(item.substring(equals + 1)));
    }
    return found;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** What names a page; empty: nothing that can. */
  private static String pageOf(Request head) {
    String page = head.query().getOrDefault("page", "");
    return page.matches("[A-Za-z0-9]{1,40}") ? page : "";
  }

  private static Reply tooMany() {
    return new Refusal(503, "too many pages are open: close one").reply();
  }

  private void stream(HttpExchange exchange, String page) throws IOException {
    if (!live.admit(page)) {
      send(exchange, tooMany());
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    protect(headers);
    headers.set("Content-Type", "text/event-stream");
    headers.set("Cache-Control", "no-store");
    try {
      exchange.sendResponseHeaders(200, 0);
    } catch (IOException e) {
      live.dismiss();
      throw e;
    }
    live.serve(exchange.getResponseBody(), page);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    protect(headers);
    headers.set("Content-Type", reply.type());
    headers.set("Cache-Control", "no-store");
    reply.headers().forEach(headers::set);
    boolean bare = reply.status() == 204 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(
        reply.status(), bare || reply.body().length == 0 ? -1 : reply.body().length);
    if (!bare && reply.body().length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(reply.body());
      }
    }
  }

  private static void protect(Headers headers) {
    headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
  }
}
