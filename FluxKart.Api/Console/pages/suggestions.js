/** Identifiers that probably belong to several people, worst first. */

import { call } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { counted, timeOf, valueOf } from "../core/format.js";
import { marking } from "../changes/marking.js";
import { notice } from "../changes/notice.js";

/**
 * @typedef {object} Suggestion
 * @property {string} [email]
 * @property {string} [phoneNumber]
 * @property {number} primaryContactId
 * @property {string} why
 */

/**
 * @param {string[]} parameters
 * @param {AbortSignal} signal
 * @returns {Promise<import("../main.js").Page>}
 */
export async function suggestionsPage(parameters, signal) {
  const { suggestions, largestCustomers, computedAt } = await call("GET", "suggestions", { signal });
  return {
    title: "Suggestions",
    content: html(
      "div",
      {},
      html("header", {},
        html("h1", {}, "Suggestions"),
        html("p", {}, "These identifiers may belong to several people, the worst first. Nothing happens until you decide. As of ",
          timeOf(computedAt), ".")),
      suggestions.length === 0 ? html("p", { class: "card" }, "There are no suggestions.") : null,
      html("ol", { class: "plain" }, suggestions.map((/** @type {Suggestion} */ suggestion) => entry(suggestion, signal))),
      largest(largestCustomers)),
  };
}

/**
 * @param {Suggestion} suggestion
 * @param {AbortSignal} signal
 */
function entry(suggestion, signal) {
  const { email, phoneNumber, primaryContactId, why } = suggestion;
  const title = html("h2", {}, valueOf(email ?? phoneNumber));
  const card = html(
    "li",
    { class: "card" },
    title,
    html("p", {}, html("a", { href: `#/customers/${primaryContactId}` }, `Customer ${primaryContactId}`), `: ${why}`),
    marking({ email, phoneNumber }, signal, showMarked));
  return card;

  /** Without loading the list again, because the service may keep it for a minute, with this suggestion still in it. */
  function showMarked() {
    const done = notice();
    replace(card, title, done);
    done?.focus();
  }
}

/** @param {{ primaryContactId: number, contacts: number }[]} customers */
function largest(customers) {
  return customers.length === 0 ? null : html(
    "section",
    { class: "card", "aria-labelledby": "largest" },
    html("h2", { id: "largest" }, "The largest customers"),
    html("ul", { class: "plain" }, customers.map(({ primaryContactId, contacts }) => html("li", {},
      html("a", { href: `#/customers/${primaryContactId}` }, `Customer ${primaryContactId}`), ` ${counted(contacts, "contact")}`))));
}
