/** Makes a change that was previewed, and only what was previewed. All forms of changes use it. */

import { ApiError } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { refresh } from "../core/router.js";
import { store } from "../core/store.js";
import { problem } from "../parts/problem.js";

/** @typedef {import("./preview.js").Preview} Preview */

/**
 * @typedef {object} Confirmation
 * @property {HTMLElement} place  Shows the preview, and what went wrong.
 * @property {(preview: Preview) => void} show  Shows a preview, which the button then applies.
 * @property {(content?: Node) => void} clear  Shows something else, so that there is nothing to apply.
 * @property {(send: (preview: Preview) => Promise<void>, tryOut: () => Promise<Preview>) => Promise<void>} apply
 *   Makes the change, or shows a new preview if the result would be another one by now.
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
  async function apply(send, tryOut) {
    if (shown === null)
      return;
    const expected = shown;
    setBusy(true);
    try {
      if (!await isMade(() => send(expected)))
        await showAgain(tryOut);
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

  /** @param {() => Promise<Preview>} tryOut */
  async function showAgain(tryOut) {
    if (!place.isConnected) {
      store.set({ notice: { text: "The customer had changed since the preview, so nothing was done.", undo: null } });
      return;
    }
    const preview = await tryOut();
    const message = html("p", { class: "problem", tabindex: -1 }, "The customer has changed since this preview. Check the new one.");
    shown = preview;
    replace(place, message, preview.element);
    setBusy(false);
    message.focus();
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

/**
 * Whether a change was made. It was not if its result would have been another one than in the preview.
 * @param {() => Promise<void>} send
 */
async function isMade(send) {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 412)
      return false;
    throw error;
  }
}
