// The receiver's page: how it is doing, its name and its volume.
import { byId, el, field, say, toast } from "./dom.js";
import { call, listen, Refused } from "./api.js";
import { Meters } from "./meters.js";
import * as check from "./check.js";
import * as events from "./events.js";

const meters = new Meters(byId("meters"), "output", byId("clip-reset"));
const name = el("input", { type: "text", dir: "auto", autocomplete: "off" });
const volume = el("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
const slider = el("input", { type: "range", min: "-60", max: "12", step: "0.5", "aria-label": "Volume slider in dB" });
const lines = {
  name: field("Name", name, "Under this name it announces itself on the network"),
  volumeDb: field("Volume in dB", volume, "-100 to 40"),
};
byId("settings").append(lines.name, el("div", { class: "pair" }, lines.volumeDb, slider));

async function change(key, value) {
  try {
    await call("PATCH", "/api/receiver", { [key]: value });
    lines[key].complain("");
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    lines[key].complain(error.message);
    if (!error.field) toast(error.message, true);
  }
}

name.addEventListener("change", () => {
  const wrong = check.receiverName(name.value);
  lines.name.complain(wrong);
  if (!wrong) change("name", name.value);
});
volume.addEventListener("change", () => {
  const wrong = check.gain(volume.value);
  lines.volumeDb.complain(wrong);
  if (!wrong) change("volumeDb", volume.value);
});
for (const [input, line, held] of [[name, lines.name, "name"], [volume, lines.volumeDb, "volumeDb"]]) {
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !last) return;
    input.value = String(last[held]);
    line.complain("");
  });
}
slider.addEventListener("input", () => change("volumeDb", slider.value));

function card(label, value, note) {
  return el("div", { class: "card" }, el("div", { class: "soft" }, label), el("div", { class: "big" }, value), el("div", { class: "soft" }, note));
}

const times = (count) => (count === 1 ? "once" : `${count} times`);

const of = (status, wanted) => status.counters.find((counter) => counter.name === wanted)?.value ?? 0;

let last = null;

function show(status) {
  last = status;
  document.title = `${status.name}: ${status.words}`;
  say(byId("title"), status.name);
  say(byId("words"), status.source ? `${status.words}, from ${status.source}` : `${status.words}, listening on ${status.address}`);
  say(byId("output"), `on ${status.output}`);
  byId("cards").replaceChildren(
    card("State", status.words, status.format ?? "no stream yet"),
    card("Latency", status.state === "playing" ? `${status.latencyMs.toFixed(1)} ms` : "–", `held: ${status.targetMs.toFixed(1)} ms`),
    card("Buffer", `${status.bufferMs.toFixed(1)} ms`, `clocks differ by ${status.driftPpm.toFixed(1)} ppm`),
    card("Lost", String(of(status, "lost")), `of ${of(status, "received")} received`),
    card("Late", String(of(status, "late")), "came after their time to sound"),
    card("Ran dry", String(of(status, "underruns")), `and the sound device ${times(of(status, "device_underruns"))}`));
  const idle = (input) => document.activeElement !== input && !input.hasAttribute("aria-invalid");
  if (idle(name)) name.value = status.name;
  if (idle(volume)) volume.value = String(status.volumeDb);
  if (idle(slider)) slider.value = String(status.volumeDb);
  counters(status);
}

function counters(status) {
  const list = byId("counters");
  if (list.children.length !== status.counters.length * 2) {
    list.replaceChildren(...status.counters.flatMap(() => [el("dt"), el("dd")]));
  }
  status.counters.forEach((counter, i) => {
    say(list.children[2 * i], counter.words);
    say(list.children[2 * i + 1], counter.value.toLocaleString());
  });
}

listen({
  status: show,
  meters: (levels) => meters.update(levels),
  events: ({ events: all }) => events.showAll(all),
  event: events.show,
}, (connected, why) => {
  byId("offline").hidden = connected;
  if (!connected) say(byId("offline"), why || "The connection to the receiver is lost. What you see is old; trying again.");
});
