package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import audiostream.app.console.http.Guard;
import audiostream.app.console.http.LiveFeed;
import audiostream.app.console.http.RateLimit;
import audiostream.app.console.http.Routes;
import audiostream.app.console.http.WebServer;
import audiostream.app.console.shared.Token;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may come in, and how much of anything is taken. */
@Timeout(60)
class DoorTest {

  private static final String TOKEN = "abcdefghijklmnopqrstuv";

  @TempDir Path folder;

  @Test
  void shouldRefuseNamesThatAreNotThisMachines() throws Exception {
    try (RunningSender sender = RunningSender.with(folder, "{\"version\": 1}")) {
      int port = sender.port();
      assertThat(RawHttp.statusOf(port, "GET", "/api/session", "Host: 127.0.0.1:" + port + "\n"))
          .isEqualTo("200");
      assertThat(RawHttp.statusOf(port, "GET", "/api/session", "Host: LocalHost:" + port + "\n"))
          .isEqualTo("200");
      for (String foreign :
          List.of("evil.example", "127.0.0.1.evil.example", "", "[::", "10.0.0.1")) {
        assertThat(RawHttp.statusOf(port, "GET", "/api/session", "Host: " + foreign + "\n"))
            .as(foreign)
            .isEqualTo("421");
      }
    }
  }

  @Test
  void shouldRefuseChangesFromAnotherSitesPage() throws Exception {
    try (RunningSender sender = RunningSender.with(folder, "{\"version\": 1}")) {
      String host = "Host: 127.0.0.1:" + sender.port() + "\nContent-Length: 0\n";
      int port = sender.port();
      String own = host + "Origin: http://127.0.0.1:" + port + "\n";
      assertThat(RawHttp.statusOf(port, "POST", "/api/stop", own)).isEqualTo("204");
      assertThat(RawHttp.statusOf(port, "POST", "/api/stop", host)).isEqualTo("204");
      for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1", "::")) {
        assertThat(RawHttp.statusOf(port, "POST", "/api/stop", host + "Origin: " + origin + "\n"))
            .as(origin)
            .isEqualTo("403");
      }
      assertThat(RawHttp.statusOf(port, "POST", "/api/stop", host + "Sec-Fetch-Site: cross-site\n"))
          .isEqualTo("403");
    }
  }

  @Test
  void shouldDemandTheToken() throws Exception {
    try (RunningSender sender = RunningSender.demanding(folder, TOKEN)) {
      Api api = new Api(sender.url());
      assertThat(api.get("/api/session").status()).isEqualTo(401);
      assertThat(api.get("/api/live").status()).isEqualTo(401);
      assertThat(api.get("/metrics").status()).isEqualTo(401);
      assertThat(api.get("/console.js").status()).isEqualTo(401);
      assertThat(api.get("/").body()).contains("Token").doesNotContain("destinations");
      assertThat(api.get("/api/session", "Authorization", "Bearer " + TOKEN).status())
          .isEqualTo(200);
      Api.Answer welcome = api.get("/?token=" + TOKEN);
      String cookie = welcome.response().headers().firstValue("set-cookie").orElse("");
      assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
      assertThat(api.get("/api/session", "Cookie", "a=b; " + cookie.split(";", 2)[0]).status())
          .isEqualTo(200);
    }
  }

  @Test
  void shouldSlowDownWhoGuesses() throws Exception {
    try (RunningSender sender = RunningSender.demanding(folder, TOKEN)) {
      Api api = new Api(sender.url());
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        statuses.add(api.get("/api/session", "Authorization", "Bearer guess" + i).status());
      }
      assertThat(statuses).containsExactly(401, 401, 401, 429, 429);
    }
  }

  @Test
  void shouldLimitRequestsListenersAndBodies() throws Exception {
    try (RunningSender sender = RunningSender.limited(folder, 2)) {
      Api api = new Api(sender.url());
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        statuses.add(api.get("/api/events").status());
      }
      assertThat(statuses).startsWith(200, 200).contains(429);
    }
    try (RunningSender sender = RunningSender.with(folder, "{\"version\": 1}")) {
      Api api = new Api(sender.url());
      String name = "{\"name\": \"x\", \"content\": \"" + "a".repeat(5 << 20) + "\"}";
      assertThat(statusOfLong(sender, name)).isEqualTo("413");
      assertThat(api.post("/api/panic", "on=true", "Content-Type", "text/plain").status())
          .isEqualTo(415);
      assertThat(listen(sender, 30)).isEqualTo(24);
    }
  }

  private static String statusOfLong(RunningSender sender, String body) throws IOException {
    String head =
        "POST /api/session/open HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
            + "Content-Length: "
            + body.length()
            + "\nConnection: close\n\n";
    return RawHttp.raw(sender.port(), head + body).split(" ", 3)[1];
  }

  private static int listen(RunningSender sender, int pages) throws IOException {
    List<Socket> open = new ArrayList<>();
    int admitted = 0;
    try {
      for (int i = 0; i < pages; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), sender.port());
        socket.setSoTimeout(10_000);
        open.add(socket);
        String request = "GET /api/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String answer =
            new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        admitted += answer.endsWith("200") ? 1 : 0;
      }
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    return admitted;
  }

  @Test
  void shouldForbidEverythingInline() throws Exception {
    try (RunningSender sender = RunningSender.with(folder, "{\"version\": 1}")) {
      var headers = new Api(sender.url()).get("/").response().headers();
      assertThat(headers.firstValue("content-security-policy").orElse(""))
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
    }
  }

  @Test
  void shouldKeepTheTokenForItsUserOnly() throws Exception {
    Token made = Token.in(folder.resolve("config"), new SecureRandom());
    assertThat(made.made()).isTrue();
    assertThat(made.text()).hasSizeGreaterThanOrEqualTo(22);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.file())))
        .isEqualTo("rw-------");
    Token again = Token.in(folder.resolve("config"), new SecureRandom());
    assertThat(again.made()).isFalse();
    assertThat(again.text()).isEqualTo(made.text());
    Files.writeString(made.file(), "short\n");
    assertThatThrownBy(() -> Token.in(folder.resolve("config"), new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("delete it");
  }

  @Test
  void shouldNameTheNextFreePort() throws Exception {
    try (RunningSender sender = RunningSender.with(folder, "{\"version\": 1}")) {
      InetSocketAddress taken =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), sender.port());
      Guard guard =
          new Guard(
              Guard.Hosts.of(Set.of()),
              Optional.empty(),
              new RateLimit(RunningSender.CLOCK, 1, 1),
              new RateLimit(RunningSender.CLOCK, 1, 1));
      LiveFeed feed = new LiveFeed(1, List::of);
      assertThatThrownBy(() -> WebServer.open(taken, guard, new Routes(), feed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(
              "port " + sender.port() + " is taken by another program: port [0-9]+ is free");
    }
  }

  @Test
  void shouldBelieveNoneOfTwoHeadersThatDisagree() throws Exception {
    try (RunningSender sender = RunningSender.with(folder, "{\"version\": 1}")) {
      int port = sender.port();
      String host = "Host: 127.0.0.1:" + port + "\n";
      assertThat(RawHttp.statusOf(port, "GET", "/api/session", host + "Host: evil.example\n"))
          .isEqualTo("421");
      String own = host + "Content-Length: 0\nOrigin: http://127.0.0.1:" + port + "\n";
      assertThat(RawHttp.statusOf(port, "POST", "/api/stop", own + "Origin: http://evil.example\n"))
          .isEqualTo("403");
    }
  }

  @Test
  void shouldNotLetAnotherSitesPageListen() throws Exception {
    try (RunningSender sender = RunningSender.with(folder, "{\"version\": 1}")) {
      String host = "Host: 127.0.0.1:" + sender.port() + "\n";
      for (String foreign :
          List.of("Origin: http://evil.example\n", "Sec-Fetch-Site: cross-site\n")) {
        assertThat(RawHttp.statusOf(sender.port(), "GET", "/api/live", host + foreign))
            .isEqualTo("403");
      }
    }
  }

  @Test
  void shouldLetAPageComeBackInPlaceOfItself() throws Exception {
    List<Socket> open = new ArrayList<>();
    try (RunningSender sender = RunningSender.with(folder, "{\"version\": 1}")) {
      for (int i = 0; i < 24; i++) {
        assertThat(listenAs(sender, "page" + i, open)).isEqualTo("200");
      }
      assertThat(listenAs(sender, "another", open)).isEqualTo("503");
      Api api = new Api(sender.url());
      assertThat(api.send("HEAD", "/api/live?page=another", "").status()).isEqualTo(503);
      assertThat(api.send("HEAD", "/api/live?page=page7", "").status()).isEqualTo(200);
      // Its network was gone: neither side has seen the other close.
      assertThat(listenAs(sender, "page7", open)).isEqualTo("200");
      // The old one is told that nothing more comes.
      InputStream old = open.get(7).getInputStream();
      StringBuilder told = new StringBuilder();
      for (int b = old.read(); b >= 0; b = old.read()) {
        told.append((char) b);
        if (told.toString().endsWith("\r\n0\r\n\r\n")) {
          break;
        }
      }
      assertThat(told.toString()).endsWith("\r\n0\r\n\r\n");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private static String listenAs(RunningSender sender, String page, List<Socket> open)
      throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), sender.port());
    socket.setSoTimeout(10_000);
    open.add(socket);
    String request = "GET /api/live?page=" + page + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    return answer.substring(9);
  }

  @Test
  void shouldShowAnotherTokenWhereTheFirstStartFailedBeforeItWasSeen() {
    Token unseen = Token.in(folder.resolve("config"), new SecureRandom());
    unseen.forgetUnseen();
    Token seen = Token.in(folder.resolve("config"), new SecureRandom());
    assertThat(seen.made()).isTrue();
    Token again = Token.in(folder.resolve("config"), new SecureRandom());
    again.forgetUnseen();
    assertThat(Token.in(folder.resolve("config"), new SecureRandom()).text())
        .isEqualTo(seen.text());
  }
}
