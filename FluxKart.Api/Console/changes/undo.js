/** A button that undoes a change, after a preview. */

import { call } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { refresh } from "../core/router.js";
import { store } from "../core/store.js";
import { whileDisabled } from "../parts/busy.js";
import { problem } from "../parts/problem.js";
import { confirmation } from "./confirmation.js";
import { tried } from "./tried.js";
import { leftBy } from "./undoing.js";

/**
 * @param {import("../core/types.js").Change} change
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
        await confirming.apply(async ({ tag }) => {
          await call(change.method, change.path, { json: change.json, query: change.query, ifMatch: tag });
          store.set({ notice: { text: change.kind === "merge" && left ? `Undone. ${left}` : "Undone.", undo: null } });
          if (location.hash === page)
            refresh();
        }, () => tried(change));
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
