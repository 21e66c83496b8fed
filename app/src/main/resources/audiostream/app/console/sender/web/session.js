// Session: new, open, save, import, export.
import { el, byId, say, toast, dialog, field, confirmed } from "./dom.js";
import { call, Refused } from "./api.js";
import { attempt, always } from "./destinations.js";
import * as check from "./check.js";

let session = { destinations: [] };

export function showSession(next) {
  session = next;
  say(byId("session-file"), next.file ? next.file.replace(/\.json$/, "") : "no file");
  say(byId("session-unsaved"), next.unsaved ? "● unsaved" : "");
  byId("session-name").setAttribute("aria-label", `Session ${next.file ?? "without a file"}${next.unsaved ? ", unsaved changes" : ""}`);
  document.title = `${next.unsaved ? "● " : ""}${next.file ?? "AudioStreamUDP"}`;
}

const mayLose = async () => !session.unsaved || (await confirmed("There are unsaved changes. Go on without them?", "Go on"));

export function sessionDialog() {
  const act = (label, action, css = "") => el("button", { class: css, onclick: () => { box.close(); action(); } }, label);
  const box = dialog("Session",
    el("p", { class: "soft" }, session.file ? `${session.file}${session.unsaved ? ", with unsaved changes" : ", saved"}` : "Not saved in a file yet"),
    el("h3", {}, "Keep"),
    el("div", { class: "form" },
      el("div", { class: "pair" },
        act("Save", () => (session.file ? save() : saveAs()), "main"),
        act("Save as", saveAs))),
    el("h3", {}, "Open"),
    el("div", { class: "form" },
      el("div", { class: "pair" }, act("Open", openList), act("New", begin)),
      act("Import from this device: session or older client list", importFile)),
    el("h3", {}, "Take a copy to this device"),
    el("div", { class: "form" },
      el("div", { class: "pair" },
        act("Session file", () => { location.href = "/api/session/file"; }),
        act("Older client list", exportOlder))),
    el("div", { class: "buttons" }, el("button", { onclick: () => box.close() }, "Close")));
}

function save(body = {}, shows = always) {
  return attempt(async () => {
    const answer = await call("POST", "/api/session/save", body);
    toast(`Saved as ${answer.file}`);
  }, shows);
}

function saveAs() {
  const name = el("input", { type: "text", dir: "auto", autocomplete: "off", value: session.file ?? "" });
  const line = field("File name", name, "In the folder of sessions on the sender");
  const form = el("form", { class: "form", novalidate: true }, line,
    el("div", { class: "buttons" }, el("button", { type: "button", onclick: () => box.close() }, "Cancel"), el("button", { class: "main" }, "Save")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = check.fileName(name.value);
    line.complain(wrong);
    if (wrong) return name.focus();
    const atField = (error) => !error.field;
    let refused = await save({ as: name.value }, atField);
    if (refused?.answer.exists && (await confirmed(`${name.value} is there already. Replace it?`, "Replace"))) {
      refused = await save({ as: name.value, overwrite: true }, atField);
    }
    if (!refused) box.close();
    else line.complain(refused.message);
  });
  const box = dialog("Save as", form);
  name.focus();
}

async function openList() {
  if (!(await mayLose())) return;
  let listed;
  const failed = await attempt(async () => { listed = await call("GET", "/api/session/files"); });
  if (failed) return;
  const error = el("p", { class: "error", role: "alert" });
  const choose = async (file) => {
    const refused = await attempt(() => call("POST", "/api/session/open", { file }));
    if (refused) say(error, refused.message);
    else box.close();
  };
  const box = dialog("Open a session",
    el("p", { class: "soft" }, listed.folder),
    el("div", { class: "choices" }, ...listed.files.map((file) => el("button", { dir: "auto", onclick: () => choose(file) }, file))),
    listed.files.length ? null : el("p", { class: "empty" }, "No session has been saved here yet."),
    error, el("div", { class: "buttons" }, el("button", { onclick: () => box.close() }, "Cancel")));
}

async function begin() {
  if (await mayLose()) attempt(() => call("POST", "/api/session/new", {}), always);
}

async function importFile() {
  if (!(await mayLose())) return;
  const picker = el("input", { type: "file", accept: ".json,application/json", "aria-label": "File" });
  const error = el("p", { class: "error", role: "alert" });
  picker.addEventListener("change", async () => {
    const file = picker.files[0];
    if (!file) return;
    if (file.size > 4 << 20) return say(error, `${file.name} is longer than 4 MiB: not a session file`);
    const content = await file.text();
    try {
      const answer = await call("POST", "/api/session/open", { name: file.name, content });
      toast(`${file.name} is ${answer.kind}`);
      box.close();
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      say(error, refused.message + " Nothing was changed.");
    }
  });
  const box = dialog("Import", el("p", { class: "soft" }, "A session file, or a client list of the older programs."),
    el("div", { class: "form" }, picker), error,
    el("div", { class: "buttons" }, el("button", { onclick: () => box.close() }, "Cancel")));
}

async function exportOlder() {
  let answer;
  const failed = await attempt(async () => { answer = await call("GET", "/api/session/older-list"); });
  if (failed) return;
  const link = el("a", { href: URL.createObjectURL(new Blob([answer.content], { type: "application/json" })), download: "clients.json" });
  const left = [...answer.skipped, ...answer.leftOut];
  if (left.length) {
    const box = dialog("Older client list", el("p", {}, "Such a list has no room for:"),
      el("ul", {}, ...left.map((text) => el("li", { dir: "auto" }, text))),
      el("div", { class: "buttons" }, el("button", { onclick: () => box.close() }, "Cancel"),
        el("button", { class: "main", onclick: () => { link.click(); box.close(); } }, "Export without")));
  } else link.click();
}
