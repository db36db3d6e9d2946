/** What has happened to a customer, as a timeline. */

import { call } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { timeOf } from "../core/format.js";
import { store } from "../core/store.js";
import { whileDisabled } from "../parts/busy.js";
import { problem } from "../parts/problem.js";
import { undoOf } from "../changes/operations.js";
import { undoButton } from "../changes/undo.js";
import { sentenceOf } from "./events.js";

/** @typedef {import("../core/types.js").CustomerEvent} CustomerEvent */

/**
 * @param {number} customer
 * @param {Set<number>} members  The ids of its contacts.
 * @param {{ events: CustomerEvent[], next: string | null }} first  The first page.
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function history(customer, members, first, signal) {
  /** @type {Set<string>} */
  const removals = new Set();
  const list = html("ol", { class: "timeline" }, entriesOf(first.events));
  const message = html("div");
  const more = html("button", { type: "button", hidden: first.next === null, onclick: () => void whileDisabled(more, load) }, "Show more");
  let { next } = first;
  return html("div", {}, list, message, more);

  /** @param {CustomerEvent[]} events */
  function entriesOf(events) {
    events.filter(({ type }) => type === "contact.removed").forEach(({ time }) => removals.add(time));
    return events.map(event => entry(event, members, removals));
  }

  async function load() {
    try {
      const page = await call("GET", `contacts/${customer}/history`, { query: { limit: 50, after: next }, signal });
      list.append(...entriesOf(page.events));
      next = page.next;
      more.hidden = next === null;
      replace(message);
    } catch (error) {
      if (!signal.aborted)
        replace(message, problem(error));
    }
  }
}

/**
 * @param {CustomerEvent} event
 * @param {Set<number>} members
 * @param {Set<string>} removals
 */
function entry(event, members, removals) {
  const undo = store.canChange ? undoOf(event, members, removals) : null;
  return html(
    "li",
    {},
    html("span", { class: "muted" }, timeOf(event.time)),
    html("p", {}, sentenceOf(event), event.data.reason ? [" Reason: ", html("bdi", {}, event.data.reason)] : null),
    undo ? undoButton(undo) : null);
}
