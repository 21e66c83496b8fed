// Small help with the document. Text is always set as text, never as markup.

/** Makes an element: el("button", {class: "x", onclick: f}, "text", child). */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

export const byId = (id) => document.getElementById(id);

/** Sets text only when it differs, so that nothing is laid out for nothing. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function toggle(node, name, on) {
  if (node.classList.contains(name) !== on) node.classList.toggle(name, on);
}

export function pressed(button, on) {
  const value = String(on);
  if (button.getAttribute("aria-pressed") !== value) button.setAttribute("aria-pressed", value);
}

/** A short message at the bottom, read out by screen readers. */
export function toast(text, bad = false) {
  const box = el("p", { class: bad ? "toast bad" : "toast" }, text);
  byId("toasts").append(box);
  setTimeout(() => box.remove(), bad ? 10000 : 4000);
}

/** A field with its label, a hint and a place for what is wrong with it. */
let fieldCount = 0;
export function field(label, input, hint) {
  const id = "f" + ++fieldCount;
  input.id = id;
  const error = el("p", { class: "error", id: id + "e", hidden: true });
  const hintLine = hint ? el("p", { class: "hint", id: id + "h" }, hint) : null;
  input.setAttribute("aria-describedby", hint ? `${id}e ${id}h` : `${id}e`);
  const line = el("div", { class: "line" }, el("label", { for: id }, label), input, error, hintLine);
  line.complain = (text) => complain(input, error, text);
  return line;
}

/** Shows beside a field what is wrong with it; without a text: nothing is. */
export function complain(input, error, text) {
  if (text) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  say(error, text || "");
  error.hidden = !text;
}

/** Opens a dialog that goes away when it is closed, and gives the focus back. */
export function dialog(title, ...content) {
  const before = document.activeElement;
  const heading = el("h2", { id: "dialog-title", dir: "auto" }, title);
  const box = el("dialog", { "aria-labelledby": "dialog-title" }, heading, ...content);
  box.addEventListener("close", () => {
    box.remove();
    if (before && before.isConnected) before.focus();
  });
  document.body.append(box);
  box.showModal();
  return box;
}

/** Asks before something that cannot be undone. */
export function confirmed(question, yes) {
  return new Promise((resolve) => {
    const box = dialog(question,
      el("div", { class: "buttons" },
        el("button", { onclick: () => box.close() }, "Cancel"),
        el("button", { class: "main", onclick: () => { resolve(true); box.close(); } }, yes)));
    box.addEventListener("close", () => resolve(false));
  });
}

export const decibels = (db) => (db <= -99.5 ? "−∞" : (db > 0 ? "+" : "") + db.toFixed(1).replace("-", "−"));

/** Puts a node at an index of its list; the focus stays where it is. */
export function place(list, node, index) {
  if (list.children[index] === node) return;
  const focus = document.activeElement;
  list.insertBefore(node, list.children[index] || null);
  if (node.contains(focus) && document.activeElement !== focus) focus.focus();
}
