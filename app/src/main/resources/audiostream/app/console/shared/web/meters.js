// Level meters on canvas: RMS as the bar, peak as a line that holds for two seconds, a scale from -60 to 0 dBFS.
import { el, say, toast, toggle, decibels } from "./dom.js";
import { call, Refused } from "./api.js";

const LOWEST = -60;
const HOLD_MS = 2000;
const FALL_DB = 1.2;
const MARKS = [-60, -40, -20, -6, 0];
const COLOURS = { tick: "#3a404a", ground: "#0b0d10", good: "#5fd38d", warm: "#f2c14e", bad: "#ff7b72", peak: "#ffffff" };

/** Draws one bar; returns what is held. */
export class Bar {
  constructor(canvas) {
    this.canvas = canvas;
    this.shown = -150;
    this.held = -150;
    this.heldAt = 0;
  }

  set(peak, rms, now) {
    this.shown = Math.max(rms, this.shown - FALL_DB);
    if (peak >= this.held || now - this.heldAt > HOLD_MS) {
      this.held = peak;
      this.heldAt = now;
    }
    this.draw();
  }

  draw() {
    const canvas = this.canvas;
    const width = Math.round(canvas.clientWidth * devicePixelRatio);
    const height = Math.round(canvas.clientHeight * devicePixelRatio);
    if (!width || !height) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const pen = canvas.getContext("2d");
    pen.fillStyle = COLOURS.ground;
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = COLOURS.tick;
    for (const db of MARKS.slice(1, -1)) pen.fillRect(Math.round(at(db) * width), 0, 1, height);
    const level = at(this.shown) * width;
    for (const [from, to, colour] of [[LOWEST, -18, COLOURS.good], [-18, -6, COLOURS.warm], [-6, 0, COLOURS.bad]]) {
      const x = at(from) * width;
      pen.fillStyle = colour;
      pen.fillRect(x, 0, Math.max(0, Math.min(level, at(to) * width) - x), height);
    }
    if (this.held > LOWEST) {
      pen.fillStyle = COLOURS.peak;
      pen.fillRect(Math.min(width - 2, at(this.held) * width), 0, 2, height);
    }
  }
}

const at = (db) => Math.min(1, Math.max(0, (db - LOWEST) / -LOWEST));

async function putOut() {
  try {
    await call("POST", "/api/clips/reset", {});
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.message, true);
  }
}

/** More columns of meters than fit on any screen; those that do not fit are not seen. */
const SCALES = 10;

function scale() {
  const marks = el("span", { class: "marks" });
  for (const db of MARKS) {
    const mark = el("span", {}, String(db).replace("-", "−"));
    mark.style.left = at(db) * 100 + "%";
    marks.append(mark);
  }
  return el("div", { class: "scale" }, el("span"), marks, el("span"), el("span"));
}

/** The meters of all channels of the input. */
export class Meters {
  /** `reset` is a button that is shown while a clip light is on: the program puts them out, for all pages. */
  constructor(box, noun, reset) {
    this.box = box;
    this.reset = reset;
    reset.addEventListener("click", putOut);
    this.noun = noun;
    this.lines = [];
  }

  build(count) {
    toggle(this.box, "many", count > 16);
    this.lines = [];
    const nodes = [];
    for (let channel = 1; channel <= count; channel++) {
      const canvas = el("canvas", { role: "img", "aria-label": `${this.noun} ${channel}: no level yet` });
      const value = el("span", { class: "value" });
      const clip = el("span", { class: "clip" });
      const line = { canvas, value, clip, bar: new Bar(canvas), channel, labelled: 0 };
      nodes.push(el("div", { class: "meter" }, el("span", { class: "number" }, String(channel)), canvas, value, clip));
      this.lines.push(line);
    }
    const scales = Array.from({ length: Math.min(count, SCALES) }, scale);
    nodes.push(el("div", { class: "scales", "aria-hidden": "true" }, ...scales));
    this.box.replaceChildren(...nodes);
  }

  /** `clip` has the channels whose light is on, counted from 1. */
  update({ peak: peaks, rms, clip }) {
    if (peaks.length !== this.lines.length) this.build(peaks.length);
    const now = performance.now();
    this.reset.hidden = clip.length === 0;
    this.lines.forEach((line, c) => {
      line.bar.set(peaks[c], rms[c], now);
      say(line.value, decibels(line.bar.held));
      toggle(line.clip, "on", clip.includes(line.channel));
      if (now - line.labelled > 1000) {
        line.labelled = now;
        line.canvas.setAttribute("aria-label", `${this.noun} ${line.channel}: peak ${decibels(line.bar.held)} dBFS`);
      }
    });
  }
}
