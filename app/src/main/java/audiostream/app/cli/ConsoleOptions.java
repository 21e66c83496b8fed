package audiostream.app.cli;

import audiostream.app.console.http.Guard;
import audiostream.app.console.http.RateLimit;
import audiostream.app.console.shared.LocalNames;
import audiostream.app.console.shared.QrPicture;
import audiostream.app.console.shared.Token;
import audiostream.app.console.shared.UserFolders;
import audiostream.app.session.ListenAddress;
import audiostream.engine.time.Clock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a console listens, and who may come in. */
final class ConsoleOptions {

  private static final double REQUESTS_PER_SECOND = 60;
  private static final double REQUESTS_AT_ONCE = 240;
  private static final double FAILURES_PER_SECOND = 0.2;
  private static final double FAILURES_AT_ONCE = 5;

  @Option(
      names = "--console",
      arity = "0..1",
      paramLabel = "HOST:PORT",
      fallbackValue = "127.0.0.1:8080",
      description =
          "Serve a web page that shows and changes everything while it plays (without a value"
              + " 127.0.0.1:8080; 0.0.0.0:8080 for other machines, which then need a token).")
  private @Nullable String console;

  /**
   * What the option asks for.
   *
   * @param address to listen on
   * @param token that is demanded; empty: none
   */
  record Door(InetSocketAddress address, Optional<Token> token) {

    Guard guard(Clock clock) {
      return new Guard(
          new LocalNames(address.getAddress()),
          token.map(Token::text),
          new RateLimit(clock, REQUESTS_PER_SECOND, REQUESTS_AT_ONCE),
          new RateLimit(clock, FAILURES_PER_SECOND, FAILURES_AT_ONCE));
    }

    /** The program ends before the token could be shown. */
    void forgetUnseen() {
      token.ifPresent(Token::forgetUnseen);
    }

    /** What a person must know to open the page. */
    void announce(Reporter reporter, int port) {
      String link = "http://" + host() + ":" + port + "/";
      boolean first = token.filter(Token::made).isPresent();
      String secret = link + token.map(t -> "?token=" + t.text()).orElse("");
      String where =
          token.isPresent() && !first ? " (the token is in " + token.get().file() + ")" : "";
      reporter.say(
          () ->
              "console: "
                  + (first ? secret : link)
                  + where
                  + (first ? "\n" + QrPicture.of(secret) : ""),
          json -> {
            json.writeStringField("type", "console");
            json.writeStringField("url", link);
          });
    }

    private String host() {
      InetAddress bound = address.getAddress();
      if (bound.isAnyLocalAddress()) {
        List<InetAddress> reachable = LocalNames.reachable();
        bound = reachable.isEmpty() ? InetAddress.getLoopbackAddress() : reachable.getFirst();
      }
      String literal = bound.getHostAddress();
      return literal.contains(":") ? "[" + literal.replaceFirst("%", "%25") + "]" : literal;
    }
  }

  boolean wanted() {
    return console != null;
  }

  /** The option as it was given, for messages. */
  String given() {
    return "--console " + console;
  }

  static UserFolders folders() {
    return UserFolders.of(
        System.getenv(),
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home", ".")));
  }

  Door door(UserFolders folders) {
    String text = console == null ? "" : console;
    ListenAddress listen =
        Options.check("--console '" + text + "': ", () -> ListenAddress.parse(text));
    InetAddress address = resolve(listen.host());
    Optional<Token> token =
        address.isLoopbackAddress()
            ? Optional.empty()
            : Optional.of(
                Options.check(
                    given() + ": ", () -> Token.in(folders.config(), new SecureRandom())));
    return new Door(new InetSocketAddress(address, listen.port()), token);
  }

  private InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new WrongUseException(
          given() + ": host '" + host + "' is not known here: 127.0.0.1, or 0.0.0.0 for all");
    }
  }
}
