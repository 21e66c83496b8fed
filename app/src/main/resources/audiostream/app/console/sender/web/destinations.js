// The list of destinations: a row each, edited in place. An edit is sent with the revision that was seen.
import { el, byId, say, toggle, place, pressed, toast, field, dialog, complain } from "./dom.js";
import { call, Refused } from "./api.js";
import { edit, known } from "./edits.js";
import { Bar } from "./meters.js";
import { drawStrip } from "./strip.js";
import * as check from "./check.js";
import { showDetail } from "./detail.js";

const rows = new Map();
let session = { destinations: [] };

/** Runs a command and shows why it was refused; by default, where that does not belong to a field, which then shows it. */
export async function attempt(command, shows = (error) => !error.field) {
  try {
    await command();
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (shows(error)) toast(error.message, true);
    return error;
  }
}

/** For commands that belong to no field. */
export const always = () => true;

const FIELDS = [
  { key: "name", label: "Name", check: check.name, show: (d) => d.name },
  { key: "url", label: "Address", css: "address", check: check.url, show: (d) => d.url },
  { key: "channels", label: "Channels", check: check.channels, show: (d) => d.channels },
  { key: "gainDb", label: "Gain in dB", css: "gain", check: check.gain, show: (d) => String(d.gainDb) },
  { key: "delay", label: "Delay", check: check.delay, show: (d) => d.delay, title: "How much later than the others it sounds: 3.5ms, or 1.2m of way through the air" },
];

class Row {
  constructor(destination) {
    this.destination = destination;
    this.error = el("p", { class: "error", role: "alert", hidden: true, id: `row-error-${destination.id}` });
    this.inputs = {};
    this.waiting = new Set();
    this.seen = new Map();
    const fields = FIELDS.map((spec) => this.field(spec));
    this.number = el("span", { class: "number" });
    this.canvas = el("canvas", { role: "img", "aria-label": "no level yet" });
    this.bar = new Bar(this.canvas);
    this.strip = el("canvas", { class: "strip", role: "img", title: "The last ten minutes", "aria-label": "the last ten minutes: nothing is known" });
    this.say = el("span", { class: "say" });
    this.numbers = el("span", { class: "numbers" });
    this.warning = el("span", { class: "warning" });
    this.mute = el("button", { class: "mute", onclick: () => this.flip("mute") }, "Mute");
    this.solo = el("button", { class: "solo", onclick: () => this.flip("solo") }, "Solo");
    this.identify = el("button", { onclick: () => this.command("identify") }, "Identify");
    this.more = el("button", { "aria-haspopup": "dialog", onclick: () => this.menu() }, "More");
    this.node = el("div", { class: "row", role: "listitem" },
      this.number, ...fields.slice(0, 2), el("div", { class: "dials" }, ...fields.slice(2)),
      el("div", { class: "level" }, this.canvas), el("div", { class: "past" }, this.strip),
      el("div", { class: "status" }, this.say, this.numbers, this.warning),
      el("div", { class: "actions" }, this.mute, this.solo, this.identify, this.more), this.error);
    this.node.dataset.id = destination.id;
  }

  field(spec) {
    const input = el("input", { type: "text", dir: "auto", autocomplete: "off", spellcheck: "false", title: spec.title, "aria-describedby": this.error.id });
    if (spec.key === "gainDb") input.inputMode = "decimal";
    this.inputs[spec.key] = input;
    input.addEventListener("change", () => this.commit(spec));
    input.addEventListener("input", () => {
      if (!this.seen.has(spec.key)) this.seen.set(spec.key, this.destination.revision);
      complain(input, this.error, spec.check(input.value));
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.leave(spec);
      // What was refused is no change to the browser any more, but may well be wanted.
      else if (event.key === "Enter" && input.hasAttribute("aria-invalid")) this.commit(spec);
      else if (spec.key === "gainDb" && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        event.preventDefault();
        this.step(input, spec, event.key === "ArrowUp" ? 1 : -1);
      }
    });
    input.addEventListener("blur", () => this.update(this.destination, this.index));
    return el("div", { class: `field ${spec.css || spec.key}` }, input);
  }

  step(input, spec, by) {
    const now = Number(input.value.replace(",", "."));
    if (!Number.isFinite(now)) return;
    input.value = String(Math.min(40, Math.max(-100, now + by)));
    this.commit(spec);
  }

  /** What was typed goes, what holds is shown. */
  leave(spec) {
    const input = this.inputs[spec.key];
    this.seen.delete(spec.key);
    input.value = spec.show(this.destination);
    complain(input, this.error, "");
  }

  async commit(spec) {
    const input = this.inputs[spec.key];
    const typed = input.value.trim();
    const wrong = spec.check(typed);
    complain(input, this.error, wrong);
    if (wrong || this.waiting.has(spec.key)) return;
    if (typed === spec.show(this.destination)) return void this.seen.delete(spec.key);
    this.waiting.add(spec.key);
    const refused = await attempt(
      () => edit(this.destination.id, () => ({ [spec.key]: typed }), { seen: this.seen.get(spec.key) }),
      (error) => !error.field && error.status !== 412);
    this.waiting.delete(spec.key);
    this.seen.delete(spec.key);
    if (!refused) {
      if (input.value.trim() !== typed) this.commit(spec);
      else this.update(known(this.destination.id) ?? this.destination, this.index);
      return;
    }
    if (refused.status === 412) this.seen.set(spec.key, refused.answer.current.revision);
    complain(input, this.error, refused.status === 412 ? `${refused.message}. Enter takes yours, Escape leaves it.` : refused.message);
  }

  flip(key) { return attempt(() => edit(this.destination.id, (now) => ({ [key]: !now[key] })), always); }

  command(name, body = {}) {
    return attempt(() => call("POST", `/api/destinations/${this.destination.id}/${name}`, body), always);
  }

  /** `index` counts from 0. */
  update(destination, index) {
    this.destination = destination;
    this.index = index;
    say(this.number, String(index + 1));
    for (const spec of FIELDS) {
      const input = this.inputs[spec.key];
      // What somebody is typing, or what was refused, stays until it is mended or Escape is pressed.
      const busy = document.activeElement === input || this.waiting.has(spec.key) || input.hasAttribute("aria-invalid");
      if (!busy) input.value = spec.show(destination);
      input.setAttribute("aria-label", `${spec.label} of destination ${index + 1}`);
    }
    pressed(this.mute, destination.mute);
    pressed(this.solo, destination.solo);
    const who = ` ${destination.name}`;
    this.mute.setAttribute("aria-label", "Mute" + who);
    this.solo.setAttribute("aria-label", "Solo" + who);
    this.identify.setAttribute("aria-label", "Identify" + who);
    this.more.setAttribute("aria-label", "More about" + who);
    say(this.warning, destination.warnings.join("; "));
  }

  status(status) {
    this.lastStatus = status;
    this.words = numbers(status);
    for (const state of ["good", "trouble", "off", "quiet"]) toggle(this.node, state, status.state === state);
    // Also where the loss was a moment ago: it comes and goes faster than one looks.
    toggle(this.node, "losing", this.words.some(([, bad]) => bad) || /[1-9]$/.test(this.marks ?? ""));
    say(this.say, status.words);
    if (this.numbers.children.length !== this.words.length) this.numbers.replaceChildren(...this.words.map(() => el("span")));
    this.words.forEach(([text, bad], i) => {
      say(this.numbers.children[i], text);
      toggle(this.numbers.children[i], "bad", Boolean(bad));
    });
  }

  past(marks) {
    this.marks = marks;
    drawStrip(this.strip, marks);
  }

  menu() {
    const d = this.destination;
    const act = (label, action, css = "") => el("button", { class: css, onclick: () => { box.close(); action(); } }, label);
    const to = (index) => this.command("move", { to: index });
    const box = dialog(d.name,
      el("div", { class: "form" },
        act("Details and history", () => showDetail(() => this.destination, () => this.lastStatus)),
        act("Duplicate", () => this.command("duplicate")),
        el("div", { class: "pair" }, act("Move up", () => to(Math.max(0, this.index - 1))), act("Move down", () => to(this.index + 1))),
        el("div", { class: "pair" }, act("To the top", () => to(0)), act("To the end", () => to(session.destinations.length))),
        act("Remove", () => this.remove(), "panic")),
      el("div", { class: "buttons" }, el("button", { onclick: () => box.close() }, "Close")));
  }

  async remove() {
    const refused = await attempt(() => edit(this.destination.id, null, { method: "DELETE", seen: this.destination.revision }), always);
    if (!refused) {
      toast(`${this.destination.name} was removed`);
      focusOnceShown(byId("undo"));
    }
  }
}

/** The answer to a removal may come before the news that shows the button for undoing it; a person who goes on is left alone. */
function focusOnceShown(button) {
  if (!button.hidden) {
    button.focus();
    return;
  }
  const shown = new MutationObserver(() => {
    shown.disconnect();
    button.focus();
  });
  shown.observe(button, { attributeFilter: ["hidden"] });
  document.addEventListener("focusin", () => shown.disconnect(), { once: true });
}

/** What is told of a destination now: texts, and whether each is trouble. */
function numbers(status) {
  const parts = [];
  const trouble = status.state === "trouble";
  if (status.latencyMs > 0) parts.push([`latency ${status.latencyMs.toFixed(1)} ms`]);
  if (status.lost !== undefined) parts.push(status.lossPercent > 0 ? [`lost ${status.lost}, now ${status.lossPercent.toFixed(1)} %`, true] : [`lost ${status.lost}`]);
  if (status.late !== undefined) parts.push([`late ${status.late}`, status.lateNow > 0]);
  if (status.jitterMs !== undefined) parts.push([`jitter ${status.jitterMs.toFixed(2)} ms`]);
  if (status.roundTripMs !== undefined) parts.push([`round trip ${status.roundTripMs.toFixed(1)} ms`]);
  if (status.syncErrorMs !== undefined) parts.push([`sync ${status.syncErrorMs.toFixed(2)} ms`.replace("-", "−")]);
  // Those from before the receiver was there are no news.
  if (trouble && status.unsent > 0) parts.push([`not sent ${status.unsent}`, true]);
  return parts;
}

export function showSession(next) {
  session = next;
  const list = byId("list");
  const ids = new Set(next.destinations.map((d) => d.id));
  for (const [id, row] of rows) {
    if (!ids.has(id)) {
      row.node.remove();
      rows.delete(id);
    }
  }
  next.destinations.forEach((destination, index) => {
    let row = rows.get(destination.id);
    if (!row) {
      row = new Row(destination);
      rows.set(destination.id, row);
    }
    row.update(destination, index);
    place(list, row.node, index);
  });
  list.querySelector(".empty")?.remove();
  if (next.destinations.length === 0) list.append(emptyWords());
  const count = next.destinations.length;
  const silent = next.destinations.filter((d) => d.mute).length;
  const solo = next.destinations.filter((d) => d.solo).length;
  say(byId("destinations-words"), [
    count === 1 ? "1 destination" : `${count} destinations`,
    silent ? `${silent} muted` : "", solo ? `${solo} solo: the others are silent` : "",
  ].filter(Boolean).join(", "));
  applyFilter();
}

function emptyWords() {
  return el("p", { class: "empty", role: "listitem" }, "Nothing is sent yet. Press Add, and give the address of a machine that runs ", el("code", {}, "audiostream receive"), ".");
}

export function showStatus(status) {
  for (const one of status.destinations) rows.get(one.id)?.status(one);
}

/** What is told every five seconds: ten minutes of each. */
export function showHistory(history) {
  for (const one of history.destinations) rows.get(one.id)?.past(one.marks);
}

addEventListener("resize", () => {
  for (const row of rows.values()) if (row.marks) drawStrip(row.strip, row.marks);
});

/** What goes out to each: the loudest of its channels, with its gain. */
export function showLevels(peaks, rms) {
  const now = performance.now();
  const anySolo = session.destinations.some((d) => d.solo);
  const list = byId("list");
  if (list.hidden) return;
  const top = 0;
  const bottom = innerHeight;
  for (const row of rows.values()) {
    const d = row.destination;
    const place = row.canvas.getBoundingClientRect();
    if (place.bottom < top || place.top > bottom || !place.width) continue;
    const silent = d.mute || session.panic || !session.sending || d.held || (anySolo && !d.solo);
    const loudest = (levels) => silent ? -150 : Math.max(-150, ...d.channelList.map((c) => (levels[c - 1] ?? -150))) + d.gainDb;
    row.bar.set(loudest(peaks), loudest(rms), now);
    if (!(now - row.labelled < 1000)) {
      row.labelled = now;
      row.canvas.setAttribute("aria-label", silent ? "silent" : `level ${row.bar.held.toFixed(0)} dBFS`);
    }
  }
}

/** Whether a destination has what is looked for. */
export function matches(d) {
  const text = byId("filter").value.trim().toLowerCase();
  return !text || `${d.name} ${d.url} ${d.channels}`.toLowerCase().includes(text);
}

export function applyFilter() {
  let shown = 0;
  for (const row of rows.values()) {
    row.node.hidden = !matches(row.destination);
    if (!row.node.hidden) shown++;
  }
  byId("filter-empty").hidden = shown > 0 || rows.size === 0;
}

/** The form for a new destination; `given` fills it. */
export function addDialog(given = {}) {
  const inputs = {
    url: el("input", { type: "text", dir: "auto", autocomplete: "off", spellcheck: "false", value: given.url ?? "rtp://" }),
    name: el("input", { type: "text", dir: "auto", autocomplete: "off", value: given.name ?? "" }),
    channels: el("input", { type: "text", autocomplete: "off", value: given.channels ?? "1" }),
    gainDb: el("input", { type: "text", inputmode: "decimal", autocomplete: "off", value: "0" }),
  };
  const lines = {
    url: field("Address", inputs.url, "rtp://192.168.1.21 or, for the older programs, raw://192.168.1.22"),
    name: field("Name", inputs.name, "Left empty, it is called by its address"),
    channels: field("Channels", inputs.channels, "Such as 1 or 1-4,7, counted from 1"),
    gainDb: field("Gain in dB", inputs.gainDb),
  };
  const checks = { url: check.url, name: (t) => (t.trim() ? check.name(t) : ""), channels: check.channels, gainDb: check.gain };
  for (const [key, input] of Object.entries(inputs)) input.addEventListener("change", () => lines[key].complain(checks[key](input.value)));
  const failed = el("p", { class: "error", role: "alert" });
  const form = el("form", { class: "form", novalidate: true }, lines.url, lines.name, el("div", { class: "pair" }, lines.channels, lines.gainDb), failed,
    el("div", { class: "buttons" }, el("button", { type: "button", onclick: () => box.close() }, "Cancel"), el("button", { class: "main" }, "Add destination")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let wrong = false;
    for (const key of Object.keys(inputs)) {
      const text = checks[key](inputs[key].value);
      lines[key].complain(text);
      if (text && !wrong) inputs[key].focus();
      wrong ||= Boolean(text);
    }
    if (wrong) return;
    const body = Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, input.value.trim()]));
    const refused = await attempt(() => call("POST", "/api/destinations", body));
    if (!refused) return box.close();
    if (lines[refused.field]) {
      lines[refused.field].complain(refused.message);
      inputs[refused.field].focus();
    } else say(failed, refused.message);
  });
  const box = dialog("Add a destination", form);
  inputs.url.focus();
  inputs.url.setSelectionRange(inputs.url.value.length, inputs.url.value.length);
}
