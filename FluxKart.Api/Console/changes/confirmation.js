/** Makes a change that was previewed, and only what was previewed. All forms of changes use it. */

import { ApiError } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { refresh } from "../core/router.js";
import { store } from "../core/store.js";
import { problem } from "./problem.js";

/** @typedef {import("../customer/preview.js").Preview} Preview */

/**
 * @typedef {object} Confirmation
 * @property {HTMLElement} place  Shows the preview, and what went wrong.
 * @property {(preview: Preview) => void} show  Shows a preview, which the button then applies.
 * @property {(content?: Node) => void} clear  Shows something else, so that there is nothing to apply.
 * @property {(tryOut: () => Promise<Preview>, send: (preview: Preview) => Promise<void>) => Promise<void>} apply
 *   Tries the change out again, and makes it only if the preview is still right.
 */

/**
 * @param {HTMLButtonElement} button  Applies the change. Disabled as long as there is nothing to apply.
 * @returns {Confirmation}
 */
export function confirmation(button) {
  const place = html("div", { "aria-live": "polite" });
  /** @type {Preview | null} */
  let shown = null;
  return { place, show, clear, apply };

  /** @param {Preview} preview */
  function show(preview) {
    shown = preview;
    replace(place, preview.element);
  }

  /** @param {Node} [content] */
  function clear(content) {
    shown = null;
    button.disabled = true;
    replace(place, content);
  }

  /** @type {Confirmation["apply"]} */
  async function apply(tryOut, send) {
    if (shown === null)
      return;
    const expected = shown;
    setBusy(true);
    try {
      const preview = await tryOut();
      if (factsOf(preview) === factsOf(expected)) {
        await send(preview);
        return;
      }
      const message = html("p", { class: "problem", tabindex: -1 }, "The customer has changed since this preview. Check the new one.");
      shown = preview;
      replace(place, message, preview.element);
      setBusy(false);
      message.focus();
    } catch (error) {
      if (!place.isConnected) {
        // The page was left meanwhile, so the next one says what went wrong with a change that was sent.
        if (error instanceof ApiError)
          store.set({ notice: { text: error.message, undo: null } });
        return;
      }
      const isUnknown = error instanceof ApiError && error.isUnknown;
      const isStale = isUnknown || (error instanceof ApiError && [404, 409, 410].includes(error.status));
      const again = html("button", { type: "button", onclick: refresh }, "Load the customer again");
      replace(place, expected.element, problem(error), isStale ? again : null);
      setBusy(false);
      button.disabled = isUnknown;
      (isStale ? again : button).focus();
    }
  }

  /**
   * Nothing can be entered during a request, so that what is sent is what is shown.
   * @param {boolean} isBusy
   */
  function setBusy(isBusy) {
    button.disabled = isBusy;
    const area = place.parentElement;
    if (area)
      area.inert = isBusy;
  }
}

/** @param {Preview} preview */
function factsOf({ before, after }) {
  return JSON.stringify([before, after]);
}
