/** Asks for an API key. It is kept in memory only, so a reload asks again. */

import { readAccess } from "../core/access.js";
import { html, replace } from "../core/dom.js";
import { store } from "../core/store.js";
import { problem } from "./problem.js";

/** What a header can carry, without spaces. */
const SENDABLE = /^[\x21-\x7e]+$/;

/**
 * @param {string} reason  Why the last key is no longer enough.
 * @param {() => void} done  Called once a key allows reading.
 * @returns {HTMLElement}
 */
export function keyForm(reason, done) {
  // Not of type "password": browsers offer to save those, whatever autocomplete says. Without autocomplete they keep no text either.
  const input = html("input", {
    id: "key", class: "secret", autocomplete: "off", autocapitalize: "none", spellcheck: "false", required: true, size: 48,
  });
  const message = html("div", { role: "alert" }, reason || explanationOf());
  if (!store.get().keyRequired)
    return html("div", { class: "card" }, html("h1", {}, "API key"), message);
  return html(
    "form",
    { class: "card", onsubmit: (/** @type {Event} */ event) => void submit(event) },
    html("h1", {}, "API key"),
    html("p", {}, "Enter a key with the scope ", html("code", {}, "read"), ", or ", html("code", {}, "admin"),
      " to make changes. It stays in the memory of this page, and a reload asks for it again."),
    html("label", { for: "key" }, "Key"),
    html("div", { class: "row" }, input, html("button", { class: "primary" }, "Continue")),
    message);

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    const key = input.value.trim();
    if (!SENDABLE.test(key)) {
      replace(message, "A key has only letters without accents, digits and punctuation. Check what was pasted.");
      return;
    }
    store.set({ key, scopes: [] });
    try {
      await readAccess();
      if (store.get().scopes.includes("read"))
        done();
      else
        replace(message, explanationOf());
    } catch (error) {
      replace(message, problem(error));
    }
  }
}

function explanationOf() {
  const { key, keyRequired, scopes } = store.get();
  if (!keyRequired)
    return "The service has no API keys, so it only serves requests from its own machine that came through no proxy. "
      + "Open the console there, or configure a key.";
  if (key === null)
    return "";
  return scopes.length === 0 ? "The service does not know this key." : "This key may only identify customers, not read them.";
}
