/** The list of all customers, page by page. */

import { call } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { count, valueOf } from "../core/format.js";
import { whileDisabled } from "./busy.js";
import { problem } from "./problem.js";

/** @typedef {import("../core/types.js").CustomerSummary} CustomerSummary */

const PAGE_SIZE = 25;
/** What the service returns at once. */
const MOST = 200;

/**
 * @param {AbortSignal} signal
 * @param {import("../core/places.js").Place} place  Where the reader was when the list was last shown.
 * @returns {Promise<HTMLElement>}
 */
export async function customerList(signal, place) {
  const body = html("tbody");
  const more = html("button", { type: "button", onclick: () => void whileDisabled(more, () => load(PAGE_SIZE)) }, "Show more");
  const message = html("div");
  /** @type {string | null} */
  let next = null;
  await load(Math.min(place.rows || PAGE_SIZE, MOST));
  return html(
    "div",
    {},
    html("div", { class: "scroll", tabindex: 0, role: "group", "aria-labelledby": "all" },
      html("table", {},
        html("thead", {}, html("tr", {}, ["Customer", "Email addresses", "Phone numbers", "Contacts"].map(name =>
          html("th", { scope: "col" }, name)))),
        body)),
    message,
    more);

  /** @param {number} limit */
  async function load(limit) {
    try {
      const page = await call("GET", "contacts", { query: { limit, order: "newest", after: next }, signal });
      body.append(...page.contacts.map(row));
      place.rows = body.childElementCount;
      next = page.next;
      more.hidden = next === null;
      replace(message, body.childElementCount === 0 ? html("p", {}, "There are no customers yet.") : null);
    } catch (error) {
      if (signal.aborted)
        throw error;
      replace(message, problem(error));
    }
  }
}

/** @param {CustomerSummary} customer */
function row({ primaryContactId, emails, phoneNumbers, secondaryContactIds }) {
  return html(
    "tr",
    {},
    html("th", { scope: "row" }, html("a", { href: `#/customers/${primaryContactId}` }, primaryContactId)),
    html("td", {}, values(emails)),
    html("td", {}, values(phoneNumbers)),
    html("td", { class: "number" }, count(1 + secondaryContactIds.length)));
}

/** @param {string[]} all */
function values(all) {
  const shown = all.slice(0, 2).flatMap((value, place) => [place > 0 ? ", " : null, valueOf(value)]);
  return all.length > 2 ? [...shown, ` and ${all.length - 2} more`] : all.length > 0 ? shown : [valueOf(null)];
}
