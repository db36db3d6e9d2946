/** A part of a page, below a heading of its own. */

import { html } from "../core/dom.js";

/**
 * @param {string} id       Of the heading.
 * @param {string} title
 * @param {Node} content
 * @returns {HTMLElement}
 */
export function card(id, title, content) {
  return html("section", { class: "card", "aria-labelledby": id }, html("h2", { id }, title), content);
}
