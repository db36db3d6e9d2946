/** An event of the feed as an entry of the list. */

import { html } from "../core/dom.js";
import { timeOf } from "../core/format.js";
import { sentenceOf } from "../customer/events.js";

/** @typedef {import("../core/types.js").CustomerEvent} CustomerEvent */

/**
 * @param {CustomerEvent} event
 * @returns {HTMLLIElement}
 */
export function entry(event) {
  return html(
    "li",
    {},
    html("span", { class: "muted" }, timeOf(event.time), ` · event ${event.id}`),
    html("p", {}, sentenceOf(event), event.data.reason ? [" Reason: ", html("bdi", {}, event.data.reason)] : null),
    customersOf(event).map(id => html("a", { href: `#/customers/${id}` }, `Customer ${id}`)));
}

/**
 * The customers that there are after an event.
 * @param {CustomerEvent} event
 * @returns {number[]}
 */
function customersOf({ type, contactId, data }) {
  const ids = type === "contact.removed" || type === "contact.erased"
    ? data.customers ?? []
    : [contactId, data.spawnedContactId, data.otherContactId];
  return [...new Set(ids.filter((/** @type {number | null | undefined} */ id) => id))].slice(0, 5);
}
