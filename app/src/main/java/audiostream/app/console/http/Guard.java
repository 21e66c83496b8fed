package audiostream.app.console.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may come in. Names by which this machine is not known are refused, since a foreign page could
 * reach it under its own name (DNS rebinding); so are changes that another site's page asks for;
 * and, where a token is demanded, whoever does not have it. Any thread.
 */
public final class Guard {

  static final String COOKIE = "audiostream";

  /** An IPv6 address in brackets or anything else, and a port: nothing after that. */
  private static final Pattern HOST =
      Pattern.compile("(?:\\[([^\\]]*)\\]|([^:\\[]*))(?::[0-9]{0,5})?");

  private final Hosts hosts;
  private final Optional<String> token;
  private final RateLimit requests;
  private final RateLimit failures;

  /** The names and addresses under which the console may be asked for. */
  @FunctionalInterface
  public interface Hosts {
    /**
     * @param host in lower case, without brackets and port
     */
    boolean knows(String host);

    /** Exactly these. */
    static Hosts of(Set<String> names) {
      return names::contains;
    }
  }

  /**
   * @param token that is demanded; empty: none
   * @param requests for each address
   * @param failures wrong tokens from each address
   */
  public Guard(Hosts hosts, Optional<String> token, RateLimit requests, RateLimit failures) {
    this.hosts = hosts;
    this.token = token;
    this.requests = requests;
    this.failures = failures;
  }

  /**
   * @param caller the address it comes from
   * @param request its body may not have been read yet
   * @return why it may not come in; empty: it may
   */
  Optional<Reply> refuse(String caller, Request request) {
    if (!requests.take(caller)) {
      return Optional.of(reply(429, "too many requests: wait a second").with("Retry-After", "1"));
    }
    if (!hosts.knows(hostOf(request.header("host").orElse("")))) {
      return Optional.of(
          reply(421, "this machine does not know itself by that name: use its address"));
    }
    if ((changes(request) || listens(request)) && !comesFromUs(request)) {
      return Optional.of(
          reply(403, "another site's page may neither change anything here nor listen"));
    }
    return token.flatMap(wanted -> refuseWithout(wanted, caller, request));
  }

  private Optional<Reply> refuseWithout(String wanted, String caller, Request request) {
    if (!failures.hasRoom(caller)) {
      return Optional.of(reply(429, "too many wrong tokens: wait").with("Retry-After", "10"));
    }
    Optional<String> shown = shown(request);
    if (shown.isPresent() && same(wanted, shown.get())) {
      return Optional.empty();
    }
    shown.ifPresent(wrong -> failures.take(caller));
    return Optional.of(
        wantsPage(request)
            ? Reply.of(401, Reply.HTML, TOKEN_PAGE)
            : reply(
                    401,
                    "the token is missing or wrong: it stands in the link that the program showed")
                .with("WWW-Authenticate", "Bearer"));
  }

  /** For a link with the right token: a cookie, and on to the page without it. */
  Optional<Reply> welcome(String caller, Request request) {
    String shown = request.query().get("token");
    if (shown == null || !request.path().equals("/")) {
      return Optional.empty();
    }
    if (!hosts.knows(hostOf(request.header("host").orElse("")))) {
      return Optional.empty();
    }
    if (token.isPresent() && !(failures.hasRoom(caller) && same(token.get(), shown))) {
      failures.take(caller);
      return Optional.empty();
    }
    // A page of our own leads on: a redirect of a link from elsewhere would not carry a strict
    // cookie.
    Reply page = Reply.of(Reply.HTML, WELCOME_PAGE);
    return Optional.of(
        token.isEmpty()
            ? page
            : page.with(
                "Set-Cookie",
                COOKIE
                    + "="
                    + token.get()
                    + "; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict"));
  }

  private static final String WELCOME_PAGE =
      "<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=\"0;url=/\">"
          + "<title>AudioStreamUDP</title><a href=\"/\">On to the console</a>";

  private static final String TOKEN_PAGE =
      "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport"
          + " content=\"width=device-width,initial-scale=1\"><title>AudioStreamUDP</title><link"
          + " rel=stylesheet href=/console.css><main class=door><h1>AudioStreamUDP</h1><form"
          + " action=/ method=get><label for=token>Token</label><input id=token name=token"
          + " type=password autocomplete=current-password required autofocus><button>Open the"
          + " console</button></form><p>The link with the token was shown in the terminal when the"
          + " program was first started with this console. It stands in the file that it"
          + " names.</p></main></html>";

  private static boolean wantsPage(Request request) {
    return request.path().equals("/");
  }

  private static Optional<String> shown(Request request) {
    Optional<String> bearer =
        request
            .header("authorization")
            .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
            .map(value -> value.substring(7).strip());
    return bearer.isPresent() ? bearer : request.header("cookie").flatMap(Guard::cookie);
  }

  private static Optional<String> cookie(String header) {
    for (String pair : header.split(";", -1)) {
      String trimmed = pair.strip();
      if (trimmed.startsWith(COOKIE + "=")) {
        return Optional.of(trimmed.substring(COOKIE.length() + 1));
      }
    }
    return Optional.empty();
  }

  /** In a time that does not depend on where they differ. */
  private static boolean same(String wanted, String shown) {
    return MessageDigest.isEqual(
        wanted.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean changes(Request request) {
    return !(request.method().equals("GET") || request.method().equals("HEAD"));
  }

  /** Another site's page could take all places of those who listen. */
  private static boolean listens(Request request) {
    return request.path().equals("/api/live");
  }

  /** Browsers say where a change comes from; other programs say nothing, and are no danger. */
  private static boolean comesFromUs(Request request) {
    Map<String, String> headers = request.headers();
    String site = headers.getOrDefault("sec-fetch-site", "same-origin");
    if (!(site.equals("same-origin") || site.equals("none"))) {
      return false;
    }
    String origin = headers.get("origin");
    return origin == null || originHost(origin).equals(headers.get("host"));
  }

  private static String originHost(String origin) {
    try {
      return String.valueOf(new URI(origin).getRawAuthority());
    } catch (URISyntaxException e) {
      return "";
    }
  }

  /** Without port and brackets, in lower case. */
  static String hostOf(String header) {
    String lower = header.toLowerCase(Locale.ROOT).strip();
    Matcher parts = HOST.matcher(lower);
    return parts.matches() ? parts.group(parts.group(1) == null ? 2 : 1) : "";
  }

  private static Reply reply(int status, String message) {
    return new Refusal(status, message).reply();
  }
}
