// One destination: facts, and plots of the last ten minutes on canvas.
import { el, dialog } from "./dom.js";
import { call, Refused } from "./api.js";

const LINE = "#7ab8ff";
const GRID = "#3a404a";
const SOFT = "#aab2bd";

/** `destination` and `status` are asked again and again: both go on changing while it is shown. */
export function showDetail(destination, status) {
  const plots = el("div", { class: "plots" });
  const facts = el("dl", { class: "facts columns" });
  const note = el("p", { class: "soft" }, "Measuring …");
  const heading = el("h3", {}, "The last ten minutes");
  const box = dialog(destination().name, facts, heading, note, plots,
    el("div", { class: "buttons" }, el("button", { onclick: () => box.close() }, "Close")));
  box.classList.add("wide");
  const look = async () => {
    try {
      const history = await call("GET", `/api/destinations/${destination().id}/history`);
      note.hidden = history.seconds > 0;
      draw(plots, history);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      note.hidden = false;
      note.textContent = error.message;
    }
    showFacts(facts, destination(), status());
  };
  look();
  const timer = setInterval(look, 1000);
  box.addEventListener("close", () => clearInterval(timer));
}

function showFacts(list, destination, status) {
  const entries = [["address", destination.url], ["channels", destination.channels], ["gain", `${destination.gainDb} dB`.replace("-", "−")], ["delay", destination.delay]];
  if (status) entries.push(["state", status.words], ["packets sent", status.packets.toLocaleString()], ["not sent", status.unsent.toLocaleString()]);
  if (status?.lost !== undefined) entries.push(["lost", status.lost.toLocaleString()]);
  if (status?.late !== undefined) entries.push(["late", status.late.toLocaleString()]);
  if (status?.syncErrorMs !== undefined) {
    entries.push(["in step", `${signed(status.syncErrorMs)} ms off, at most ${(status.worstSyncErrorMs ?? 0).toFixed(2)} in the last minute`]);
    if (status.clockOffsetMs !== undefined) entries.push(["clock", `${signed(status.clockOffsetMs)} ms from the sender's, known to ${(status.clockUncertaintyMs ?? 0).toFixed(3)}`]);
  }
  list.replaceChildren(...entries.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", { dir: "auto" }, value))));
}

const signed = (ms) => ms.toFixed(2).replace("-", "−");

function draw(box, history) {
  if (box.children.length !== history.measures.length) {
    box.replaceChildren(...history.measures.map(() =>
      el("figure", { class: "plot" }, el("figcaption", {}, el("span"), el("span")), el("canvas", { role: "img", "aria-label": "plot" }))));
  }
  history.measures.forEach((measure, i) => plot(box.children[i], measure));
}

const WINDOWS = [60, 120, 300, 600];

function plot(figure, measure) {
  const values = measure.values;
  const known = values.filter((value) => value !== null);
  const last = values.at(-1);
  const caption = figure.firstChild.children;
  caption[0].textContent = `${measure.name} (${measure.unit})`;
  caption[1].textContent = last === null || last === undefined ? "" : format(last);
  const high = Math.max(...known);
  const low = Math.min(...known);
  const canvas = figure.querySelector("canvas");
  canvas.setAttribute("aria-label", `${measure.name}: ${format(low)} to ${format(high)} ${measure.unit} in ${values.length} seconds`);
  const dots = devicePixelRatio;
  const width = (canvas.width = canvas.clientWidth * dots);
  const height = (canvas.height = canvas.clientHeight * dots);
  const pen = canvas.getContext("2d");
  const seconds = WINDOWS.find((window) => window >= values.length) ?? 600;
  const [bottom, top] = range(measure.name, low, high);
  const left = 38 * dots;
  const right = width - 10 * dots;
  const ground = height - 20 * dots;
  const y = (value) => ground - ((value - bottom) / (top - bottom)) * (ground - 10 * dots);
  const x = (second) => left + ((seconds - values.length + second) / (seconds - 1)) * (right - left);
  pen.font = `${11 * dots}px system-ui, sans-serif`;
  pen.fillStyle = SOFT;
  pen.strokeStyle = GRID;
  pen.lineWidth = dots;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const mark of [bottom, (bottom + top) / 2, top]) {
    pen.fillText(format(mark), left - 5 * dots, y(mark));
    line(pen, [[left, y(mark)], [right, y(mark)]]);
  }
  pen.textBaseline = "alphabetic";
  pen.fillText("now", right, height - 5 * dots);
  pen.textAlign = "left";
  pen.fillText(`−${seconds / 60} min`, left, height - 5 * dots);
  pen.strokeStyle = LINE;
  pen.fillStyle = LINE;
  pen.lineWidth = 1.5 * dots;
  pen.lineJoin = "round";
  for (const piece of pieces(values)) {
    if (piece.length === 1) pen.fillRect(x(piece[0]) - dots, y(values[piece[0]]) - dots, 2 * dots, 2 * dots);
    else line(pen, piece.map((second) => [x(second), y(values[second])]));
  }
}

function line(pen, points) {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.stroke();
}

/** Runs of seconds that were measured. */
function pieces(values) {
  const all = [];
  values.forEach((value, second) => {
    if (value === null) return;
    if (second > 0 && values[second - 1] !== null) all.at(-1).push(second);
    else all.push([second]);
  });
  return all;
}

function range(name, low, high) {
  if (name === "level") return [-60, 0];
  if (low >= 0) return [0, Math.max(1, nice(high))];
  const most = nice(Math.max(-low, high));
  return [-most, most];
}

function nice(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-3)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value * 1.05) ?? value * 1.2;
}

const format = (value) => (Math.abs(value) >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2)).replace("-", "−");
