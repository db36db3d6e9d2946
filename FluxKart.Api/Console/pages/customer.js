/** A customer: who it is, why its contacts belong together, what has happened to it, and how to change it. */

import { ApiError, call } from "../core/api.js";
import { html } from "../core/dom.js";
import { counted, timeOf } from "../core/format.js";
import { changes } from "../customer/changes.js";
import { history } from "../customer/history.js";
import { identifiers } from "../customer/identifiers.js";
import { records } from "../customer/records.js";
import { card } from "../parts/card.js";
import { picture } from "../picture/picture.js";

/**
 * @param {string[]} parameters  The id of any contact of the customer.
 * @param {AbortSignal} signal
 * @returns {Promise<import("../main.js").Page>}
 */
export async function customerPage([id = ""], signal) {
  if (!/^\d+$/.test(id))
    throw new ApiError(id === ""
      ? "The address has no id of a contact."
      : `${id} is not the id of a contact, which is a whole number.`);
  const [explanation, firstEvents, used] = await read(id, signal);
  /** @type {import("../customer/records.js").ContactRecord[]} */
  const all = explanation.records;
  const primary = all.find(record => record.linkPrecedence === "primary") ?? all[0];
  return {
    title: `Customer ${primary.id}`,
    content: html(
      "div",
      { class: "customer" },
      html("header", {},
        html("h1", {}, `Customer ${primary.id}`),
        html("p", {}, counted(all.length, "contact"), ", since ", timeOf(primary.createdAt),
          id === String(primary.id) ? null : `. Contact ${id} belongs to it.`)),
      card("identifiers", "Identifiers", identifiers(used.identifiers)),
      all.length > 1 ? card("picture", "Why they are one customer", picture(explanation, used.identifiers, signal)) : null,
      card("records", "Contacts", records(all, signal)),
      changes(primary.id, all, signal),
      card("history", "History", history(primary.id, new Set(all.map(record => record.id)), firstEvents, signal))),
  };
}

/**
 * @param {string} id
 * @param {AbortSignal} signal
 */
async function read(id, signal) {
  try {
    return await Promise.all([
      call("GET", `contacts/${id}/explanation`, { signal }),
      call("GET", `contacts/${id}/history`, { query: { limit: 50 }, signal }),
      call("GET", `contacts/${id}/identifiers`, { signal }),
    ]);
  } catch (error) {
    // The service takes an id that is too large for the path of another page.
    throw error instanceof ApiError && error.status === 404 ? new ApiError(`There is no contact ${id}.`, error) : error;
  }
}
