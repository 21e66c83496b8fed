// The group: whether all receivers sound together, and with which latency.
import { el, byId, say, dialog, field } from "./dom.js";
import { call } from "./api.js";
import { attempt } from "./destinations.js";
import * as check from "./check.js";

let session = null;

export function showSession(next) {
  session = next;
}

/** One word on the button: what holds now, and not only what was asked for. */
export function showStatus(status) {
  const ms = status.groupLatencyMs;
  say(byId("group-words"), ms === undefined ? "off" : `${ms.toFixed(ms < 100 ? 1 : 0)} ms`);
}

export function groupDialog() {
  let given = session.group;
  const inputs = {
    latency: el("input", { type: "text", autocomplete: "off", value: given.latency, placeholder: "as it comes" }),
    maxMs: el("input", { type: "text", inputmode: "decimal", autocomplete: "off", value: given.maxMs ?? "", placeholder: "500" }),
    slow: el("select", {}, el("option", { value: "leave" }, "is left behind, and reported"), el("option", { value: "wait" }, "is waited for by all")),
    clock: el("select", {}, el("option", { value: "own" }, "this program's own: nothing to set up"), el("option", { value: "system" }, "the system's: PTP or NTP keep it on all machines")),
  };
  const shown = (group, key) => String(group[key] ?? "");
  /** What the person has not touched follows what somebody else has changed. */
  const follow = (next) => {
    for (const [key, input] of Object.entries(inputs)) if (input.value === shown(given, key)) input.value = shown(next, key);
    given = next;
  };
  inputs.slow.value = given.slow;
  inputs.clock.value = given.clock;
  const lines = {
    latency: field("Latency", inputs.latency, "auto: as much as the slowest receiver needs. off: each has its own. Or milliseconds, such as 60. Left empty: auto where there are several"),
    maxMs: field("With auto, at most ms", inputs.maxMs),
    slow: field("A receiver that needs more", inputs.slow),
    clock: field("The clock that all go by", inputs.clock),
  };
  const checks = { latency: check.latency, maxMs: check.most };
  for (const [key, test] of Object.entries(checks)) inputs[key].addEventListener("change", () => lines[key].complain(test(inputs[key].value)));
  for (const key of Object.keys(lines)) inputs[key].addEventListener("input", () => lines[key].complain(""));
  let revision = session.revision;
  const failed = el("p", { class: "error", role: "alert" });
  const form = el("form", { class: "form", novalidate: true },
    el("p", { class: "soft" }, "Loudspeakers in step sound the same moment of the programme at the same time, each as much later as its delay says."),
    lines.latency, lines.maxMs, lines.slow, lines.clock, failed,
    el("div", { class: "buttons" }, el("button", { type: "button", onclick: () => box.close() }, "Cancel"), el("button", { class: "main" }, "Use this")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = Object.entries(checks).find(([key, test]) => { const text = test(inputs[key].value); lines[key].complain(text); return text; });
    if (wrong) return inputs[wrong[0]].focus();
    const body = Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, input.value.trim()]));
    const refused = await attempt(() => call("PUT", "/api/group", body, revision), () => false);
    if (!refused) return box.close();
    if (refused.status === 412) {
      await attempt(async () => { session = await call("GET", "/api/session"); });
      revision = session.revision;
      follow(session.group);
    }
    if (!lines[refused.field]) return say(failed, refused.message);
    lines[refused.field].complain(refused.message);
    inputs[refused.field].focus();
  });
  const box = dialog("In step", form);
}
