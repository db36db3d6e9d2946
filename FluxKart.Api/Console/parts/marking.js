/** Marks an identifier as shared and takes apart what it has joined, after a preview. */

import { call } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { counted, valueOf } from "../core/format.js";
import { refresh } from "../core/router.js";
import { store } from "../core/store.js";
import { preview } from "../customer/preview.js";
import { problem } from "./problem.js";

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
  const open = html("button", { type: "button", onclick: () => void show() }, "Mark as shared and take apart…");
  const area = html("span", {}, open);
  return area;

  async function show() {
    try {
      const [{ customers }, { contacts, next }] = await Promise.all([
        call("POST", "shared-identifiers", { json: body(null), query: { dryRun: true }, signal }),
        call("POST", "contacts/lookup", { json: { email, phoneNumber }, query: { limit: MOST_FOUND }, signal }),
      ]);
      const reason = html("input", { maxlength: 500, "aria-label": "Reason", placeholder: "Reason" });
      const form = html(
        "form",
        { class: "change", onsubmit: (/** @type {Event} */ event) => void apply(event, reason.value), onkeydown: onKey },
        html("p", {}, valueOf(email ?? phoneNumber),
          ` would link nobody any more. It would leave ${counted(customers.length, "customer")}.`),
        preview(contacts, customers, next === null),
        html("div", { class: "row" }, reason, html("button", { class: "primary" }, "Mark and take apart"),
          html("button", { type: "button", onclick: close }, "Cancel")));
      replace(area, form);
      reason.focus();
    } catch (error) {
      if (!signal.aborted)
        replace(area, open, problem(error));
    }
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
   * @param {Event} event
   * @param {string} reason
   */
  async function apply(event, reason) {
    event.preventDefault();
    try {
      await call("POST", "shared-identifiers", { json: body(reason.trim() || null) });
      store.set({ notice: { text: "It is marked as shared, and what it had joined is apart.", undo: null } });
      if (!signal.aborted)
        onMarked();
    } catch (error) {
      replace(area, open, problem(error));
    }
  }

  /** @param {string | null} reason */
  function body(reason) {
    return { email, phoneNumber, reason, takeApart: true };
  }
}
