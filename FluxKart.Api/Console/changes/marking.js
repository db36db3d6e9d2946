/** Marks an identifier as shared and takes apart what it has joined, after a preview. */

import { call, tryOut } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { counted, valueOf } from "../core/format.js";
import { refresh } from "../core/router.js";
import { store } from "../core/store.js";
import { whileDisabled } from "../parts/busy.js";
import { problem } from "../parts/problem.js";
import { confirmation } from "./confirmation.js";
import { preview } from "./preview.js";

/** The largest limit of a lookup. */
const MOST_FOUND = 200;

/**
 * @param {{ email?: string, phoneNumber?: string }} identifier
 * @param {AbortSignal} signal
 * @param {() => void} [onMarked]  Shows the page's notice, unless the page was left meanwhile.
 * @returns {HTMLElement | null}  Null if the key does not allow it.
 */
export function marking({ email, phoneNumber }, signal, onMarked = refresh) {
  if (!store.canChange)
    return null;
  const open = html("button", { type: "button", onclick: () => void whileDisabled(open, show) }, "Mark as shared and take apart…");
  const area = html("span", {}, open);
  return area;

  async function show() {
    try {
      const reason = html("input", { maxlength: 500, "aria-label": "Reason", placeholder: "Reason" });
      const apply = html("button", { class: "primary" }, "Mark and take apart");
      const confirming = confirmation(apply);
      confirming.show(await previewed());
      replace(area, html(
        "form",
        { class: "change", onsubmit: submit, onkeydown: onKey },
        confirming.place,
        html("div", { class: "row" }, reason, apply, html("button", { type: "button", onclick: close }, "Cancel"))));
      reason.focus();

      /** @param {Event} event */
      function submit(event) {
        event.preventDefault();
        void confirming.apply(({ tag }) => mark(reason.value.trim() || null, tag), previewed);
      }
    } catch (error) {
      if (!signal.aborted)
        replace(area, open, problem(error));
    }
  }

  /** @returns {Promise<import("./preview.js").Preview>} */
  async function previewed() {
    const [{ result: { customers }, tag }, { contacts, next }] = await Promise.all([
      tryOut("POST", "shared-identifiers", { json: body(null), signal }),
      call("POST", "contacts/lookup", { json: { email, phoneNumber }, query: { limit: MOST_FOUND }, signal }),
    ]);
    const sides = preview(contacts, customers, tag, next === null);
    const text = html("p", {}, valueOf(email ?? phoneNumber),
      ` would link nobody any more. It would leave ${counted(customers.length, "customer")}.`);
    return { ...sides, element: html("div", {}, text, sides.element) };
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key === "Escape")
      close();
  }

  function close() {
    replace(area, open);
    open.focus();
  }

  /**
   * @param {string | null} reason
   * @param {string | null} tag
   */
  async function mark(reason, tag) {
    await call("POST", "shared-identifiers", { json: body(reason), ifMatch: tag });
    store.set({ notice: { text: "Marked as shared. What it had joined is now separate.", undo: null } });
    if (!signal.aborted)
      onMarked();
  }

  /** @param {string | null} reason */
  function body(reason) {
    return { email, phoneNumber, reason, takeApart: true };
  }
}
