/** Chooses a change for the selected contacts, and shows its form. Without the scope for changes there is nothing to choose. */

import { html, replace } from "../core/dom.js";
import { counted, listed } from "../core/format.js";
import { store } from "../core/store.js";
import { changeForm } from "./form.js";
import { separation } from "./separation.js";

/** Beside the table and the picture these keys do the same as the buttons. */
const KEYS = { s: "split", r: "remove", m: "merge" };

/**
 * @param {number} customer  The id of the primary contact.
 * @param {import("./records.js").ContactRecord[]} all
 * @param {AbortSignal} signal
 * @returns {HTMLElement | null}
 */
export function changes(customer, all, signal) {
  if (!store.canChange)
    return null;
  const chosen = html("div");
  const selected = html("p", { "aria-live": "polite" });
  const buttons = {
    split: button("Split off the selection…", "S", () => open("split")),
    remove: button("Remove the selection…", "R", () => open("remove")),
    merge: button("Merge with another customer…", "M", () => open("merge")),
    erase: button("Erase the customer…", "", () => open("erase")),
  };
  const apart = html("button", { type: "button", onclick: () => replace(chosen, separation(store.get().selection, signal)) },
    "What would separate the two?");

  store.watch(show, signal);
  show(store.get());
  document.addEventListener("keydown", onKey, { signal });
  return html(
    "section",
    { class: "card", "aria-labelledby": "change" },
    html("h2", { id: "change" }, "Change"),
    selected,
    html("div", { class: "row" }, Object.values(buttons), apart),
    chosen);

  /** @param {Readonly<import("../core/store.js").State>} state */
  function show({ selection }) {
    selected.textContent = selection.length === 0
      ? "Select contacts in the table or in the picture."
      : `${counted(selection.length, "contact")} of ${all.length} selected: ${listed(selection)}`;
    buttons.split.disabled = selection.length === 0 || selection.length === all.length;
    buttons.remove.disabled = selection.length === 0;
    apart.disabled = selection.length !== 2;
    replace(chosen);
  }

  /** @param {"split" | "merge" | "remove" | "erase"} name */
  function open(name) {
    const opener = /** @type {HTMLElement | SVGElement | null} */ (document.activeElement);
    const form = changeForm(name, customer, all, signal, close);
    replace(chosen, form);
    form.querySelector("input")?.focus();

    function close() {
      replace(chosen);
      opener?.focus();
    }
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const name = /** @type {Record<string, "split" | "remove" | "merge">} */ (KEYS)[event.key.toLowerCase()];
    const place = event.target instanceof Element ? event.target.closest("table, figure") : null;
    if (!name || !place || event.ctrlKey || event.metaKey || event.altKey || buttons[name].disabled)
      return;
    event.preventDefault();
    open(name);
  }
}

/**
 * @param {string} name
 * @param {string} key
 * @param {() => void} onclick
 */
function button(name, key, onclick) {
  return html("button", { type: "button", onclick, title: key ? `${key} in the table or in the picture` : null }, name);
}
