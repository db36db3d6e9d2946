/** The form of a change: what it needs, its preview from a dry run, and the change itself. */

import { call } from "../core/api.js";
import { html } from "../core/dom.js";
import { visit } from "../core/router.js";
import { store } from "../core/store.js";
import { confirmation } from "../changes/confirmation.js";
import { problem } from "../parts/problem.js";
import { operations } from "../changes/operations.js";
import { tried } from "../changes/tried.js";

const PAUSE_MILLISECONDS = 200;

/**
 * @param {"split" | "merge" | "remove" | "erase"} kind
 * @param {number} customer
 * @param {import("./records.js").ContactRecord[]} all  The contacts of the customer.
 * @param {AbortSignal} signal
 * @param {() => void} close
 * @returns {HTMLFormElement}
 */
export function changeForm(kind, customer, all, signal, close) {
  const operation = operations[kind];
  const { selection } = store.get();
  const reason = html("input", { id: "reason", maxlength: 500, autocomplete: "off" });
  const keepApart = html("input", { id: "keep-apart", type: "checkbox", checked: true, onchange: onInput });
  const other = html("input", {
    id: "other", inputmode: "numeric", pattern: "\\s*\\d+\\s*", required: true, autocomplete: "off", oninput: onInput,
  });
  const typedId = html("input", { id: "typed-id", inputmode: "numeric", autocomplete: "off", oninput: onInput });
  const apply = html("button", { class: operation.isFinal ? "danger" : "primary", disabled: true }, operation.name);
  const confirming = confirmation(apply);
  let timer = 0;
  // Which preview is the newest. An older one that comes late would be that of another change.
  let newest = 0;
  void showPreview();
  return html(
    "form",
    { class: "change", "aria-label": operation.name, onsubmit: (/** @type {Event} */ event) => void submit(event), onkeydown: onKey },
    kind === "merge" ? field("The id of any contact of the other customer", other) : null,
    kind === "erase" ? field(`This cannot be undone. Type ${customer} to confirm`, typedId) : null,
    field("Reason (kept in the history)", reason),
    kind === "split"
      ? html("p", {}, keepApart, html("label", { for: "keep-apart" }, " Keep the two apart, even if a later order names both"))
      : null,
    confirming.place,
    html("div", { class: "row" }, apply, html("button", { type: "button", onclick: close }, "Cancel")));

  function input() {
    return {
      customer,
      selection,
      reason: reason.value.trim() || null,
      keepApart: keepApart.checked,
      other: other.value.trim(),
    };
  }

  /**
   * Why the customer of a contact cannot be merged with this one; null if nothing speaks against it yet.
   * @param {string} id
   */
  function refusalOf(id) {
    if (!/^\d+$/.test(id))
      return id === "" ? "" : "The id of a contact is a whole number.";
    return all.some(record => String(record.id) === id.replace(/^0+/, "")) ? `Contact ${id} belongs to this customer already.` : null;
  }

  function onInput() {
    apply.disabled = true;
    newest++;
    clearTimeout(timer);
    timer = window.setTimeout(() => void showPreview(), PAUSE_MILLISECONDS);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key === "Escape")
      close();
  }

  async function showPreview() {
    const turn = ++newest;
    const refusal = kind === "merge" ? refusalOf(input().other) : null;
    if (refusal !== null) {
      confirming.clear(html("p", {}, refusal));
      return;
    }
    try {
      const preview = await tried(operation.request(input()), signal);
      if (turn !== newest)
        return;
      confirming.show(preview);
      apply.disabled = kind === "erase" && typedId.value.trim() !== String(customer);
    } catch (error) {
      if (!signal.aborted && turn === newest)
        confirming.clear(problem(error));
    }
  }

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    const made = input();
    const change = operation.request(made);
    await confirming.apply(async ({ before, tag }) => {
      const { method, path, json, query } = change;
      // Not cancelled when the page is left: the change may have been made already.
      const response = await call(method, path, { json, query, ifMatch: tag });
      store.set({ notice: { text: operation.done(made), undo: operation.undo(response, before) } });
      // The reader may have gone on to another page meanwhile, and finds the notice there.
      if (!signal.aborted)
        visit(addressOf(operation.customersOf(response)));
    }, () => tried(change, signal));
  }
}

/**
 * The first customer that is left, or the search.
 * @param {import("../core/types.js").CustomerSummary[]} customers
 */
function addressOf(customers) {
  return customers.length > 0 ? `customers/${customers[0].primaryContactId}` : "";
}

/**
 * @param {string} label
 * @param {HTMLInputElement} input
 */
function field(label, input) {
  return html("p", { class: "field" }, html("label", { for: input.id }, label), input);
}
