package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A sender, the impairment link and a receiver, each a process of its own. */
@Execution(ExecutionMode.CONCURRENT)
class ImpairTest {

  @TempDir Path folder;

  private static long number(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":([0-9]+)").matcher(json);
    assertThat(found.find()).as("%s in %s", name, json).isTrue();
    return Long.parseLong(found.group(1));
  }

  private static String lastStats(Program program) {
    List<String> stats =
        program.output().lines().filter(l -> l.contains("\"type\":\"stats\"")).toList();
    return stats.getLast();
  }

  @Test
  void shouldLoseOnTheWayWhatTheReceiverThenMisses() throws Exception {
    int port = Ports.freePair();
    int listen = Ports.freePair();
    while (listen == port) {
      listen = Ports.freePair();
    }
    try (Program receiver = Program.receiver(port, folder.resolve("heard.wav"));
        Program impair =
            Program.ours(
                "impair", listen + ":127.0.0.1:" + port, "--loss", "10%", "--stats", "json")) {
      impair.awaitOutput("listening");
      String to = "rtp://127.0.0.1:" + listen + "/1";
      try (Program sender =
          Program.ours("send", "--input", "tone:1", "--to", to, "--duration", "4")) {
        assertThat(sender.awaitEnd()).as(sender.output()).isZero();
      }
      receiver.awaitStreamEnd();
      impair.end();
      receiver.end();
      String did = lastStats(impair);
      String forward = did.substring(did.indexOf("\"forward\""), did.indexOf("\"back\""));
      long lost = number(forward, "lost");
      long sent = number(forward, "sent");
      assertThat(sent).as(did).isGreaterThan(200);
      assertThat(lost).as(did).isBetween(sent / 20, sent / 5);
      assertThat(number(did, "refused") + number(did, "overrun")).as(did).isZero();
      // RTCP goes through the same link, and what is lost before the first packet is never missed.
      assertThat(number(lastStats(receiver), "lost"))
          .as("%s; %s", did, lastStats(receiver))
          .isBetween(lost - 15, lost);
    }
  }

  @Test
  void shouldEndInOrderWhenItIsTold() throws Exception {
    String pair = Ports.freePair() + ":127.0.0.1:" + Ports.freePair();
    try (Program impair = Program.ours("impair", pair, "--wifi", "20", "--seed", "7")) {
      impair.awaitOutput("    1 s  ");
      assertThat(impair.output()).contains("listening on port ", "seed 7", "0 lost");
      impair.end();
      assertThat(impair.awaitEnd()).isEqualTo(143);
    }
    try (Program impair = Program.ours("impair", pair, "--duration", "0.5")) {
      assertThat(impair.awaitEnd()).as(impair.output()).isZero();
    }
  }
}
