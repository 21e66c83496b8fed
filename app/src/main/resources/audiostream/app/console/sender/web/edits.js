// Edits of destinations: those of one go out one after the other, each with the revision that its person has seen.
// What another person has changed meanwhile is so refused by the program, and not silently lost.
import { call } from "./api.js";

const newest = new Map();
const lanes = new Map();
const ours = new Set();

const mark = (destination) => `${destination.id}:${destination.revision}`;

function note(destination) {
  const known = newest.get(destination.id);
  if (!known || known.revision <= destination.revision) newest.set(destination.id, destination);
}

/** What the program tells; an answer to an edit may have been faster. */
export function showSession(session) {
  const ids = new Set(session.destinations.map((d) => d.id));
  for (const id of newest.keys()) if (!ids.has(id)) newest.delete(id);
  session.destinations.forEach(note);
}

/** After the connection was lost: another program may count anew. */
export function forget() {
  newest.clear();
  ours.clear();
}

/** The newest that is known of a destination. */
export const known = (id) => newest.get(id);

/** What was seen, and what this page itself has made of it since. */
function caughtUp(id, revision) {
  let now = revision;
  while (ours.has(mark({ id, revision: now + 1 }))) now++;
  return now;
}

/**
 * Sends an edit when those before it are through. `body` makes it of the destination as it is then; `seen` is the revision that
 * the person saw who typed it, by default the newest.
 */
export function edit(id, body, { method = "PATCH", path = "", seen } = {}) {
  const turn = (lanes.get(id) ?? Promise.resolve()).then(async () => {
    const destination = newest.get(id);
    const revision = seen === undefined ? destination?.revision ?? 0 : caughtUp(id, seen);
    const made = destination && body ? body(destination) : undefined;
    try {
      const answer = await call(method, `/api/destinations/${id}${path}`, made, revision);
      if (answer.destination) {
        ours.add(mark(answer.destination));
        note(answer.destination);
      }
    } catch (refused) {
      if (refused.answer?.current) note(refused.answer.current);
      throw refused;
    }
  });
  lanes.set(id, turn.catch(() => {}));
  return turn;
}
