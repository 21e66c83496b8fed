package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A sender follows its session file while it plays, with real processes on both ends. */
@Execution(ExecutionMode.CONCURRENT)
class WatchTest {

  private static final Pattern RECEIVED = Pattern.compile("\"received\":(\\d+)");

  @TempDir Path folder;

  @Test
  void shouldFollowTheFileWithoutALostPacketOnTheOthers() throws Exception {
    int first = Ports.freePair();
    int second = Ports.freePair();
    Path session = folder.resolve("show.json");
    write(session, destination("first", first, 1));
    try (Program one = Program.receiver(first, folder.resolve("one.wav"), "--latency", "300");
        Program two = Program.receiver(second, folder.resolve("two.wav"), "--latency", "300");
        Program sender = sender(session)) {
      one.awaitOutput("\"state\":\"playing\"");
      write(session, destination("first", first, 1) + ",\n" + destination("second", second, 2));
      two.awaitOutput("\"state\":\"playing\"");
      write(session, "{ this is broken");
      sender.awaitOutput("nothing is taken over");
      long before = received(one);
      write(session, destination("first", first, 1));
      sender.await("the change is in effect again", () -> count(sender, "in effect") == 2);
      two.awaitStreamEnd();
      one.await("the first goes on", () -> received(one) > before + 100);
      sender.end();
      one.awaitStreamEnd();
      assertThat(one.output()).doesNotContain("\"lost\":1").doesNotContain("\"missingFrames\":1");
      assertThat(one.lastLine()).contains("\"lost\":0").contains("\"missingFrames\":0");
      assertThat(two.lastLine()).contains("\"lost\":0");
    }
  }

  private Program sender(Path session) throws IOException {
    return Program.ours(
        "send", "--session", session.toString(), "--watch", "--input", "tone:2", "--stats", "json");
  }

  private static String destination(String name, int port, int channel) {
    return "{\"name\": \"%s\", \"url\": \"rtp://127.0.0.1:%d\", \"channels\": [%d]}"
        .formatted(name, port, channel);
  }

  private static void write(Path session, String destinations) throws IOException {
    Path beside = session.resolveSibling("next.json");
    Files.writeString(
        beside,
        "{\"version\": 1, \"input\": {\"device\": \"tone:2\"}, \"destinations\": ["
            + destinations
            + "]}");
    Files.move(beside, session, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  private static long received(Program receiver) {
    Matcher last = RECEIVED.matcher(receiver.lastLine());
    return last.find() ? Long.parseLong(last.group(1)) : 0;
  }

  private static int count(Program program, String text) {
    return program.output().split(text, -1).length - 1;
  }
}
