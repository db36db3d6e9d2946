/** A button that undoes a change. */

import { call } from "../core/api.js";
import { html } from "../core/dom.js";
import { refresh } from "../core/router.js";
import { store } from "../core/store.js";
import { problem } from "./problem.js";

/**
 * @param {import("../customer/operations.js").Change} change
 * @returns {HTMLElement}
 */
export function undoButton(change) {
  const button = html("button", { type: "button", onclick: () => void undo() }, "Undo");
  return html("span", {}, button);

  async function undo() {
    button.disabled = true;
    try {
      await call(change.method, change.path, { json: change.json, query: change.query });
      store.set({ notice: { text: "It was undone.", undo: null } });
      refresh();
    } catch (error) {
      button.replaceWith(problem(error));
    }
  }
}
