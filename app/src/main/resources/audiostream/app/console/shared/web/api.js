// The program's API: the page uses nothing else.

/** What the program refused, with the field that it belongs to. */
export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error || "the program answered " + status);
    this.status = status;
    this.field = answer.field || "";
    this.answer = answer;
  }
}

export async function call(method, path, body, revision) {
  const headers = {};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (revision !== undefined) headers["If-Match"] = `"${revision}"`;
  let response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Refused(0, { error: "no answer: look whether it was changed" });
  }
  const text = await response.text();
  let answer = {};
  try { answer = text ? JSON.parse(text) : {}; } catch { answer = { error: text.slice(0, 200) }; }
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

/** Names this page: when it comes back, its old connection goes, which may otherwise take minutes to be found dead. */
const PAGE = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const LIVE = `/api/live?page=${PAGE}`;

/** A page that nobody sees listens no longer: a browser has six connections for all its pages together. */
const UNSEEN_MS = 5000;

/** Why there are no live values: words for the user, and when to try again. */
async function reason() {
  let status = 0;
  try {
    status = (await fetch(LIVE, { method: "HEAD" })).status;
  } catch { /* nobody answers */ }
  // Each try with a wrong token counts as a guess.
  if (status === 401) return { words: "The token does not hold any more: open the link with the new one.", afterMs: 60000 };
  if (status === 503) return { words: "Too many pages are open at once: close one. Trying again.", afterMs: 3000 };
  return { words: "", afterMs: status === 200 ? 0 : 1000 };
}

/**
 * Live values; reconnects by itself. `told` has a function for each event. `connected` is told true or false, and why not, where
 * that is known.
 */
export function listen(told, connected) {
  let source = null;
  let timer;
  let unseen;
  const after = (ms, next) => {
    clearTimeout(timer);
    timer = setTimeout(next, ms);
  };
  const end = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const lost = () => {
    end();
    connected(false, "");
    after(1000, again);
  };
  const again = async () => {
    const { words, afterMs } = await reason();
    if (source || document.hidden) return;
    if (afterMs === 0) return open();
    connected(false, words);
    after(afterMs, again);
  };
  const open = () => {
    end();
    source = new EventSource(LIVE);
    for (const [name, handler] of Object.entries(told)) {
      source.addEventListener(name, (event) => {
        connected(true);
        after(3000, lost);
        handler(JSON.parse(event.data));
      });
    }
    source.onerror = lost;
    after(5000, lost);
  };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(unseen);
    if (document.hidden) unseen = setTimeout(end, UNSEEN_MS);
    else if (!source) again();
  });
  open();
}
