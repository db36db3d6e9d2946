/** A button that undoes a change, after a preview. */

import { call } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { refresh } from "../core/router.js";
import { store } from "../core/store.js";
import { tried } from "../customer/tried.js";
import { problem } from "./problem.js";

/**
 * @param {import("../customer/operations.js").Change} change
 * @returns {HTMLElement}
 */
export function undoButton(change) {
  const open = html("button", { type: "button", onclick: () => void show() }, "Undo…");
  const area = html("div", {}, open);
  return area;

  async function show() {
    open.disabled = true;
    try {
      const apply = html("button", { type: "button", class: "primary", onclick: () => void undo() }, "Undo");
      replace(area, await tried(change), html("div", { class: "row" }, apply,
        html("button", { type: "button", onclick: close }, "Cancel")));
      apply.focus();
    } catch (error) {
      replace(area, problem(error));
    }
  }

  function close() {
    open.disabled = false;
    replace(area, open);
    open.focus();
  }

  async function undo() {
    const page = location.hash;
    try {
      await call(change.method, change.path, { json: change.json, query: change.query });
      store.set({ notice: { text: "It was undone.", undo: null } });
      if (location.hash === page)
        refresh();
    } catch (error) {
      replace(area, problem(error));
    }
  }
}
