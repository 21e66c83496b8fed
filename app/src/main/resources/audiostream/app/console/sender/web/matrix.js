// Channels and destinations as a table of buttons. Arrow keys move; one stop for the Tab key.
import { el, byId, say, pressed, toggle } from "./dom.js";
import { attempt } from "./destinations.js";
import { call } from "./api.js";

let shape = "";
let session = null;
let cells = [];
let current = { row: 0, channel: 0 };

export function showSession(next) {
  session = next;
  if (!byId("matrix").hidden) draw();
}

export function draw() {
  if (!session) return;
  const highest = Math.max(0, ...session.destinations.flatMap((d) => d.channelList));
  const channels = Math.max(session.input.channels, highest);
  const wanted = channels + ":" + session.destinations.map((d) => d.id).join(",");
  if (wanted !== shape) build(channels);
  shape = wanted;
  session.destinations.forEach((destination, r) => {
    say(cells[r].heading, destination.name);
    cells[r].heading.title = destination.name;
    toggle(cells[r].node, "silent", destination.mute);
    cells[r].buttons.forEach((button, c) => {
      const place = destination.channelList.indexOf(c + 1);
      pressed(button, place >= 0);
      say(button, place >= 0 ? String(place + 1) : "");
      button.setAttribute("aria-label", `channel ${c + 1} to ${destination.name}` + (place >= 0 ? `, carried as its channel ${place + 1}` : ""));
    });
  });
}

function build(channels) {
  const head = el("tr", {}, el("th", { scope: "col" }, "to \\ channel"), ...Array.from({ length: channels }, (_, c) => el("th", { scope: "col" }, String(c + 1))));
  cells = session.destinations.map((destination, r) => {
    const heading = el("th", { scope: "row", dir: "auto" });
    const buttons = Array.from({ length: channels }, (_, c) => el("button", { tabindex: "-1", onclick: () => click(r, c), onfocus: () => { current = { row: r, channel: c }; } }));
    const node = el("tr", {}, heading, ...buttons.map((button) => el("td", {}, button)));
    return { heading, buttons, node };
  });
  const table = el("table", { "aria-label": "Which channel goes to which destination" }, el("thead", {}, head), el("tbody", {}, ...cells.map((c) => c.node)));
  table.addEventListener("keydown", keys);
  const box = byId("matrix");
  const focused = box.contains(document.activeElement);
  box.replaceChildren(cells.length ? table : el("p", { class: "empty" }, "There is no destination yet."));
  const first = button(current.row, current.channel) || button(0, 0);
  if (first) {
    first.tabIndex = 0;
    if (focused) first.focus();
  }
}

const button = (row, channel) => cells[row]?.buttons[channel];

function keys(event) {
  const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  if (!by) return;
  event.preventDefault();
  const next = button(current.row + by[0], current.channel + by[1]);
  if (!next) return;
  const before = button(current.row, current.channel);
  if (before) before.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function click(row, channel) {
  const destination = session.destinations[row];
  const on = !destination.channelList.includes(channel + 1);
  return attempt(() => call("POST", `/api/destinations/${destination.id}/route`, { channel: channel + 1, on }, destination.revision))
    .then((refused) => { if (refused && refused.field) attempt(() => { throw Object.assign(refused, { field: "" }); }); });
}
