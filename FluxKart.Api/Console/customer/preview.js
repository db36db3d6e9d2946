/** What a change would make of customers: before and after, side by side. */

import { html } from "../core/dom.js";
import { counted, valueOf } from "../core/format.js";

/** @typedef {import("../parts/customers.js").CustomerSummary} CustomerSummary */

const MOST_VALUES = 6;

/**
 * @param {CustomerSummary[]} before
 * @param {CustomerSummary[]} after
 * @returns {HTMLElement}
 */
export function preview(before, after) {
  return html("div", { class: "sides" }, side("Before", before), side("After", after));
}

/**
 * @param {string} title
 * @param {CustomerSummary[]} customers
 */
function side(title, customers) {
  return html(
    "section",
    { "aria-label": title },
    html("h3", {}, title),
    customers.length === 0 ? html("p", { class: "muted" }, "Nothing is left.") : customers.map(summary));
}

/** @param {CustomerSummary} customer */
function summary({ primaryContactId, emails, phoneNumbers, secondaryContactIds }) {
  const values = [...emails, ...phoneNumbers];
  return html(
    "div",
    { class: "summary" },
    html("h4", {}, `Customer ${primaryContactId}`),
    html("p", { class: "muted" }, counted(1 + secondaryContactIds.length, "contact"), ": ",
      [primaryContactId, ...secondaryContactIds].slice(0, 20).join(", "), secondaryContactIds.length > 19 ? " …" : null),
    html("ul", { class: "plain" }, values.slice(0, MOST_VALUES).map(value => html("li", {}, valueOf(value))),
      values.length > MOST_VALUES ? html("li", { class: "muted" }, `and ${values.length - MOST_VALUES} more`) : null));
}
