/** The contacts of a customer as a table. To add a column, add an entry to the list. */

import { html } from "../core/dom.js";
import { timeOf, valueOf } from "../core/format.js";
import { store } from "../core/store.js";

/**
 * @typedef {object} ContactRecord
 * @property {number} id
 * @property {string | null} email
 * @property {string | null} phoneNumber
 * @property {"primary" | "secondary"} linkPrecedence
 * @property {string} createdAt
 */

/** @type {{ name: string, cell: (record: ContactRecord) => import("../core/dom.js").Child }[]} */
const columns = [
  { name: "Id", cell: record => record.id },
  { name: "Email address", cell: record => valueOf(record.email) },
  { name: "Phone number", cell: record => valueOf(record.phoneNumber) },
  { name: "Role", cell: record => record.linkPrecedence },
  { name: "Since", cell: record => timeOf(record.createdAt) },
];

/**
 * @param {ContactRecord[]} all   Oldest first.
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function records(all, signal) {
  const boxes = new Map(all.map(record => [record.id, checkbox(record)]));
  store.watch(({ selection }) => {
    for (const [id, box] of boxes) {
      box.checked = selection.includes(id);
      box.closest("tr")?.classList.toggle("selected", box.checked);
    }
  }, signal);
  return html(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-labelledby": "records" },
    html("table", {},
      html("thead", {}, html("tr", {}, html("th", { scope: "col" }, html("span", { class: "unseen" }, "Selected")),
        columns.map(({ name }) => html("th", { scope: "col" }, name)))),
      html("tbody", {}, all.map(record => html("tr", {}, html("td", {}, boxes.get(record.id)),
        columns.map(({ cell }) => html("td", {}, cell(record))))))));
}

/** @param {ContactRecord} record */
function checkbox({ id }) {
  return html("input", { type: "checkbox", "aria-label": `Select contact ${id}`, onchange: () => store.toggle(id) });
}
