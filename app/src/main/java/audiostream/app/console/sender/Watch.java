package audiostream.app.console.sender;

import audiostream.app.console.http.LiveFeed;
import audiostream.app.console.http.LiveFeed.Message;
import audiostream.app.console.shared.ClipLights;
import audiostream.app.console.shared.EventLog;
import audiostream.app.console.shared.Numbers;
import audiostream.app.json.JsonLine;
import audiostream.engine.audio.Decibels;
import audiostream.engine.audio.LevelMeter;
import audiostream.engine.pipeline.InputCounter;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.Sender;
import audiostream.engine.session.SenderSnapshot;
import audiostream.engine.session.SessionEvent;
import audiostream.engine.time.Clock;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the engine 20 times a second and tells the pages: levels each time, how the destinations
 * do twice a second. One thread of its own; it reads snapshots only.
 */
final class Watch implements AutoCloseable {

  private static final long TURN_NS = 50_000_000L;
  private static final int STATUS_TURNS = 10;
  private static final int SECOND_TURNS = 20;
  private static final int RETRY_TURNS = 100;
  private static final int MARK_TURNS = SECOND_TURNS * History.MARK_SECONDS;
  private static final double FLOOR_DB = -100;

  private final LiveSender live;
  private final Desk desk;
  private final LiveFeed feed;
  private final EventLog log;
  private final Supplier<List<Found>> found;
  private final Clock clock;
  private List<Found> lastFound = List.of();
  private final History history = new History();
  private final ClipLights clips = new ClipLights();
  private final StatusBoard statuses = new StatusBoard();
  private final TroubleLog troubles;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile Optional<Message> lastStatus = Optional.empty();
  private volatile List<RowStatus> lastRows = List.of();
  private volatile @Nullable SenderSnapshot lastSnapshot;
  private @Nullable Sender watched;
  private LevelMeter.@Nullable Reader meterLevels;
  private LevelMeter.@Nullable Reader statusLevels;
  private float[] secondPeaks = new float[0];
  private long turn;

  Watch(
      LiveSender live,
      Desk desk,
      LiveFeed feed,
      EventLog log,
      Supplier<List<Found>> found,
      Clock clock) {
    this.found = found;
    this.live = live;
    this.desk = desk;
    this.feed = feed;
    this.log = log;
    this.clock = clock;
    this.troubles = new TroubleLog(log);
    this.thread = Thread.ofPlatform().daemon().name("audiostream-console").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  History history() {
    return history;
  }

  ClipLights clips() {
    return clips;
  }

  /** How the destinations did at the last look; any thread. */
  List<RowStatus> rows() {
    return lastRows;
  }

  /** The last look at the engine; empty: none yet. Any thread. */
  Optional<SenderSnapshot> snapshot() {
    return Optional.ofNullable(lastSnapshot);
  }

  /** The last status message, for a page that has just been opened. */
  Optional<Message> lastStatus() {
    return lastStatus;
  }

  /** The small history of all. */
  Message historyNow() {
    return new Message("history", JsonLine.object(history::writeMarks));
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long nextNs = clock.nowNs();
    while (!stopping) {
      try {
        turn(clock.nowNs());
      } catch (RuntimeException e) {
        log.accept(SessionEvent.warning("the console has failed: " + e + ": please report this"));
      }
      nextNs = Math.max(nextNs + TURN_NS, clock.nowNs());
      while (!stopping && nextNs - clock.nowNs() > 0) {
        clock.parkUntil(nextNs);
      }
    }
  }

  private void turn(long nowNs) {
    Sender sender = live.now();
    if (sender != watched || meterLevels == null || statusLevels == null) {
      watched = sender;
      meterLevels = sender.levelReader();
      statusLevels = sender.levelReader();
      secondPeaks = new float[sender.inputChannels()];
      clips.reset();
    }
    meters(sender, meterLevels);
    turn++;
    if (turn % STATUS_TURNS == 0) {
      status(sender, statusLevels, nowNs);
    }
    if (turn % SECOND_TURNS == 0) {
      lookAround();
    }
    if (turn % RETRY_TURNS == 0) {
      desk.retryHeld();
    }
  }

  private void lookAround() {
    List<Found> now = found.get();
    if (!now.equals(lastFound)) {
      lastFound = now;
      feed.change(new Message("found", Found.json(now)));
    }
  }

  private void meters(Sender sender, LevelMeter.Reader levels) {
    float[] peaks = levels.take();
    clips.see(peaks);
    for (int c = 0; c < peaks.length; c++) {
      secondPeaks[c] = Math.max(secondPeaks[c], peaks[c]);
    }
    if (feed.listeners() > 0) {
      feed.value(
          new Message(
              "meters",
              JsonLine.object(json -> {
                Numbers.writeLevels(json, "peak", peaks);
                Numbers.writeLevels(json, "rms", sender.rms());
                clips.write(json);
              })));
    }
  }

  private void status(Sender sender, LevelMeter.Reader levels, long nowNs) {
    SenderSnapshot now = sender.snapshot(levels);
    Desk.View view = desk.view();
    List<RowStatus> rows = statuses.look(view, now, nowNs);
    lastRows = rows;
    lastSnapshot = now;
    Message told = new Message("status", JsonLine.object(json -> writeStatus(json, now, rows)));
    lastStatus = Optional.of(told);
    feed.value(told);
    troubles.look(view, rows);
    if (turn % SECOND_TURNS == 0) {
      remember(view, rows);
      Arrays.fill(secondPeaks, 0);
    }
  }

  private static void writeStatus(JsonGenerator json, SenderSnapshot now, List<RowStatus> rows)
      throws IOException {
    json.writeStringField("input", now.state().words());
    json.writeBooleanField("inputGood", now.state() == SenderSnapshot.State.SENDING);
    json.writeNumberField("silentSeconds", now.silentForNs() / 1_000_000_000L);
    json.writeNumberField("payloads", now.payloads());
    if (now.groupLatencyNs().isPresent()) {
      json.writeNumberField("groupLatencyMs", now.groupLatencyNs().getAsLong() / 1e6);
    }
    json.writeNumberField(
        "gaps",
        now.counters().getOrDefault(InputCounter.GAPS, 0L)
            + now.counters().getOrDefault(InputCounter.OVERRUNS, 0L));
    json.writeArrayFieldStart("destinations");
    for (RowStatus row : rows) {
      row.write(json);
    }
    json.writeEndArray();
  }

  private void remember(Desk.View view, List<RowStatus> rows) {
    Set<Integer> ids = new HashSet<>();
    for (RowStatus row : rows) {
      ids.add(row.id());
      Optional<Double> levelDb = view.board().find(row.id()).map(r -> levelDb(view.board(), r));
      history.add(row.id(), row.measures(levelDb), row.mark());
    }
    history.keepOnly(ids);
    if (turn % MARK_TURNS == 0) {
      feed.value(historyNow());
    }
  }

  /** What goes out to it: the loudest of its channels, with its gain. */
  private double levelDb(Board board, Row row) {
    if (!board.sounds(row) || !board.sending()) {
      return FLOOR_DB;
    }
    DestinationConfig config = row.config();
    double loudest = FLOOR_DB;
    for (int channel : config.channels().toArray()) {
      if (channel <= secondPeaks.length) {
        double level = Decibels.ofAmplitude(secondPeaks[channel - 1]) + config.gainDb();
        loudest = Math.max(loudest, level);
      }
    }
    return loudest;
  }
}
