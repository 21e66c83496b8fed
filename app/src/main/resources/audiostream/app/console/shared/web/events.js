// What has happened: the latest first; what comes again is one line with a count.
import { el, byId, say } from "./dom.js";

const MOST = 200;
const lines = new Map();

export function showAll(events) {
  lines.clear();
  byId("event-list").replaceChildren();
  events.forEach(show);
  if (!events.length) say(byId("events-words"), "Nothing has happened yet.");
}

export function show(event) {
  const list = byId("event-list");
  lines.get(event.id)?.remove();
  const time = new Date(event.last);
  const node = el("li", { class: event.kind },
    el("time", { datetime: event.last, title: time.toLocaleString() }, time.toLocaleTimeString([], { hour12: false })),
    el("span", { class: "text", dir: "auto" }, event.destination ? el("span", { class: "who" }, event.destination) : null, event.text),
    el("span", { class: "count" }, event.count > 1 ? `${event.count} times` : ""));
  node.dataset.id = event.id;
  lines.set(event.id, node);
  list.prepend(node);
  while (list.children.length > MOST) {
    lines.delete(Number(list.lastChild.dataset.id));
    list.lastChild.remove();
  }
  say(byId("events-words"), "");
}
