package audiostream.app.console.sender;

import audiostream.app.console.http.Guard;
import audiostream.app.console.http.LiveFeed;
import audiostream.app.console.http.LiveFeed.Message;
import audiostream.app.console.http.Routes;
import audiostream.app.console.http.StaticFiles;
import audiostream.app.console.http.WebServer;
import audiostream.app.console.shared.EventLog;
import audiostream.app.console.shared.PageFiles;
import audiostream.app.json.JsonLine;
import audiostream.app.session.SessionFile;
import audiostream.engine.time.Clock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The web page of a sender: serves it, and keeps sender and page in step. */
public final class SenderConsole implements AutoCloseable {

  /** So many pages may be open at once. */
  public static final int MAX_PAGES = 24;

  private static final List<String> FILES =
      List.of(
          "index.html",
          "console.js",
          "destinations.js",
          "edits.js",
          "strip.js",
          "matrix.js",
          "detail.js",
          "session.js",
          "input.js",
          "found.js",
          "group.js",
          "openapi.json");

  /**
   * What to begin with.
   *
   * @param session to be played
   * @param file in the store that it comes from; empty: none
   * @param saved what that file holds
   */
  public record Start(SessionFile session, Optional<String> file, SessionFile saved) {}

  /**
   * What the console needs from outside.
   *
   * @param inputs that can be chosen; may take a second
   * @param found receivers on this network
   * @param lookup of hosts that are given by name
   */
  public record Surroundings(
      Clock clock,
      SessionStore store,
      EventLog log,
      Supplier<List<InputChoice>> inputs,
      Supplier<List<Found>> found,
      HostLookup lookup) {}

  /** The system's way from a host's name to its address; may take long. */
  @FunctionalInterface
  public interface HostLookup {
    InetAddress of(String name) throws UnknownHostException;
  }

  private final WebServer server;
  private final Watch watch;
  private final Memory memory;
  private final Desk desk;
  private final HostNames names;

  private SenderConsole(WebServer server, Watch watch, Memory memory, Desk desk, HostNames names) {
    this.server = server;
    this.watch = watch;
    this.memory = memory;
    this.desk = desk;
    this.names = names;
  }

  /**
   * Gives the session to the sender and serves the page. Destinations that cannot be used now wait
   * until they can.
   *
   * @param live opened, not started
   * @throws IllegalArgumentException where the address cannot be bound: a sentence for the user
   */
  public static SenderConsole open(
      LiveSender live,
      Start start,
      Surroundings surroundings,
      InetSocketAddress address,
      Guard guard) {
    EventLog log = surroundings.log();
    SessionStore store = surroundings.store();
    HostNames names = new HostNames(surroundings.lookup(), surroundings.clock());
    Desk desk = new Desk(live, store, log, names, start.session(), start.file(), start.saved());
    Greeter greeter = new Greeter();
    LiveFeed feed = new LiveFeed(MAX_PAGES, greeter);
    Watch watch = new Watch(live, desk, feed, log, surroundings.found(), surroundings.clock());
    SenderApi api =
        new SenderApi(
            new SenderApi.Parts(
                desk, watch, live, store, log, feed, surroundings.inputs(), surroundings.found()));
    greeter.parts =
        () -> {
          List<Message> all = new ArrayList<>();
          all.add(new Message("session", api.sessionJson()));
          watch.lastStatus().ifPresent(all::add);
          all.add(watch.historyNow());
          all.add(new Message("events", log.json()));
          all.add(new Message("found", api.foundJson()));
          return all;
        };
    Routes routes = new Routes();
    api.addTo(routes);
    PageFiles.addTo(routes);
    StaticFiles.add(routes, SenderConsole.class, FILES);
    WebServer server = WebServer.open(address, guard, routes, feed);
    Memory memory = new Memory(store, log);
    desk.tell(view -> {
      feed.change(new Message("session", api.sessionJson(view)));
      memory.keep(view.board().file(), view.file());
    });
    log.tell(line -> feed.change(new Message("event", JsonLine.object(line::fields))));
    return new SenderConsole(server, watch, memory, desk, names);
  }

  /** What a page that has just been opened is told; known only when all parts are there. */
  private static final class Greeter implements Supplier<List<Message>> {
    private volatile Supplier<List<Message>> parts = List::of;

    @Override
    public List<Message> get() {
      return parts.get();
    }
  }

  /** Begins to look at the sender; after it was started. */
  public void start() {
    watch.start();
  }

  /** The port that was bound. */
  public int port() {
    return server.port();
  }

  /** What is served, as {@code METHOD /path}. */
  public List<String> addresses() {
    return server.addresses();
  }

  /**
   * Why destinations cannot be used now, a sentence for each; those are not among them whose host
   * is still being looked for.
   */
  public List<String> heldBack() {
    return desk.heldBack();
  }

  /** Ends page and API; the sender goes on. */
  @Override
  public void close() {
    server.close();
    watch.close();
    memory.close();
    names.close();
  }
}
