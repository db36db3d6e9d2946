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
  const copy = html("button", { type: "button", onclick: () => void copied() }, "Copy");
  async function copied() {
    try {
      await navigator.clipboard.writeText(requestId);
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "Could not be copied";
    }
  }
  // Browsers have no clipboard for pages over plain HTTP, except on the machine itself.
  return html("p", { class: "muted" }, "Request id: ", html("code", {}, requestId), " ", navigator.clipboard ? copy : null);
}
