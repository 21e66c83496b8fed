package audiostream.app.console.sender;

import audiostream.app.console.http.Refusal;
import audiostream.app.console.shared.EventLog;
import audiostream.app.json.JsonValue;
import audiostream.app.session.SessionFile;
import audiostream.app.session.SessionFiles;
import audiostream.engine.audio.ChannelList;
import audiostream.engine.device.DeviceException;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.Sender;
import audiostream.engine.session.SessionEvent;
import audiostream.engine.session.SetupException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The session as it is being edited and played. Each change is first given to the engine; what the
 * engine refuses changes nothing. One monitor: edits come one after the other.
 */
final class Desk {

  private static final int MAX_UNDO = 50;
  private static final int MAX_DESTINATIONS = 1_000;

  private record Removed(int index, Row row) {}

  /** What the page is shown. */
  record View(
      Board board,
      Map<Integer, String> held,
      Optional<String> file,
      boolean unsaved,
      Optional<String> undo,
      int headRevision) {}

  private final LiveSender live;
  private final SessionStore store;
  private final EventLog log;
  private final RowPast past = new RowPast();
  private final Deque<Removed> undo = new ArrayDeque<>();
  private Consumer<View> listener = view -> {};
  private Board board;
  private Map<Integer, String> held = new LinkedHashMap<>();
  private Optional<String> file;
  private SessionFile saved;
  private int nextId = 1;
  private int headRevision = 1;

  /**
   * Gives the session to the sender, which sends nothing before it is started.
   *
   * @param session with which to begin
   * @param file it comes from; empty: none
   * @param saved what that file holds
   */
  Desk(
      LiveSender live,
      SessionStore store,
      EventLog log,
      SessionFile session,
      Optional<String> file,
      SessionFile saved) {
    this.live = live;
    this.store = store;
    this.log = log;
    this.file = file;
    this.saved = saved;
    this.board = new Board(session, List.of(), true, false);
    this.board = board.with(rowsOf(session));
    playWhatCanBePlayed();
  }

  /** Told of every change, in their order, on the thread that makes it; must not wait. */
  synchronized void tell(Consumer<View> told) {
    listener = told;
  }

  synchronized View view() {
    Optional<String> undoName =
        Optional.ofNullable(undo.peek()).map(removed -> removed.row().config().name());
    return new View(
        board, Map.copyOf(held), file, !board.file().equals(saved), undoName, headRevision);
  }

  private List<Row> rowsOf(SessionFile session) {
    List<Row> rows = new ArrayList<>();
    for (DestinationConfig config : session.destinations()) {
      rows.add(new Row(nextId++, 1, config, false));
    }
    return rows;
  }

  // Destinations

  synchronized Row add(JsonValue body) {
    requireRoom();
    DestinationForm form = DestinationForm.of(body);
    Row row = new Row(nextId, 1, form.create(), form.solo().orElse(false));
    adopt(board.inserting(board.rows().size(), row), held);
    nextId++;
    return row;
  }

  synchronized Row edit(int id, int knownRevision, JsonValue body) {
    Row row = fresh(id, knownRevision);
    DestinationForm form = DestinationForm.of(body);
    return replace(row, form.change(row.config()), form.solo().orElse(row.solo()));
  }

  /** Routes one channel to a destination, or away from it. */
  synchronized Row route(int id, int knownRevision, int channel, boolean on) {
    Row row = fresh(id, knownRevision);
    ChannelList before = row.config().channels();
    int[] channels = on ? Routing.with(before, channel) : Routing.without(before, channel);
    if (channels.length == 0) {
      throw Refusal.field(
          "channels", "'" + row.config().name() + "' needs one channel at least: mute it instead");
    }
    ChannelList list = Refusal.check("channels", () -> ChannelList.of(channels));
    return replace(row, Routing.channels(row.config(), list), row.solo());
  }

  private Row replace(Row row, DestinationConfig config, boolean solo) {
    Row changed = row.changed(config, solo);
    Map<Integer, String> others = new LinkedHashMap<>(held);
    others.remove(row.id());
    adopt(board.replacing(changed), others);
    past.keep(row);
    return changed;
  }

  synchronized void remove(int id, int knownRevision) {
    Row row = fresh(id, knownRevision);
    int index = board.indexOf(id);
    adopt(board.without(id), held);
    undo.push(new Removed(index, row));
    if (undo.size() > MAX_UNDO) {
      undo.removeLast();
    }
    changed();
  }

  /** Brings back what was last removed. */
  synchronized Row undo() {
    Removed removed = undo.peek();
    if (removed == null) {
      throw new Refusal(409, "nothing was removed that could come back");
    }
    requireRoom();
    Row row = removed.row().changed(removed.row().config(), removed.row().solo());
    Row back = row.named(freeName(row.config().name()));
    adopt(board.inserting(removed.index(), back), held);
    undo.pop();
    changed();
    return back;
  }

  synchronized Row duplicate(int id) {
    requireRoom();
    Row row = find(id);
    Row copy = new Row(nextId, 1, row.config(), false).named(freeName(row.config().name()));
    adopt(board.inserting(board.indexOf(id) + 1, copy), held);
    nextId++;
    return copy;
  }

  /**
   * @param to its index from then on, from 0
   */
  synchronized void move(int id, int to) {
    Row row = find(id);
    adopt(board.without(id).inserting(to, row), held);
  }

  private void requireRoom() {
    if (board.rows().size() >= MAX_DESTINATIONS) {
      throw new Refusal(422, MAX_DESTINATIONS + " destinations are the most");
    }
  }

  private String freeName(String name) {
    Set<String> taken = new HashSet<>();
    board.rows().forEach(row -> taken.add(row.config().name()));
    String free = name;
    for (int n = 2; taken.contains(free); n++) {
      String end = " (" + n + ")";
      int room = 100 - end.length();
      free = (name.length() > room ? name.substring(0, room).strip() : name) + end;
    }
    return free;
  }

  /** Plays the signal by which a person tells this loudspeaker from the others. */
  synchronized void identify(int id) {
    Row row = find(id);
    if (board.panic() || !board.sending() || held.containsKey(id)) {
      throw new Refusal(409, "nothing is sent to '" + row.config().name() + "' now");
    }
    Sender sender = live.now();
    int number = board.indexOf(id) + 1;
    sender.overlay(row.config().name(), IdentifySignal.of(number, sender.rateHz()));
    log.accept(
        SessionEvent.notice(
            "destination '" + row.config().name() + "': says its number, " + number));
  }

  // All of them

  synchronized void send(boolean on) {
    Board next = board.sending(on);
    if (on) {
      board = next;
      playWhatCanBePlayed();
      changed();
    } else {
      adopt(next, held);
    }
    log.accept(SessionEvent.notice(on ? "sending" : "stopped: nothing is sent"));
  }

  /** Mutes everything, whatever it is. */
  synchronized void panic(boolean on) {
    adopt(board.panic(on), held);
    if (on) {
      live.now().endOverlays();
    }
    log.accept(SessionEvent.notice(on ? "panic: everything is muted" : "panic is over"));
  }

  // Input and format

  synchronized void changeInput(int knownRevision, UnaryOperator<SessionFile> change) {
    requireHead(knownRevision);
    SessionFile next = change.apply(board.head());
    open(next);
    board = board.with(next);
    headRevision++;
    playWhatCanBePlayed();
    changed();
  }

  synchronized void changeFormat(int knownRevision, UnaryOperator<SessionFile> change) {
    requireHead(knownRevision);
    adopt(board.with(change.apply(board.head())), held);
    headRevision++;
    changed();
  }

  private void requireHead(int knownRevision) {
    if (knownRevision != headRevision) {
      throw new Refusal(412, "input, format or group were changed meanwhile: look again");
    }
  }

  private void open(SessionFile head) {
    try {
      live.change(head);
    } catch (DeviceException | SetupException e) {
      playWhatCanBePlayed();
      throw Refusal.field("device", String.valueOf(e.getMessage()));
    }
  }

  // Sessions

  /** A session without destinations; the input goes on. */
  synchronized void begin() {
    SessionFile empty = board.head().withDestinations(List.of());
    takeOver(empty, Optional.empty(), empty);
  }

  synchronized void open(String name) {
    String fileName = Refusal.check("file", () -> store.fileName(name));
    SessionFile session = Refusal.check("file", () -> store.open(fileName));
    takeOver(session, Optional.of(fileName), session);
  }

  /** A file from the browser: a session, or a client list of the older programs. */
  synchronized SessionFiles.Kind take(String name, byte[] content) {
    SessionFiles.Opened opened = Refusal.check("file", () -> SessionFiles.parse(name, content));
    SessionFile session =
        opened.kind() == SessionFiles.Kind.SESSION
            ? opened.session()
            : board.head().withDestinations(opened.session().destinations());
    takeOver(session, Optional.empty(), SessionFile.EMPTY);
    return opened.kind();
  }

  synchronized String save(Optional<String> as, boolean overwrite) {
    String name =
        as.or(() -> file)
            .map(typed -> Refusal.check("file", () -> store.fileName(typed)))
            .orElseThrow(() -> Refusal.field("file", "the session has no file yet: name one"));
    boolean another = !Optional.of(name).equals(file);
    if (another && !overwrite && store.has(name)) {
      throw new Refusal(
          409, "file", name + " is there already", json -> json.writeBooleanField("exists", true));
    }
    SessionFile session = board.file();
    Refusal.check(
        "file",
        () -> {
          store.save(name, session);
          return name;
        });
    file = Optional.of(name);
    saved = session;
    changed();
    return name;
  }

  private void takeOver(SessionFile session, Optional<String> name, SessionFile asSaved) {
    SessionFile head = session.withDestinations(List.of());
    if (!sameInput(head, board.head())) {
      open(head);
    }
    board = new Board(head, rowsOf(session), board.sending(), board.panic());
    undo.clear();
    past.clear();
    headRevision++;
    file = name;
    saved = asSaved;
    playWhatCanBePlayed();
    changed();
  }

  private static boolean sameInput(SessionFile a, SessionFile b) {
    return a.device().equals(b.device())
        && a.rateHz().equals(b.rateHz())
        && a.blockFrames().equals(b.blockFrames())
        && a.loop() == b.loop();
  }

  // To the engine

  private void adopt(Board next, Map<Integer, String> leftOut) {
    try {
      live.apply(next.config(leftOut.keySet()));
    } catch (SetupException e) {
      throw refused(e);
    } catch (IllegalArgumentException e) {
      throw Refusal.field("name", String.valueOf(e.getMessage()));
    }
    board = next;
    held = new LinkedHashMap<>(leftOut);
    changed();
  }

  private static Refusal refused(SetupException e) {
    String message = String.valueOf(e.getMessage());
    String field = message.contains("': channel ") ? "channels" : "url";
    return Refusal.field(field, message.replaceFirst("(?s)^destination '.*?': ", ""));
  }

  /** Where a destination cannot be used now, the others are not kept waiting for it. */
  private void playWhatCanBePlayed() {
    held = new LinkedHashMap<>();
    try {
      live.apply(board.config(Set.of()));
    } catch (SetupException some) {
      playOneByOne();
    }
  }

  private void playOneByOne() {
    Set<Integer> waiting = new HashSet<>();
    board.rows().forEach(row -> waiting.add(row.id()));
    Map<Integer, String> refused = new LinkedHashMap<>();
    for (Row row : board.rows()) {
      waiting.remove(row.id());
      Set<Integer> leftOut = new HashSet<>(waiting);
      leftOut.addAll(refused.keySet());
      try {
        live.apply(board.config(leftOut));
      } catch (SetupException e) {
        refused.put(row.id(), String.valueOf(refused(e).getMessage()));
        log.accept(
            SessionEvent.warning(e.getMessage() + "; nothing is sent to it until it can be"));
      }
    }
    held = refused;
  }

  /** Looks again whether destinations that could not be used now can. */
  synchronized void retryHeld() {
    for (int id : List.copyOf(held.keySet())) {
      Map<Integer, String> others = new LinkedHashMap<>(held);
      others.remove(id);
      try {
        live.apply(board.config(others.keySet()));
        held = others;
        changed();
      } catch (SetupException stillNot) {
        held.put(id, String.valueOf(refused(stillNot).getMessage()));
      }
    }
  }

  private void changed() {
    listener.accept(view());
  }

  private Row find(int id) {
    return board
        .find(id)
        .orElseThrow(() -> Refusal.notFound("this destination has been removed meanwhile"));
  }

  private Row fresh(int id, int knownRevision) {
    Row row = find(id);
    if (row.revision() != knownRevision) {
      throw new Refusal(
          412,
          "",
          past.whatChanged(row, knownRevision),
          json -> {
            json.writeFieldName("current");
            BoardJson.row(json, row, Optional.ofNullable(held.get(id)));
          });
    }
    return row;
  }
}
