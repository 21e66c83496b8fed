package audiostream.evidence;

import audiostream.engine.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs several cells at once: one sender; for each cell a link and a receiver, all of them
 * processes; every recording compared with what was sent.
 */
final class ImpairmentRun {

  private static final int RATE_HZ = 44_100;

  /** Left out: the start, in which programs warm up and a receiver learns the network. */
  private static final int START_SECONDS = 6;

  /** What a sender's own start may take of its duration while many programs start. */
  private static final int SENDER_START_SECONDS = 10;

  private static final int FIRST_PORT = 25_000;

  private final String classpath;
  private final Path folder;
  private final int seconds;
  private final int seed;
  private final Clock clock;

  /**
   * What a cell gave.
   *
   * @param sent datagrams into the link, RTCP included
   * @param lost of them by the link
   * @param late packets at the receiver
   */
  record Result(ImpairmentCell cell, Alterations alterations, long sent, long lost, long late) {

    double glitchesPerMinute() {
      return alterations.glitchesPerMinute(RATE_HZ);
    }

    String row() {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %s | %.2f | %d | %.1f | %.3f |",
          cell.series(),
          String.join(" ", cell.impairment()),
          cell.latency(),
          100.0 * lost / sent,
          late,
          glitchesPerMinute(),
          alterations.alteredPercent());
    }
  }

  /**
   * @param folder for recordings; made where it is missing
   * @param seconds of sound that are compared in each cell
   */
  ImpairmentRun(String classpath, Path folder, int seconds, int seed, Clock clock) {
    this.classpath = classpath;
    this.folder = folder;
    this.seconds = seconds;
    this.seed = seed;
    this.clock = clock;
  }

  /** A cell while it runs. */
  private record Running(
      ImpairmentCell cell, Path recording, ProgramUnderTest link, ProgramUnderTest receiver) {}

  List<Result> run(List<ImpairmentCell> cells) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<Running> running = new ArrayList<>();
    try {
      for (int i = 0; i < cells.size(); i++) {
        running.add(start(cells.get(i), FIRST_PORT + 4 * i));
      }
      for (Running each : running) {
        each.link().awaitListening(clock);
        each.receiver().awaitListening(clock);
      }
      send(cells.size());
      return results(running);
    } finally {
      for (Running each : running) {
        each.link().close();
        each.receiver().close();
      }
    }
  }

  private Running start(ImpairmentCell cell, int port) throws IOException {
    Path recording = folder.resolve("cell" + port + ".wav");
    List<String> receive = new ArrayList<>();
    receive.addAll(List.of("receive", "rtp://127.0.0.1:" + (port + 2)));
    receive.addAll(List.of("--output", "wav:" + recording));
    if (!cell.latency().isEmpty()) {
      receive.addAll(List.of("--latency", cell.latency()));
    }
    List<String> impair = new ArrayList<>();
    impair.addAll(List.of("impair", port + ":127.0.0.1:" + (port + 2), "--seed", "" + seed));
    impair.addAll(cell.impairment());
    return new Running(
        cell,
        recording,
        ProgramUnderTest.start(classpath, impair),
        ProgramUnderTest.start(classpath, receive));
  }

  private void send(int cells) throws IOException, InterruptedException {
    int duration = START_SECONDS + seconds + SENDER_START_SECONDS;
    List<String> send = new ArrayList<>(List.of("send", "--input", "tone:1"));
    send.addAll(List.of("--duration", "" + duration));
    for (int i = 0; i < cells; i++) {
      send.addAll(List.of("--to", "c" + i + "=rtp://127.0.0.1:" + (FIRST_PORT + 4 * i) + "/1"));
    }
    try (ProgramUnderTest sender = ProgramUnderTest.start(classpath, send)) {
      sender.awaitEnd(duration + 60L);
    }
    // The receivers play what they still hold.
    long endNs = clock.nowNs() + 1_500_000_000L;
    while (clock.nowNs() - endNs < 0) {
      clock.parkUntil(endNs);
    }
  }

  private List<Result> results(List<Running> running) throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    for (Running each : running) {
      each.link().end();
      each.receiver().end();
      results.add(
          new Result(
              each.cell(),
              Alterations.of(each.recording(), RATE_HZ, START_SECONDS, seconds),
              each.link().number("\"forward\"", "sent"),
              each.link().number("\"forward\"", "lost"),
              each.receiver().number("", "late")));
    }
    return results;
  }
}
