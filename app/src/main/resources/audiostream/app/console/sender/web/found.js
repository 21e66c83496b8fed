// Receivers that announce themselves on this network; one click adds them.
import { el, byId } from "./dom.js";
import { call } from "./api.js";
import { attempt, always } from "./destinations.js";

let session = { destinations: [] };
let found = [];
let shown = "";

export function showSession(next) {
  session = next;
  draw();
}

export function showFound(next) {
  found = next.found;
  draw();
}

function draw() {
  const there = new Set(session.destinations.map((d) => d.url.split("?")[0]));
  const list = byId("found-list");
  const shows = JSON.stringify(found.map((one) => [one, there.has(one.url)]));
  if (shows === shown) return;
  shown = shows;
  const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
  byId("found").hidden = found.length === 0;
  list.replaceChildren(...found.map((one) => {
    const words = [one.url, one.channels ? `${one.channels} channels` : "", one.rates ? `${one.rates} Hz` : "", one.version].filter(Boolean).join(", ");
    const used = there.has(one.url);
    return el("li", {},
      el("span", { class: "grow" }, el("strong", { dir: "auto" }, one.name), " ", el("span", { class: "soft", dir: "auto" }, words)),
      used ? el("span", { class: "soft" }, "is in the session") : el("button", { "aria-label": `Add ${one.name}`, onclick: () => add(one) }, "Add"));
  }));
  if (focused === null) return;
  const buttons = [...list.querySelectorAll("button")];
  (buttons.find((button) => button.getAttribute("aria-label") === focused) ?? buttons[0] ?? byId("found-title")).focus();
}

function add(one) {
  const taken = new Set(session.destinations.map((d) => d.name));
  // Not through the middle of an emoji.
  const plain = one.name.trim().slice(0, 90).replace(/[\uD800-\uDBFF]$/, "") || one.url;
  let name = plain;
  for (let n = 2; taken.has(name); n++) name = `${plain} (${n})`;
  const channels = session.input.channels >= 2 && one.channels >= 2 ? `1-${Math.min(one.channels, session.input.channels)}` : "1";
  return attempt(() => call("POST", "/api/destinations", { name, url: one.url, channels }), always);
}
