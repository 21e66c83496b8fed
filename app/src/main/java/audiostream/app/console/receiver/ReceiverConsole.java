package audiostream.app.console.receiver;

import audiostream.app.console.http.Guard;
import audiostream.app.console.http.LiveFeed;
import audiostream.app.console.http.LiveFeed.Message;
import audiostream.app.console.http.Reply;
import audiostream.app.console.http.Request;
import audiostream.app.console.http.Routes;
import audiostream.app.console.http.StaticFiles;
import audiostream.app.console.http.WebServer;
import audiostream.app.console.shared.ClipLights;
import audiostream.app.console.shared.EventLog;
import audiostream.app.console.shared.Metrics;
import audiostream.app.console.shared.Numbers;
import audiostream.app.console.shared.PageFiles;
import audiostream.app.json.JsonLine;
import audiostream.engine.audio.LevelMeter;
import audiostream.engine.session.Receiver;
import audiostream.engine.session.ReceiverSnapshot;
import audiostream.engine.time.Clock;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The web page of a receiver. Looks at it 20 times a second on a thread of its own. */
public final class ReceiverConsole implements AutoCloseable {

  private static final int MAX_PAGES = 12;
  private static final long TURN_NS = 50_000_000L;
  private static final int STATUS_TURNS = 10;
  private static final List<String> FILES = List.of("index.html", "receiver.js", "openapi.json");

  /**
   * What the page begins with.
   *
   * @param name of the receiver
   * @param volumeDb at the start
   * @param address where it listens, for the user
   */
  public record Start(String name, double volumeDb, String address) {}

  private final Receiver receiver;
  private final Start start;
  private final EventLog log;
  private final Clock clock;
  private final Controls controls;
  private final LiveFeed feed;
  private final ClipLights clips = new ClipLights();
  private final LevelMeter.Reader meterLevels;
  private final LevelMeter.Reader statusLevels;
  private final Thread thread;
  private volatile ReceiverSnapshot last;
  private volatile boolean stopping;

  private ReceiverConsole(
      Receiver receiver, Start start, EventLog log, Consumer<String> rename, Clock clock) {
    this.receiver = receiver;
    this.start = start;
    this.log = log;
    this.clock = clock;
    this.controls =
        new Controls(new Controls.Now(start.name(), start.volumeDb()), receiver::gain, rename);
    this.feed =
        new LiveFeed(
            MAX_PAGES,
            () -> List.of(new Message("status", status()), new Message("events", log.json())));
    this.meterLevels = receiver.levelReader();
    this.statusLevels = receiver.levelReader();
    this.last = receiver.snapshot(statusLevels);
    this.thread = Thread.ofPlatform().daemon().name("audiostream-console").unstarted(this::run);
  }

  /** What a receiver's page needs to be served. */
  public record Place(InetSocketAddress address, Guard guard) {}

  /** A receiver's page that is being served. */
  public static final class Served implements AutoCloseable {
    private final ReceiverConsole console;
    private final WebServer server;

    private Served(ReceiverConsole console, WebServer server) {
      this.console = console;
      this.server = server;
    }

    /** The port that was bound. */
    public int port() {
      return server.port();
    }

    @Override
    public void close() {
      server.close();
      console.close();
    }
  }

  /**
   * Serves the page from now on.
   *
   * @param rename told of another name; must not wait
   * @throws IllegalArgumentException where the address cannot be bound: a sentence for the user
   */
  public static Served serve(
      Receiver receiver,
      Start start,
      EventLog log,
      Consumer<String> rename,
      Clock clock,
      Place place) {
    ReceiverConsole console = new ReceiverConsole(receiver, start, log, rename, clock);
    WebServer server =
        WebServer.open(place.address(), place.guard(), console.routes(), console.feed);
    log.tell(line -> console.feed.change(new Message("event", JsonLine.object(line::fields))));
    console.thread.start();
    return new Served(console, server);
  }

  private Routes routes() {
    Routes routes = new Routes();
    routes
        .on("GET", "/api/receiver", r -> Reply.of(Reply.JSON, status()))
        .on("PATCH", "/api/receiver", this::change)
        .on("POST", "/api/clips/reset", r -> putOut())
        .on("GET", "/api/events", r -> Reply.of(Reply.JSON, log.json()))
        .on("GET", "/metrics", r -> Reply.of(Metrics.TYPE, metrics()));
    PageFiles.addTo(routes);
    StaticFiles.add(routes, ReceiverConsole.class, FILES);
    return routes;
  }

  private Reply change(Request request) {
    controls.change(request.json());
    feed.change(new Message("status", status()));
    return Reply.of(Reply.JSON, status());
  }

  private Reply putOut() {
    clips.reset();
    return Reply.done();
  }

  private String status() {
    Controls.Now now = controls.now();
    return JsonLine.object(json -> ReceiverJson.write(json, last, now, start.address()));
  }

  private String metrics() {
    ReceiverSnapshot now = last;
    Metrics metrics = new Metrics("audiostream_receiver");
    metrics.counters("intake", Map.of(), now.intake());
    metrics.counters("playout", Map.of(), now.counters());
    metrics.gauge("latency_ms", Map.of(), "from arrival to playout", now.latencyMs());
    metrics.gauge("latency_target_ms", Map.of(), "the latency that is held", now.targetMs());
    metrics.gauge("buffer_ms", Map.of(), "what is there to be played", now.bufferMs());
    metrics.gauge("drift_ppm", Map.of(), "sender's sound card over this one", now.driftPpm());
    return metrics.toString();
  }

  private void run() {
    long turn = 0;
    while (!stopping) {
      long nextNs = clock.nowNs() + TURN_NS;
      levels();
      if (turn++ % STATUS_TURNS == 0) {
        last = receiver.snapshot(statusLevels);
        feed.value(new Message("status", status()));
      }
      while (!stopping && nextNs - clock.nowNs() > 0) {
        clock.parkUntil(nextNs);
      }
    }
  }

  private void levels() {
    float[] peaks = meterLevels.take();
    clips.see(peaks);
    if (feed.listeners() > 0) {
      feed.value(
          new Message(
              "meters",
              JsonLine.object(json -> {
                Numbers.writeLevels(json, "peak", peaks);
                Numbers.writeLevels(json, "rms", receiver.rms());
                clips.write(json);
              })));
    }
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
}
