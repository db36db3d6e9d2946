/** A button that undoes a change, after a preview. */

import { call } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { refresh } from "../core/router.js";
import { store } from "../core/store.js";
import { tried } from "../customer/tried.js";
import { leftBy } from "../customer/undoing.js";
import { whileDisabled } from "./busy.js";
import { confirmation } from "./confirmation.js";
import { problem } from "./problem.js";

/**
 * @param {import("../customer/operations.js").Change} change
 * @returns {HTMLElement}
 */
export function undoButton(change) {
  const open = html("button", { type: "button", onclick: () => void whileDisabled(open, show) }, "Undo…");
  const area = html("div", {}, open);
  return area;

  async function show() {
    try {
      const apply = html("button", { type: "button", class: "primary", onclick: () => void undo() }, "Undo");
      const confirming = confirmation(apply);
      const [preview, left] = await Promise.all([tried(change), leftBy(change)]);
      confirming.show(preview);
      replace(area, left ? html("p", {}, left) : null, confirming.place, html("div", { class: "row" }, apply,
        html("button", { type: "button", onclick: close }, "Cancel")));
      apply.focus();

      async function undo() {
        const page = location.hash;
        await confirming.apply(() => tried(change), async () => {
          await call(change.method, change.path, { json: change.json, query: change.query });
          store.set({ notice: { text: change.kind === "merge" && left ? `Undone. ${left}` : "Undone.", undo: null } });
          if (location.hash === page)
            refresh();
        });
      }
    } catch (error) {
      replace(area, open, problem(error));
    }
  }

  function close() {
    replace(area, open);
    open.focus();
  }
}
