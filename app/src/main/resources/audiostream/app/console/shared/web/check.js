// Checks while one types, in the words of the program, which checks again.

/** As much of a text as fits a message. */
const cut = (text, most) => text.slice(0, most).replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, "?") + (text.length > most ? "..." : "");
const quoted = (text) => `'${cut(text, 60)}'`;

export function name(text) {
  const plain = text.trim();
  return plain.length < 1 || plain.length > 100 ? cut(`name '${plain}': 1 to 100 characters`, 400) : "";
}

export function receiverName(text) {
  const plain = text.trim();
  return plain.length < 1 || plain.length > 60 ? cut(`name '${plain}': 1 to 60 characters`, 400) : "";
}

/** Of a session, with or without its ending. */
export function fileName(text) {
  const plain = text.trim();
  const stem = plain.replace(/\.json$/, "");
  const wrong = !stem || stem.length > 100 || plain.startsWith(".") || /[/\\:*?"<>|\x00-\x1f\x7f]/.test(plain);
  if (wrong) return `file name ${quoted(text)}: 1 to 100 characters, without / \\ : * ? " < > |`;
  return new TextEncoder().encode(stem).length > 200 ? `file name ${quoted(text)}: longer than the 200 bytes that every disk takes` : "";
}

export function gain(text) {
  const plain = text.trim().replace(",", ".").replace("−", "-");
  const number = Number(plain);
  const written = /^[+-]?[0-9]{1,9}(\.[0-9]{1,400})?$/.test(plain);
  return written && number >= -100 && number <= 40 ? "" : `gain ${quoted(plain)}: decibels from -100 to 40, such as -6 or 1.5`;
}

export function delay(text) {
  const plain = text.trim().replace(",", ".");
  if (!plain || plain === "0") return "";
  const match = /^([0-9]{1,4}(?:\.[0-9]{1,9})?) ?(ms|m)$/.exec(plain);
  return match && Number(match[1]) <= (match[2] === "m" ? 343 : 1000) ? "" : `delay ${quoted(plain)}: 0ms to 1000ms, or as a way of sound 0m to 343m, such as 3.5ms or 1.2m`;
}

/** A decimal number as the program prints it. */
const printed = (plain) => plain.replace(/^\+/, "").replace(/^(-?)0+(?=[0-9])/, "$1").replace(/(\.[0-9]*?)0+$/, "$1").replace(/\.$/, "").replace(/^-0$/, "0");

const milliseconds = (what, plain, accepted) => {
  if (!/^[+-]?[0-9]{1,9}(\.[0-9]{1,9})?$/.test(plain)) return `${what} ${quoted(plain)}: ${accepted}`;
  return Number(plain) >= 5 && Number(plain) <= 5000 ? "" : `${what} ${printed(plain)}: milliseconds from 5 to 5000`;
};

export function latency(text) {
  const plain = text.trim().replace(",", ".");
  return ["", "off", "auto"].includes(plain) ? "" : milliseconds("latency", plain, "off, auto, or milliseconds from 5 to 5000");
}

export function most(text) {
  const plain = text.trim().replace(",", ".");
  return plain ? milliseconds("maxMs", plain, "milliseconds from 5 to 5000") : "";
}

export function channels(text) {
  const plain = text.replaceAll(" ", "");
  let count = 0;
  for (const item of plain.split(",")) {
    const match = /^([0-9]{1,4})(?:-([0-9]{1,4}))?$/.exec(item);
    if (!match) return `channels ${quoted(plain)}: a list such as 1 or 1-4,7, counted from 1`;
    const from = Number(match[1]);
    const to = match[2] === undefined ? from : Number(match[2]);
    for (const channel of [from, to]) {
      if (channel < 1 || channel > 64) return `channel ${channel}: 1 to 64, counted from 1`;
    }
    count += Math.abs(to - from) + 1;
  }
  return count > 64 ? `channels ${quoted(plain)}: more than 64` : "";
}

export function url(text) {
  const plain = text.trim();
  const at = plain.indexOf("://");
  if (at < 0) return `${quoted(plain)} has no scheme: it begins with rtp:// or raw://`;
  const scheme = plain.slice(0, at);
  if (!["rtp", "raw"].includes(scheme.toLowerCase())) return `unknown scheme ${quoted(scheme)}: rtp:// or raw://`;
  const rest = plain.slice(at + 3).split("?")[0];
  if (!rest) return `the host is missing: such as ${scheme}://192.168.1.21`;
  const port = /^(?:\[[^\]]*\]|[^:]*):(.*)$/.exec(rest);
  if (port && (!/^[0-9]{1,9}$/.test(port[1]) || port[1] < 1 || port[1] > 65535)) return `port ${quoted(port[1])}: a whole number of 1 to 65535`;
  return "";
}

export function whole(what, low, high, unit = "") {
  return (text) => {
    const plain = text.trim();
    if (!plain) return "";
    if (!/^-?[0-9]{1,9}$/.test(plain)) return `${what} ${quoted(plain)}: a whole number`;
    return plain >= low && plain <= high ? "" : `${what} ${Number(plain)}: ${low} to ${high}${unit}`;
  };
}
