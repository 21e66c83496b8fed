package audiostream.app.console.sender;

import audiostream.app.console.http.Refusal;
import audiostream.app.console.shared.EventLog;
import audiostream.app.json.JsonValue;
import audiostream.app.session.SessionFile;
import audiostream.app.session.SessionFiles;
import audiostream.engine.audio.ChannelList;
import audiostream.engine.device.DeviceException;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.Endpoint;
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

  /** For an edit that names a host: its answer says whether the host is there. */
  private static final long LOOK_UP_NS = 8_000_000_000L;

  /** For a whole session: what is found later begins later. */
  private static final long LOOK_UP_ALL_NS = 1_000_000_000L;

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
  private final HostNames names;
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
      HostNames names,
      SessionFile session,
      Optional<String> file,
      SessionFile saved) {
    this.live = live;
    this.store = store;
    this.log = log;
    this.names = names;
    this.file = file;
    this.saved = saved;
    this.board = new Board(session, List.of(), true, false);
    this.board = board.with(rowsOf(session));
    names.settle(hostsOf(session), LOOK_UP_ALL_NS);
    playWhatCanBePlayed();
    names.tell(this::retryHeld);
    retryHeld();
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

  /** Why rows cannot be used now; those are not among them whose host is still looked for. */
  synchronized List<String> heldBack() {
    return board.rows().stream()
        .filter(row -> held.containsKey(row.id()))
        .filter(row -> !isLookedFor(row) || names.isUnknown(row.config().endpoint().host()))
        .map(row -> "destination '" + row.config().name() + "': " + held.get(row.id()))
        .toList();
  }

  private List<Row> rowsOf(SessionFile session) {
    List<Row> rows = new ArrayList<>();
    for (DestinationConfig config : session.destinations()) {
      rows.add(new Row(nextId++, 1, config, false));
    }
    return rows;
  }

  // Destinations

  Row add(JsonValue body) {
    DestinationForm form = DestinationForm.of(body);
    names.settle(form.host().stream().toList(), LOOK_UP_NS);
    return add(form);
  }

  private synchronized Row add(DestinationForm form) {
    requireRoom();
    Row row = new Row(nextId, 1, form.create(), form.solo().orElse(false));
    adopt(board.inserting(board.rows().size(), row), held);
    nextId++;
    return row;
  }

  Row edit(int id, int knownRevision, JsonValue body) {
    DestinationForm form = DestinationForm.of(body);
    names.settle(form.host().stream().toList(), LOOK_UP_NS);
    return edit(id, knownRevision, form);
  }

  private synchronized Row edit(int id, int knownRevision, DestinationForm form) {
    Row row = fresh(id, knownRevision);
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
    if (!staysHeld(row, config)) {
      others.remove(row.id());
    }
    adopt(board.replacing(changed), others);
    past.keep(row);
    return changed;
  }

  /** Whether an edit leaves alone why nothing is sent to a row: then the edit has not to wait. */
  private boolean staysHeld(Row row, DestinationConfig next) {
    DestinationConfig before = row.config();
    boolean sameHost = next.endpoint().equals(before.endpoint());
    boolean sameChannels = next.channels().equals(before.channels());
    return held.containsKey(row.id()) && sameHost && (sameChannels || isLookedFor(row));
  }

  private boolean isLookedFor(Row row) {
    return names.address(row.config().endpoint().host()).isEmpty();
  }

  private static List<String> hostsOf(SessionFile session) {
    return session.destinations().stream().map(d -> d.endpoint().host()).distinct().toList();
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

  void open(String name) {
    String fileName = Refusal.check("file", () -> store.fileName(name));
    SessionFile session = Refusal.check("file", () -> store.open(fileName));
    names.settle(hostsOf(session), LOOK_UP_ALL_NS);
    takeOver(session, Optional.of(fileName), session);
  }

  /** A file from the browser: a session, or a client list of the older programs. */
  SessionFiles.Kind take(String name, byte[] content) {
    SessionFiles.Opened opened = Refusal.check("file", () -> SessionFiles.parse(name, content));
    names.settle(hostsOf(opened.session()), LOOK_UP_ALL_NS);
    return take(opened);
  }

  private synchronized SessionFiles.Kind take(SessionFiles.Opened opened) {
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

  private synchronized void takeOver(
      SessionFile session, Optional<String> name, SessionFile asSaved) {
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
    requireKnownHosts(next, leftOut);
    try {
      live.apply(next.config(leftOut.keySet(), names));
    } catch (SetupException e) {
      throw refused(e);
    } catch (IllegalArgumentException e) {
      throw Refusal.field("name", String.valueOf(e.getMessage()));
    }
    board = next;
    held = new LinkedHashMap<>(leftOut);
    changed();
  }

  /** The engine would look for one itself, while everybody waits. */
  private void requireKnownHosts(Board next, Map<Integer, String> leftOut) {
    for (Row row : next.rows()) {
      if (next.sending() && !leftOut.containsKey(row.id()) && isLookedFor(row)) {
        throw Refusal.field("url", Endpoint.unknownHost(row.config().endpoint().host()));
      }
    }
  }

  private static Refusal refused(SetupException e) {
    String message = String.valueOf(e.getMessage());
    String field = message.contains("': channel ") ? "channels" : "url";
    return Refusal.field(field, message.replaceFirst("(?s)^destination '.*?': ", ""));
  }

  /** Where a destination cannot be used now, the others are not kept waiting for it. */
  private void playWhatCanBePlayed() {
    held = new LinkedHashMap<>();
    for (Row row : board.rows()) {
      if (isLookedFor(row)) {
        hold(row, names.problem(row.config().endpoint().host()));
      }
    }
    try {
      live.apply(board.config(held.keySet(), names));
    } catch (SetupException some) {
      playOneByOne();
    }
  }

  private void playOneByOne() {
    Set<Integer> waiting = new HashSet<>();
    board.rows().forEach(row -> waiting.add(row.id()));
    for (Row row : board.rows()) {
      waiting.remove(row.id());
      Set<Integer> leftOut = new HashSet<>(waiting);
      leftOut.addAll(held.keySet());
      if (!held.containsKey(row.id())) {
        try {
          live.apply(board.config(leftOut, names));
        } catch (SetupException e) {
          hold(row, String.valueOf(refused(e).getMessage()));
        }
      }
    }
  }

  private void hold(Row row, String reason) {
    held.put(row.id(), reason);
    String host = row.config().endpoint().host();
    if (!isLookedFor(row) || names.isUnknown(host)) {
      log.accept(
          SessionEvent.warning(
              "destination '"
                  + row.config().name()
                  + "': "
                  + reason
                  + "; nothing is sent to it until it can be"));
    }
  }

  /** Looks again whether destinations that could not be used now can; waits for no network. */
  synchronized void retryHeld() {
    List<String> hosts = new ArrayList<>();
    for (Row row : board.rows()) {
      if (held.containsKey(row.id()) && isLookedFor(row)) {
        hosts.add(row.config().endpoint().host());
      } else if (held.containsKey(row.id())) {
        retry(row);
      }
    }
    names.lookUp(hosts);
  }

  /** A look-up has ended. */
  private synchronized void retryHeld(String host) {
    for (Row row : board.rows()) {
      if (held.containsKey(row.id()) && row.config().endpoint().host().equals(host)) {
        retry(row);
      }
    }
  }

  private void retry(Row row) {
    if (isLookedFor(row)) {
      String reason = names.problem(row.config().endpoint().host());
      if (!reason.equals(held.get(row.id()))) {
        hold(row, reason);
        changed();
      }
      return;
    }
    Map<Integer, String> others = new LinkedHashMap<>(held);
    others.remove(row.id());
    try {
      live.apply(board.config(others.keySet(), names));
      held = others;
      changed();
    } catch (SetupException stillNot) {
      held.put(row.id(), String.valueOf(refused(stillNot).getMessage()));
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
