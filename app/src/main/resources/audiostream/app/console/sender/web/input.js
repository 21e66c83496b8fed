// The input: what it is, and choosing another while it plays.
import { el, byId, say, dialog, field, toggle } from "./dom.js";
import { call } from "./api.js";
import { attempt } from "./destinations.js";
import * as check from "./check.js";

let session = null;
let status = null;

export function showSession(next) {
  session = next;
  words();
}

export function showStatus(next) {
  status = next;
  words();
}

function words() {
  if (!session) return;
  const input = session.input;
  const parts = [input.description, `${input.channels} channels, ${input.rateHz} Hz, blocks of ${input.blockFrames}`];
  if (status && !status.inputGood) parts.push(status.input);
  if (status && status.silentSeconds >= 5) parts.push(`digital silence for ${status.silentSeconds} s`);
  if (status && status.gaps > 0) parts.push(`${status.gaps} gaps`);
  const line = byId("input-words");
  say(line, parts.join(" · "));
  toggle(line, "warning", Boolean(status && (!status.inputGood || status.silentSeconds >= 5)));
}

export function inputDialog() {
  let given = { ...session.input, ...session.format };
  let revision = session.revision;
  const inputs = {
    device: el("input", { type: "text", dir: "auto", autocomplete: "off", spellcheck: "false", value: given.device }),
    rate: el("input", { type: "text", inputmode: "numeric", value: given.rate ?? "", placeholder: "44100" }),
    block: el("input", { type: "text", inputmode: "numeric", value: given.block ?? "", placeholder: "256" }),
    packet: el("input", { type: "text", inputmode: "numeric", value: given.packet ?? "", placeholder: "as the block" }),
    mtu: el("input", { type: "text", inputmode: "numeric", value: given.mtu }),
    bits: el("select", {}, el("option", { value: "16" }, "16 bit"), el("option", { value: "24" }, "24 bit")),
  };
  inputs.bits.value = String(given.bits);
  const loop = el("input", { type: "checkbox", id: "input-loop" });
  loop.checked = given.loop;
  const lines = {
    device: field("Device", inputs.device, "Part of a name, or wav:FILE, tone:16, silent:2; empty: the system's default"),
    rate: field("Frames a second", inputs.rate),
    block: field("Frames in a block", inputs.block),
    bits: field("Depth of RTP samples", inputs.bits),
    packet: field("Frames in a packet", inputs.packet),
    mtu: field("Largest packet of the network, bytes", inputs.mtu),
  };
  const checks = { rate: check.whole("rate", 8000, 192000), block: check.whole("block", 16, 8192), packet: check.whole("packet", 1, 8192, " frames"), mtu: check.whole("mtu", 576, 9000) };
  for (const [key, test] of Object.entries(checks)) inputs[key].addEventListener("change", () => lines[key].complain(test(inputs[key].value)));
  for (const key of Object.keys(lines)) inputs[key].addEventListener("input", () => lines[key].complain(""));
  const choices = el("div", { class: "choices" }, el("p", { class: "soft" }, "Looking for devices …"));
  const failed = el("p", { class: "error", role: "alert" });
  /** What the person has not touched follows what somebody else has changed. */
  const follow = () => {
    const next = { ...session.input, ...session.format };
    for (const [key, input] of Object.entries(inputs)) if (input.value === text(given[key])) input.value = text(next[key]);
    if (loop.checked === given.loop) loop.checked = next.loop;
    given = next;
    revision = session.revision;
  };
  const form = el("form", { class: "form", novalidate: true },
    choices, lines.device, el("div", { class: "pair" }, lines.rate, lines.block),
    el("label", { class: "check" }, loop, "Repeat a file"),
    el("div", { class: "pair" }, lines.bits, lines.packet), lines.mtu, failed,
    el("div", { class: "buttons" }, el("button", { type: "button", onclick: () => box.close() }, "Cancel"), el("button", { class: "main" }, "Use this")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say(failed, "");
    const wrong = Object.entries(checks).filter(([key, test]) => { const words = test(inputs[key].value); lines[key].complain(words); return words; });
    if (wrong.length) return inputs[wrong[0][0]].focus();
    const refused = await send(revision, inputs, loop, given);
    if (!refused) return box.close();
    // What was already taken of it, or changed by somebody else, holds now; the live values may not have told yet.
    await attempt(async () => { session = await call("GET", "/api/session"); });
    follow();
    if (!lines[refused.field]) return say(failed, refused.message);
    lines[refused.field].complain(refused.message);
    inputs[refused.field].focus();
  });
  const box = dialog("Input and format", form);
  attempt(async () => {
    const { inputs: found } = await call("GET", "/api/inputs");
    choices.replaceChildren(...found.map((one) => el("button", { type: "button", dir: "auto", onclick: () => { inputs.device.value = one.device; inputs.device.focus(); } }, one.words)));
  });
}

const text = (value) => String(value ?? "");

/** Only what differs is sent: a change of format alone must not open the device anew. */
async function send(revision, inputs, loop, given) {
  const value = (key) => inputs[key].value.trim();
  const differs = (key) => value(key) !== text(given[key]);
  let known = revision;
  if (differs("bits") || differs("packet") || differs("mtu")) {
    const refused = await attempt(async () => {
      const answer = await call("PUT", "/api/format", { bits: value("bits"), packet: value("packet"), mtu: value("mtu") }, known);
      known = answer.revision;
    }, () => false);
    if (refused) return refused;
  }
  if (!differs("device") && !differs("rate") && !differs("block") && loop.checked === given.loop) return null;
  return attempt(() => call("PUT", "/api/input", { device: value("device"), rate: value("rate"), block: value("block"), loop: loop.checked }, known), () => false);
}
