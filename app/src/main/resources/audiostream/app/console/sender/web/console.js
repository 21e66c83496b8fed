// The sender's console: puts the parts of the page together.
import { byId, say, pressed } from "./dom.js";
import { call, listen } from "./api.js";
import { Meters } from "./meters.js";
import * as destinations from "./destinations.js";
import * as edits from "./edits.js";
import * as matrix from "./matrix.js";
import * as session from "./session.js";
import * as input from "./input.js";
import * as events from "./events.js";
import * as found from "./found.js";
import * as group from "./group.js";

const meters = new Meters(byId("meters"), "channel", byId("clip-reset"));
let current = null;

function showSession(next) {
  current = next;
  edits.showSession(next);
  session.showSession(next);
  input.showSession(next);
  destinations.showSession(next);
  matrix.showSession(next);
  found.showSession(next);
  group.showSession(next);
  say(byId("transport"), next.sending ? "Stop" : "Start");
  pressed(byId("panic"), next.panic);
  byId("panicked").hidden = !next.panic;
  byId("undo").hidden = !next.undo;
  say(byId("undo"), next.undo ? `Undo: ${next.undo}` : "");
  if (meters.lines.length !== next.input.channels) meters.build(next.input.channels);
}

listen({
  session: showSession,
  status: (status) => {
    destinations.showStatus(status);
    input.showStatus(status);
    group.showStatus(status);
  },
  meters: (levels) => {
    meters.update(levels);
    destinations.showLevels(levels.peak, levels.rms);
  },
  events: ({ events: all }) => events.showAll(all),
  event: events.show,
  found: found.showFound,
  history: destinations.showHistory,
}, (connected, why) => {
  byId("offline").hidden = connected;
  if (!connected) say(byId("offline"), why || "The connection to the sender is lost. What you see is old; trying again.");
  if (!connected) edits.forget();
});

const command = (path, body = {}) => destinations.attempt(() => call("POST", path, body), destinations.always);
byId("transport").addEventListener("click", () => command(current?.sending ? "/api/stop" : "/api/start"));
byId("panic").addEventListener("click", () => command("/api/panic", { on: !current?.panic }));
byId("undo").addEventListener("click", () => command("/api/undo"));
byId("add").addEventListener("click", () => destinations.addDialog());
byId("session-name").addEventListener("click", session.sessionDialog);
byId("group-change").addEventListener("click", () => current && group.groupDialog());
byId("input-change").addEventListener("click", () => current && input.inputDialog());
byId("filter").addEventListener("input", () => {
  destinations.applyFilter();
  matrix.applyFilter();
});

function view(asMatrix) {
  byId("list").hidden = asMatrix;
  byId("matrix").hidden = !asMatrix;
  pressed(byId("show-list"), !asMatrix);
  pressed(byId("show-matrix"), asMatrix);
  if (asMatrix) matrix.draw();
}
byId("show-list").addEventListener("click", () => view(false));
byId("show-matrix").addEventListener("click", () => view(true));
