/** What went wrong, in words. */

import { ApiError } from "../core/api.js";
import { html } from "../core/dom.js";

/**
 * @param {unknown} error
 * @returns {HTMLElement}
 */
export function problem(error) {
  const { message, errors, requestId } = error instanceof ApiError
    ? error
    : new ApiError("The console has a fault. Reload the page.");
  if (!(error instanceof ApiError))
    console.error(error);
  return html(
    "div",
    { class: "problem", role: "alert" },
    html("p", {}, message),
    Object.entries(errors ?? {}).flatMap(([field, texts]) => texts.map(text => html("p", {}, field ? `${field}: ${text}` : text))),
    requestId ? requestLine(requestId) : null);
}

/** @param {string} requestId */
function requestLine(requestId) {
  const copy = html("button", { type: "button", onclick: () => void copied() }, "Copy");
  async function copied() {
    await navigator.clipboard?.writeText(requestId);
    copy.textContent = "Copied";
  }
  return html("p", { class: "muted" }, "Request id: ", html("code", {}, requestId), " ", copy);
}
