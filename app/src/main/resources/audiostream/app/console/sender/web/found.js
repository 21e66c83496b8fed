// Receivers that announce themselves on this network; one click adds them.
import { el, byId } from "./dom.js";
import { call } from "./api.js";
import { attempt, always } from "./destinations.js";

let session = { destinations: [] };
let found = [];

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
  byId("found").hidden = found.length === 0;
  byId("found-list").replaceChildren(...found.map((one) => {
    const words = [one.url, one.channels ? `${one.channels} channels` : "", one.rates ? `${one.rates} Hz` : "", one.version].filter(Boolean).join(", ");
    const used = there.has(one.url);
    return el("li", {},
      el("span", { class: "grow" }, el("strong", { dir: "auto" }, one.name), " ", el("span", { class: "soft", dir: "auto" }, words)),
      used ? el("span", { class: "soft" }, "is in the session") : el("button", { "aria-label": `Add ${one.name}`, onclick: () => add(one) }, "Add"));
  }));
}

function add(one) {
  const taken = new Set(session.destinations.map((d) => d.name));
  let name = one.name.trim().slice(0, 90) || one.url;
  for (let n = 2; taken.has(name); n++) name = `${one.name.slice(0, 90)} (${n})`;
  const channels = session.input.channels >= 2 && one.channels >= 2 ? `1-${Math.min(one.channels, session.input.channels)}` : "1";
  return attempt(() => call("POST", "/api/destinations", { name, url: one.url, channels }), always);
}
