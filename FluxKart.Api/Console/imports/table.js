/** The rows of a file as they would be read. */

import { html } from "../core/dom.js";
import { timeOf, valueOf } from "../core/format.js";

/**
 * @typedef {object} SampleRow
 * @property {number} line
 * @property {string[]} emails
 * @property {string[]} phoneNumbers
 * @property {string | null} createdAt
 * @property {string | null} customer
 * @property {boolean} refused
 * @property {string[]} errors
 */

/** @type {{ name: string, cell: (row: SampleRow) => import("../core/dom.js").Child | import("../core/dom.js").Child[] }[]} */
const columns = [
  { name: "Line", cell: row => row.line },
  { name: "Email addresses", cell: row => values(row.emails) },
  { name: "Phone numbers", cell: row => values(row.phoneNumbers) },
  { name: "Since", cell: row => timeOf(row.createdAt) },
  { name: "Customer", cell: row => valueOf(row.customer) },
  { name: "Errors", cell: row => (row.errors.length > 0 ? `${row.refused ? "Refused. " : ""}${row.errors.join(" ")}` : "") },
];

/**
 * @param {{ notes: string[], rows: SampleRow[] }} preview
 * @returns {HTMLElement}
 */
export function sampleTable({ notes, rows }) {
  return html(
    "div",
    {},
    html("h3", { id: "sample" }, "How it will be read"),
    html("ul", {}, notes.map(note => html("li", {}, note))),
    rows.length === 0 ? html("p", { class: "problem" }, "The file has no rows, so there is nothing to import.") : null,
    html("div", { class: "scroll", tabindex: 0, role: "group", "aria-labelledby": "sample" },
      html("table", {},
        html("thead", {}, html("tr", {}, columns.map(({ name }) => html("th", { scope: "col" }, name)))),
        html("tbody", {}, rows.map(row => html("tr", {}, columns.map(({ cell }) => html("td", {}, cell(row)))))))));
}

/** @param {string[]} all */
function values(all) {
  return all.length === 0 ? valueOf(null) : all.flatMap((value, place) => [place > 0 ? ", " : null, valueOf(value)]);
}
