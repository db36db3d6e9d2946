/** Imports of customer files: a new one with its preview, and all others with their progress. */

import { call } from "../core/api.js";
import { html } from "../core/dom.js";
import { importForm } from "../imports/form.js";
import { importEntry } from "../imports/entry.js";
import { store } from "../core/store.js";

/** @typedef {import("../core/types.js").Import} Import */

/**
 * @param {string[]} parameters
 * @param {AbortSignal} signal
 * @returns {Promise<import("../main.js").Page>}
 */
export async function importsPage(parameters, signal) {
  const { imports } = await call("GET", "imports", { query: { limit: 20 }, signal });
  const list = html("ul", { class: "plain" }, imports.map((/** @type {Import} */ known) => importEntry(known, signal)));
  return {
    title: "Imports",
    content: html(
      "div",
      {},
      html("h1", {}, "Imports"),
      store.canChange ? importForm(started => list.prepend(importEntry(started, signal)), signal) : null,
      imports.length === 0 && !store.canChange ? html("p", { class: "card" }, "No file has been imported yet.") : null,
      list),
  };
}
