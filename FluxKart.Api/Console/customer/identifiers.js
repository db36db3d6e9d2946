/** The email addresses and phone numbers of a customer, with how many of its contacts hold each, and which are shared. */

import { html } from "../core/dom.js";
import { counted, valueOf } from "../core/format.js";

/** @typedef {import("../core/types.js").UsedIdentifier} UsedIdentifier */

/**
 * @param {UsedIdentifier[]} used
 * @returns {HTMLElement}
 */
export function identifiers(used) {
  return html("ul", { class: "identifiers" }, used.map(({ email, phoneNumber, contacts, shared }) => html(
    "li",
    {},
    html("span", { class: "kind" }, email ? "Email" : "Phone"),
    valueOf(email ?? phoneNumber),
    html("span", { class: "muted" }, counted(contacts, "contact")),
    shared ? html("strong", { class: "mark", title: "Several people use it, so it links nobody." }, "shared") : null)));
}
