package audiostream.app.console.sender;

import audiostream.app.console.http.LiveFeed;
import audiostream.app.console.http.Refusal;
import audiostream.app.console.http.Reply;
import audiostream.app.console.http.Request;
import audiostream.app.console.http.Routes;
import audiostream.app.console.shared.EventLog;
import audiostream.app.console.shared.Metrics;
import audiostream.app.json.JsonLine;
import audiostream.app.json.JsonValue;
import audiostream.app.json.Members;
import audiostream.app.session.SessionFiles;
import audiostream.app.session.SessionFiles.OlderExport;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The addresses of the API; {@code openapi.json} describes them. */
final class SenderApi {

  private final Desk desk;
  private final Watch watch;
  private final LiveSender live;
  private final SessionStore store;
  private final EventLog log;
  private final LiveFeed feed;
  private final Supplier<List<InputChoice>> inputs;
  private final Supplier<List<Found>> found;

  /** What the API speaks of. */
  record Parts(
      Desk desk,
      Watch watch,
      LiveSender live,
      SessionStore store,
      EventLog log,
      LiveFeed feed,
      Supplier<List<InputChoice>> inputs,
      Supplier<List<Found>> found) {}

  SenderApi(Parts parts) {
    this.desk = parts.desk();
    this.watch = parts.watch();
    this.live = parts.live();
    this.store = parts.store();
    this.log = parts.log();
    this.feed = parts.feed();
    this.inputs = parts.inputs();
    this.found = parts.found();
  }

  void addTo(Routes routes) {
    routes
        .on("GET", "/api/session", r -> session())
        .on("POST", "/api/session/new", r -> then(desk::begin))
        .on("POST", "/api/session/open", this::open)
        .on("POST", "/api/session/save", this::save)
        .on("GET", "/api/session/files", r -> files())
        .on("GET", "/api/session/file", r -> download())
        .on("GET", "/api/session/older-list", r -> downloadOlder())
        .on("POST", "/api/start", r -> then(() -> desk.send(true)))
        .on("POST", "/api/stop", r -> then(() -> desk.send(false)))
        .on("POST", "/api/panic", r -> then(() -> desk.panic(flag(r, "on"))))
        .on("POST", "/api/undo", r -> row(desk.undo()))
        .on("POST", "/api/clips/reset", r -> then(watch.clips()::reset))
        .on("GET", "/api/inputs", r -> inputs())
        .on("PUT", "/api/input", this::changeInput)
        .on("PUT", "/api/format", this::changeFormat)
        .on("PUT", "/api/group", this::changeGroup)
        .on("GET", "/api/events", r -> events())
        .on("GET", "/api/found", r -> found())
        .on("GET", "/api/history", r -> Reply.of(Reply.JSON, watch.historyNow().json()))
        .on("GET", "/metrics", r -> metrics());
    addDestinations(routes);
  }

  private void addDestinations(Routes routes) {
    routes
        .on("GET", "/api/destinations", r -> destinations())
        .on("POST", "/api/destinations", r -> row(desk.add(r.json()), 201))
        .on("GET", "/api/destinations/{id}", this::destination)
        .on("PATCH", "/api/destinations/{id}", this::edit)
        .on("DELETE", "/api/destinations/{id}", this::remove)
        .on("POST", "/api/destinations/{id}/duplicate", r -> row(desk.duplicate(r.number(0)), 201))
        .on("POST", "/api/destinations/{id}/move", this::move)
        .on("POST", "/api/destinations/{id}/route", this::route)
        .on("POST", "/api/destinations/{id}/identify", r -> then(() -> desk.identify(r.number(0))))
        .on("GET", "/api/destinations/{id}/history", this::history);
  }

  private static Reply then(Runnable action) {
    action.run();
    return Reply.done();
  }

  private static boolean flag(Request request, String name) {
    return Members.of(request.json(), name).require(name, "true").asFlag();
  }

  // Destinations

  private static Reply row(Row row) {
    return row(row, 200);
  }

  private static Reply row(Row row, int status) {
    return Reply.json(
            status,
            json -> {
              json.writeFieldName("destination");
              BoardJson.row(json, row, Optional.empty());
            })
        .with("ETag", "\"" + row.revision() + "\"");
  }

  private Reply destinations() {
    Desk.View view = desk.view();
    return Reply.json(json -> {
      json.writeArrayFieldStart("destinations");
      for (Row row : view.board().rows()) {
        BoardJson.row(json, row, Optional.ofNullable(view.held().get(row.id())));
      }
      json.writeEndArray();
    });
  }

  private Reply destination(Request request) {
    return row(
        desk.view()
            .board()
            .find(request.number(0))
            .orElseThrow(() -> Refusal.notFound("there is no such destination")));
  }

  private Reply edit(Request request) {
    return row(desk.edit(request.number(0), request.knownRevision(), request.json()));
  }

  private Reply remove(Request request) {
    desk.remove(request.number(0), request.knownRevision());
    return Reply.done();
  }

  private Reply move(Request request) {
    JsonValue to = Members.of(request.json(), "to").require("to", "0");
    desk.move(request.number(0), to.asWhole());
    return Reply.done();
  }

  private Reply route(Request request) {
    Members body = Members.of(request.json(), "channel", "on");
    return row(
        desk.route(
            request.number(0),
            request.knownRevision(),
            body.require("channel", "1").asWhole(),
            body.require("on", "true").asFlag()));
  }

  private Reply history(Request request) {
    int id = request.number(0);
    return Reply.json(json -> watch.history().write(json, id));
  }

  // Session

  /** The session with everything in it, as the page gets it at the beginning and on each change. */
  String sessionJson() {
    return sessionJson(desk.view());
  }

  String sessionJson(Desk.View view) {
    return JsonLine.object(json -> BoardJson.write(json, view, live.now()));
  }

  private Reply session() {
    return Reply.of(Reply.JSON, sessionJson());
  }

  private Reply open(Request request) {
    Members body = Members.of(request.json(), "file", "name", "content");
    if (body.find("content").isPresent()) {
      String name = body.find("name").map(JsonValue::asText).orElse("file");
      byte[] content = body.require("content", "\"{}\"").asText().getBytes(StandardCharsets.UTF_8);
      SessionFiles.Kind kind = desk.take(name, content);
      return Reply.json(json -> json.writeStringField("kind", kind.words()));
    }
    desk.open(body.require("file", "\"show.json\"").asText());
    return Reply.json(json -> json.writeStringField("kind", SessionFiles.Kind.SESSION.words()));
  }

  private Reply save(Request request) {
    Members body = Members.of(request.json(), "as", "overwrite");
    String name =
        desk.save(
            body.find("as").map(JsonValue::asText),
            body.find("overwrite").map(JsonValue::asFlag).orElse(false));
    return Reply.json(json -> json.writeStringField("file", name));
  }

  private Reply files() {
    return Reply.json(json -> {
      json.writeStringField("folder", store.folder().toString());
      json.writeArrayFieldStart("files");
      for (String name : store.names()) {
        json.writeString(name);
      }
      json.writeEndArray();
    });
  }

  private Reply download() {
    Desk.View view = desk.view();
    return Reply.of(Reply.JSON, SessionFiles.print(view.board().file()))
        .asFile(view.file().orElse("session.json"));
  }

  /** What such a list cannot hold is left out; a header names it. */
  private Reply downloadOlder() {
    OlderExport export = SessionFiles.toOlderList(desk.view().board().file());
    return Reply.json(json -> {
      json.writeStringField("content", export.text());
      strings(json, "skipped", export.skipped());
      strings(json, "leftOut", export.leftOut());
    });
  }

  private static void strings(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  // Input

  private Reply inputs() {
    return Reply.json(json -> {
      json.writeArrayFieldStart("inputs");
      for (InputChoice input : inputs.get()) {
        json.writeStartObject();
        json.writeStringField("device", input.device());
        json.writeStringField("words", input.words());
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  private Reply changeInput(Request request) {
    JsonValue body = request.json();
    desk.changeInput(request.knownRevision(), head -> InputForm.input(body, head));
    return session();
  }

  private Reply changeFormat(Request request) {
    JsonValue body = request.json();
    desk.changeFormat(request.knownRevision(), head -> InputForm.format(body, head));
    return session();
  }

  private Reply changeGroup(Request request) {
    JsonValue body = request.json();
    desk.changeFormat(request.knownRevision(), head -> GroupForm.change(body, head));
    return session();
  }

  // The rest

  private Reply events() {
    return Reply.of(Reply.JSON, log.json());
  }

  String foundJson() {
    return Found.json(found.get());
  }

  private Reply found() {
    return Reply.of(Reply.JSON, foundJson());
  }

  private Reply metrics() {
    return Reply.of(
        Metrics.TYPE,
        SenderMetrics.text(
            watch.snapshot().orElseThrow(() -> new Refusal(503, "not started yet")),
            watch.rows(),
            desk.view().board(),
            feed.listeners()));
  }
}
