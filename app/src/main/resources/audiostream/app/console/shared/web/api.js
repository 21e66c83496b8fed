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

/** Live values; reconnects by itself. `told` has a function for each event, `connected` is told true or false. */
export function listen(told, connected) {
  let source;
  let silence;
  const alive = () => {
    connected(true);
    clearTimeout(silence);
    silence = setTimeout(lost, 3000);
  };
  const lost = () => {
    connected(false);
    source.close();
    clearTimeout(silence);
    silence = setTimeout(open, 1000);
  };
  const open = () => {
    source = new EventSource("/api/live");
    for (const [name, handler] of Object.entries(told)) {
      source.addEventListener(name, (event) => {
        alive();
        handler(JSON.parse(event.data));
      });
    }
    source.onerror = lost;
    clearTimeout(silence);
    silence = setTimeout(lost, 5000);
  };
  open();
}
