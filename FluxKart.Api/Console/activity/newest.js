/** The newest events. The feed is read from its beginning, so its end must be found first. */

import { call } from "../core/api.js";

/** @typedef {import("../core/types.js").CustomerEvent} CustomerEvent */

/** How many to begin with. */
const MOST = 50;
/** The end counts as found when it is at most this many ids away. */
const NEAR = 200;

/**
 * @param {number[]} positions  Ids that events have had, such as the positions of webhooks.
 * @param {AbortSignal} signal
 * @returns {Promise<{ events: CustomerEvent[], last: number }>}  Oldest first, and the id after which new ones come.
 */
export async function newestEvents(positions, signal) {
  const known = Math.max(0, ...positions, await idOfNewestCustomer(signal));
  const near = await search(known, signal);
  let after = Math.max(0, near - MOST);
  /** @type {CustomerEvent[]} */
  let events = [];
  for (;;) {
    const page = await call("GET", "events", { query: { after, limit: 1000 }, signal });
    events = [...events, ...page.events].slice(-MOST);
    if (page.events.length < 1000)
      return { events, last: page.next };
    after = page.next;
  }
}

/**
 * The id of an event of the newest customer, usually one of the last events. 0 without customers.
 * @param {AbortSignal} signal
 * @returns {Promise<number>}
 */
async function idOfNewestCustomer(signal) {
  const { contacts } = await call("GET", "contacts", { query: { order: "newest", limit: 1 }, signal });
  if (contacts.length === 0)
    return 0;
  const { events } = await call("GET", `contacts/${contacts[0].primaryContactId}/history`, { query: { limit: 50 }, signal });
  return events.at(-1)?.id ?? 0;
}

/**
 * An id that is near the end: first by steps that double, then by halves. Each step is the request for one event.
 * @param {number} known
 * @param {AbortSignal} signal
 */
async function search(known, signal) {
  let low = known;
  let step = NEAR;
  for (let next = await nextId(low + step, signal); next !== null; next = await nextId(low + step, signal)) {
    low = next;
    step *= 2;
  }
  let high = low + step;
  while (high - low > NEAR) {
    const middle = Math.floor((low + high) / 2);
    const next = await nextId(middle, signal);
    if (next === null)
      high = middle;
    else
      low = next;
  }
  return low;
}

/**
 * The id of the first event after another; null at the end.
 * @param {number} after
 * @param {AbortSignal} signal
 * @returns {Promise<number | null>}
 */
async function nextId(after, signal) {
  const { events } = await call("GET", "events", { query: { after, limit: 1 }, signal });
  return events[0]?.id ?? null;
}
