/** What was just done, and how to undo it. */

import { html } from "../core/dom.js";
import { store } from "../core/store.js";
import { undoButton } from "./undo.js";

/**
 * Takes the notice out of the store.
 * @returns {HTMLElement | null}
 */
export function notice() {
  const taken = store.get().notice;
  if (taken === null)
    return null;
  store.set({ notice: null });
  return html(
    "div",
    { class: "notice", role: "status", tabindex: -1 },
    html("p", {}, taken.text),
    taken.undo ? undoButton(taken.undo) : null);
}
