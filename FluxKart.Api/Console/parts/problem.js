/** What went wrong, in words. */

import { ApiError } from "../core/api.js";
import { html } from "../core/dom.js";

/**
 * @param {unknown} error
 * @returns {HTMLElement}
 */
export function problem(error) {
  const known = error instanceof ApiError ? error : new ApiError("The console has a fault. Reload the page.");
  if (known !== error)
    console.error(error);
  return html(
    "div",
    { class: "problem", role: "alert" },
    linesOf(known).map(line => html("p", {}, line)),
    known.requestId ? requestLine(known.requestId) : null);
}

/** @param {ApiError} error */
function linesOf({ message, errors }) {
  const lines = Object.entries(errors).flatMap(([field, texts]) => texts.map(text => (field ? `${field}: ${text}` : text)));
  return lines.length > 0 ? lines : [message];
}

/** @param {string} requestId */
function requestLine(requestId) {
  const id = html("code", {}, requestId);
  // Browsers have no clipboard for pages over plain HTTP, except on the machine itself.
  const button = navigator.clipboard
    ? html("button", { type: "button", onclick: () => void copy() }, "Copy")
    : html("button", { type: "button", onclick: () => select("Selected") }, "Select");
  return html("p", { class: "muted" }, "Request id: ", id, " ", button);

  async function copy() {
    try {
      await navigator.clipboard.writeText(requestId);
      button.textContent = "Copied";
    } catch {
      select("Could not be copied, but is selected");
    }
  }

  /** @param {string} outcome */
  function select(outcome) {
    getSelection()?.selectAllChildren(id);
    button.textContent = outcome;
  }
}
