/** An import: its progress while it runs, and its result. */

import { call, send } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { count, counted, timeOf } from "../core/format.js";
import { store } from "../core/store.js";
import { problem } from "../parts/problem.js";
import { progressOf } from "./progress.js";

/** @typedef {import("../pages/imports.js").Import} Import */

const PAUSE_MILLISECONDS = 1000;
const COUNTS = /** @type {const} */ (["created", "linked", "merged", "matched", "refused"]);

/** @type {Record<string, string>} */
const STATES = {
  running: "is running",
  done: "is done",
  failed: "has failed",
  cancelled: "was cancelled",
  interrupted: "was interrupted: send the file again",
};

/**
 * @param {string} state
 * @param {string | null} startedAt
 */
function inWords(state, startedAt) {
  return state === "running" && startedAt === null ? "waits for another one" : STATES[state] ?? state;
}

/**
 * @param {Import} known
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function importEntry(known, signal) {
  const entry = html("li", { class: "card" });
  const message = html("div");
  /** @type {{ time: number, rows: number } | null} */
  let before = null;
  show(known);
  return entry;

  /** @param {Import} current */
  function show(current) {
    const { id, state, dryRun, startedAt, endedAt, error, notes } = current;
    const isRunning = endedAt === null;
    const now = { time: performance.now(), rows: current.rows };
    replace(entry,
      html("h2", {}, `${dryRun ? "Dry run" : "Import"} ${id} ${inWords(state, startedAt)}`),
      html("p", { class: "muted" }, startedAt ? ["Started ", timeOf(startedAt)] : null, endedAt ? [", ended ", timeOf(endedAt)] : null),
      isRunning ? progressOf(current, before, now) : null,
      html("p", {}, `${counted(current.rows, "row")}: `, COUNTS.map(name => `${count(current[name])} ${name}`).join(", "), "."),
      error ? html("p", { class: "problem" }, error) : null,
      notes.length > 0 ? html("details", {}, html("summary", {}, "About the file"), html("ul", {}, notes.map(note => html("li", {}, note))))
        : null,
      store.canChange ? html("div", { class: "row" },
        isRunning ? html("button", { type: "button", onclick: () => void cancel(id) }, "Cancel") : null,
        current.refused + current.ignoredValues > 0
          ? html("button", { type: "button", onclick: () => void download(id) }, "Download the rows with errors") : null) : null,
      message);
    before = now;
    if (isRunning)
      setTimeout(() => void refresh(id), PAUSE_MILLISECONDS);
  }

  /** @param {number} id */
  async function refresh(id) {
    if (signal.aborted)
      return;
    try {
      const current = await call("GET", `imports/${id}`, { signal });
      // The button with the focus stays, as long as nothing has changed.
      if (current.endedAt !== null || !entry.contains(document.activeElement))
        show(current);
      else
        setTimeout(() => void refresh(id), PAUSE_MILLISECONDS);
    } catch (error) {
      if (!signal.aborted) {
        replace(message, problem(error));
        setTimeout(() => void refresh(id), 5 * PAUSE_MILLISECONDS);
      }
    }
  }

  /** @param {number} id */
  async function cancel(id) {
    try {
      await call("DELETE", `imports/${id}`);
    } catch (error) {
      replace(message, problem(error));
    }
  }

  /**
   * A link could not send the key.
   * @param {number} id
   */
  async function download(id) {
    try {
      const response = await send("GET", `imports/${id}/errors`);
      const address = URL.createObjectURL(await response.blob());
      html("a", { href: address, download: `import-${id}-errors.csv` }).click();
      URL.revokeObjectURL(address);
    } catch (error) {
      replace(message, problem(error));
    }
  }
}
