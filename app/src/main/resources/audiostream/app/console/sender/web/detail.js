// One destination: facts, and plots of the last ten minutes on canvas.
import { el, dialog } from "./dom.js";
import { call, Refused } from "./api.js";

const LINE = "#7ab8ff";
const GRID = "#3a404a";
const SOFT = "#aab2bd";

export function showDetail(destination, status) {
  const plots = el("div", { class: "plots" });
  const facts = el("dl", { class: "facts" });
  const note = el("p", { class: "soft" }, "Measuring …");
  const box = dialog(destination.name, facts, el("h3", {}, "The last ten minutes"), note, plots,
    el("div", { class: "buttons" }, el("button", { onclick: () => box.close() }, "Close")));
  box.classList.add("wide");
  const look = async () => {
    try {
      const history = await call("GET", `/api/destinations/${destination.id}/history`);
      note.hidden = history.seconds > 0;
      draw(plots, history);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      note.hidden = false;
      note.textContent = error.message;
    }
    showFacts(facts, destination, status());
  };
  look();
  const timer = setInterval(look, 1000);
  box.addEventListener("close", () => clearInterval(timer));
}

function showFacts(list, destination, status) {
  const entries = [["address", destination.url], ["channels", destination.channels], ["gain", destination.gainDb + " dB"], ["delay", destination.delay]];
  if (status) entries.push(["state", status.words], ["packets sent", String(status.packets)], ["not sent", String(status.unsent)]);
  if (status?.lost !== undefined) entries.push(["lost", String(status.lost)]);
  if (status?.late !== undefined) entries.push(["late", String(status.late)]);
  list.replaceChildren(...entries.flatMap(([name, value]) => [el("dt", {}, name), el("dd", { dir: "auto" }, value)]));
}

function draw(box, history) {
  if (box.children.length !== history.measures.length) {
    box.replaceChildren(...history.measures.map(() =>
      el("figure", { class: "plot" }, el("figcaption", {}, el("span"), el("span")), el("canvas", { role: "img", "aria-label": "plot" }))));
  }
  history.measures.forEach((measure, i) => plot(box.children[i], measure));
}

function plot(figure, measure) {
  const values = measure.values;
  const known = values.filter((value) => value !== null);
  const last = values.at(-1);
  const unit = measure.unit;
  const caption = figure.firstChild.children;
  caption[0].textContent = `${measure.name} (${unit})`;
  caption[1].textContent = last === null || last === undefined ? "" : format(last);
  const canvas = figure.querySelector("canvas");
  const high = Math.max(...known);
  const low = Math.min(...known);
  canvas.setAttribute("aria-label", `${measure.name}: ${format(low)} to ${format(high)} ${unit} in ${values.length} seconds`);
  const width = (canvas.width = canvas.clientWidth * devicePixelRatio);
  const height = (canvas.height = canvas.clientHeight * devicePixelRatio);
  const pen = canvas.getContext("2d");
  const [bottom, top] = range(measure.name, low, high);
  const left = 34 * devicePixelRatio;
  const edge = 8 * devicePixelRatio;
  const y = (value) => height - edge - ((value - bottom) / (top - bottom)) * (height - 2 * edge);
  const x = (second) => left + ((600 - values.length + second) / 599) * (width - left - edge);
  pen.font = `${10 * devicePixelRatio}px system-ui, sans-serif`;
  pen.fillStyle = SOFT;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  pen.strokeStyle = GRID;
  pen.lineWidth = devicePixelRatio;
  for (const mark of [bottom, (bottom + top) / 2, top]) {
    pen.fillText(format(mark), left - 4 * devicePixelRatio, y(mark));
    pen.beginPath();
    pen.moveTo(left, y(mark));
    pen.lineTo(width - edge, y(mark));
    pen.stroke();
  }
  pen.strokeStyle = LINE;
  pen.lineWidth = 1.5 * devicePixelRatio;
  pen.lineJoin = "round";
  pen.beginPath();
  let drawing = false;
  values.forEach((value, second) => {
    if (value === null) drawing = false;
    else if (drawing) pen.lineTo(x(second), y(value));
    else {
      pen.moveTo(x(second), y(value));
      drawing = true;
    }
  });
  pen.stroke();
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
