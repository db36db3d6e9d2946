/** What a change would make of customers: before and after, side by side. */

import { html } from "../core/dom.js";
import { counted, listed, valueOf } from "../core/format.js";

/**
 * @typedef {import("../core/types.js").CustomerSummary} CustomerSummary
 *
 * @typedef {object} Preview
 * @property {CustomerSummary[]} before
 * @property {CustomerSummary[]} after
 * @property {string | null} tag     Of the dry run, to make the change only if it still has this result.
 * @property {HTMLElement} element
 */

const MOST_CUSTOMERS = 50;
const MOST_VALUES = 6;

/**
 * @param {CustomerSummary[]} before
 * @param {CustomerSummary[]} after
 * @param {string | null} tag
 * @param {boolean} [isBeforeComplete]  Whether there are no more customers before.
 * @returns {Preview}
 */
export function preview(before, after, tag, isBeforeComplete = true) {
  return {
    before,
    after,
    tag,
    element: html("div", { class: "sides" }, side("Before", before, isBeforeComplete), side("After", after, true)),
  };
}

/**
 * @param {string} title
 * @param {CustomerSummary[]} customers
 * @param {boolean} isComplete
 */
function side(title, customers, isComplete) {
  return html(
    "section",
    { "aria-label": title },
    html("h3", {}, title),
    customers.length === 0 ? html("p", { class: "muted" }, "Nothing is left.") : null,
    customers.length > MOST_CUSTOMERS
      ? html("p", { class: "muted" },
        `The first ${MOST_CUSTOMERS} of ${isComplete ? "" : "more than "}${counted(customers.length, "customer")} are shown.`)
      : null,
    customers.slice(0, MOST_CUSTOMERS).map(summary));
}

/** @param {CustomerSummary} customer */
function summary({ primaryContactId, emails, phoneNumbers, secondaryContactIds }) {
  const values = [...emails, ...phoneNumbers];
  return html(
    "div",
    { class: "summary" },
    html("h4", {}, `Customer ${primaryContactId}`),
    html("p", { class: "muted" }, counted(1 + secondaryContactIds.length, "contact"), ": ",
      listed([primaryContactId, ...secondaryContactIds])),
    html("ul", { class: "plain" }, values.slice(0, MOST_VALUES).map(value => html("li", {}, valueOf(value))),
      values.length > MOST_VALUES ? html("li", { class: "muted" }, `and ${values.length - MOST_VALUES} more`) : null));
}
