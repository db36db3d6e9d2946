/** What would have to stop linking so that two contacts come apart. */

import { call } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { counted, listed, valueOf } from "../core/format.js";
import { problem } from "../parts/problem.js";
import { marking } from "../changes/marking.js";

/**
 * @param {number[]} pair  The ids of the two contacts.
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function separation([one, other], signal) {
  const shown = html("div", { class: "change", "aria-live": "polite" }, "…");
  void load();
  return shown;

  async function load() {
    try {
      const { identifiers, customers } = await call("GET", `contacts/${one}/separation`, { query: { to: other }, signal });
      replace(shown,
        html("p", {}, `Contacts ${one} and ${other} come apart if `,
          identifiers.length === 1 ? "this stops linking:" : "these stop linking:"),
        html("ul", { class: "plain" }, identifiers.map((/** @type {{ email?: string, phoneNumber?: string }} */ identifier) =>
          html("li", {}, valueOf(identifier.email ?? identifier.phoneNumber), " ", marking(identifier, signal)))),
        html("p", { class: "muted" }, `Then there would be ${counted(customers.length, "customer")}, of `
          + `${listed(customers.map((/** @type {number[]} */ part) => counted(part.length, "contact")))}.`));
    } catch (error) {
      if (!signal.aborted)
        replace(shown, problem(error));
    }
  }
}
