// Channels and destinations as a table of buttons. Arrow keys move; one stop for the Tab key.
import { el, byId, say, place, pressed, toggle } from "./dom.js";
import { attempt, always, matches } from "./destinations.js";
import { edit } from "./edits.js";

let session = null;
let channels = 0;
let headings = [];
let body = null;
let current = null;
const lines = new Map();

export function showSession(next) {
  session = next;
  if (!byId("matrix").hidden) draw();
}

/** One destination. */
class Line {
  constructor(id) {
    this.id = id;
    this.number = el("span", { class: "number" });
    this.name = el("bdi");
    this.heading = el("th", { scope: "row" }, this.number, this.name);
    this.cells = Array.from({ length: channels }, (_, c) => {
      const cell = el("button", { tabindex: "-1" });
      cell.line = this;
      cell.channel = c + 1;
      return cell;
    });
    this.node = el("tr", {}, this.heading, ...this.cells.map((cell) => el("td", {}, cell)));
  }

  update(destination, index) {
    this.index = index;
    say(this.number, String(index + 1));
    say(this.name, destination.name);
    if (this.destination && this.destination.id === destination.id && this.destination.revision === destination.revision) return;
    this.destination = destination;
    this.heading.title = destination.name;
    toggle(this.node, "silent", destination.mute);
    for (const cell of this.cells) {
      const at = destination.channelList.indexOf(cell.channel);
      pressed(cell, at >= 0);
      say(cell, at >= 0 ? String(at + 1) : "");
      cell.setAttribute("aria-label", `channel ${cell.channel} to ${destination.name}` + (at >= 0 ? `, carried as its channel ${at + 1}` : ""));
    }
  }
}

export function draw() {
  if (!session) return;
  const highest = Math.max(0, ...session.destinations.flatMap((d) => d.channelList));
  const wanted = Math.max(session.input.channels, highest);
  if (!body || wanted !== channels) build(wanted);
  const ids = new Set(session.destinations.map((d) => d.id));
  for (const [id, line] of lines) {
    if (!ids.has(id)) {
      line.node.remove();
      lines.delete(id);
    }
  }
  session.destinations.forEach((destination, index) => {
    let line = lines.get(destination.id);
    if (!line) lines.set(destination.id, (line = new Line(destination.id)));
    line.update(destination, index);
    place(body, line.node, index);
  });
  byId("matrix-empty").hidden = session.destinations.length > 0;
  headings.forEach((heading, c) => toggle(heading, "beyond", c >= session.input.channels));
  applyFilter();
  fade();
  if (!current?.isConnected) stop(body.querySelector("button"));
}

function build(wanted) {
  channels = wanted;
  lines.clear();
  headings = Array.from({ length: channels }, (_, c) => el("th", { scope: "col" }, String(c + 1)));
  body = el("tbody");
  const table = el("table", { "aria-label": "Which channel goes to which destination" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "to \\ channel"), ...headings)), body);
  table.addEventListener("keydown", keys);
  table.addEventListener("click", ({ target }) => target.line && route(target.line, target.channel));
  table.addEventListener("focusin", ({ target }) => target.line && stop(target));
  for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    table.addEventListener(event, ({ target }) => target.line && light(target, on));
  }
  byId("matrix").onscroll = fade;
  byId("matrix").replaceChildren(el("p", { class: "empty", id: "matrix-empty", hidden: true }, "There is no destination yet."), table);
}

/** Fades out where there is more to the right: not every browser shows that one can scroll. */
function fade() {
  const box = byId("matrix");
  toggle(box, "more", box.scrollLeft + box.clientWidth < box.scrollWidth - 4);
}
addEventListener("resize", fade);

/** The cell where the Tab key enters. */
function stop(cell) {
  if (current) current.tabIndex = -1;
  current = cell;
  if (cell) cell.tabIndex = 0;
}

/** Lights up the names of row and column, which may be far away. */
function light(cell, on) {
  toggle(cell.line.heading, "at", on);
  toggle(headings[cell.channel - 1], "at", on);
}

function keys(event) {
  const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -channels], End: [0, channels] }[event.key];
  const from = event.target;
  if (!by || !from.line) return;
  event.preventDefault();
  const shown = [...body.children].filter((row) => !row.hidden);
  const row = Math.min(shown.length - 1, Math.max(0, shown.indexOf(from.line.node) + by[0]));
  const channel = Math.min(channels, Math.max(1, from.channel + by[1]));
  const next = shown[row].querySelectorAll("button")[channel - 1];
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

export function applyFilter() {
  for (const line of lines.values()) line.node.hidden = !matches(line.destination);
}

function route(line, channel) {
  const change = (now) => ({ channel, on: !now.channelList.includes(channel) });
  return attempt(() => edit(line.id, change, { method: "POST", path: "/route" }), always);
}
