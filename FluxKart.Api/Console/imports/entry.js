/** An import: its progress while it runs, and its result. */

import { call, send } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { count, counted, timeOf } from "../core/format.js";
import { store } from "../core/store.js";
import { whileDisabled } from "../parts/busy.js";
import { problem } from "../parts/problem.js";
import { progressOf } from "./progress.js";

/** @typedef {import("../core/types.js").Import} Import */

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

/** @param {Import} current */
function inWords({ state, startedAt }) {
  return state === "running" && startedAt === null ? "waits for its turn" : STATES[state] ?? state;
}

/**
 * @param {Import} known
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function importEntry(known, signal) {
  const message = html("div");
  const title = html("h2");
  const times = html("p", { class: "muted" });
  const progress = html("div");
  const counts = html("p");
  const details = html("div");
  /** @type {{ time: number, rows: number } | null} */
  let before = null;
  // The details are only replaced when they have changed, so that what is open stays open and keeps the focus.
  let detailed = "";
  show(known);
  return html("li", { class: "card" }, title, times, progress, counts, details, message);

  /** @param {Import} current */
  function show(current) {
    const { id, dryRun, rows, startedAt, endedAt } = current;
    const now = { time: performance.now(), rows };
    title.textContent = `${dryRun ? "Dry run" : "Import"} ${id} ${inWords(current)}`;
    replace(times, startedAt ? ["Started ", timeOf(startedAt)] : null, endedAt ? [", ended ", timeOf(endedAt)] : null);
    replace(progress, endedAt === null ? progressOf(current, before, now) : null);
    counts.textContent = `${counted(rows, "row")}: ${COUNTS.map(name => `${count(current[name])} ${name}`).join(", ")}.`;
    showDetails(current);
    before = now;
    if (endedAt === null)
      setTimeout(() => void refresh(id), PAUSE_MILLISECONDS);
  }

  /** @param {Import} current */
  function showDetails({ id, endedAt, error, notes, refused, ignoredValues }) {
    const isRunning = endedAt === null;
    const hasErrors = refused + ignoredValues > 0;
    const shown = JSON.stringify([isRunning, hasErrors, error, notes]);
    if (shown === detailed)
      return;
    detailed = shown;
    replace(details,
      error ? html("p", { class: "problem" }, error) : null,
      notes.length > 0
        ? html("details", {}, html("summary", {}, "About the file"), html("ul", {}, notes.map(note => html("li", {}, note))))
        : null,
      store.canChange ? html("div", { class: "row" },
        isRunning ? button("Cancel", () => cancel(id)) : null,
        hasErrors ? button("Download the rows with errors", () => download(id)) : null) : null);
  }

  /** @param {number} id */
  async function refresh(id) {
    if (signal.aborted)
      return;
    try {
      show(await call("GET", `imports/${id}`, { signal }));
      replace(message);
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

/**
 * @param {string} text
 * @param {() => Promise<void>} work
 */
function button(text, work) {
  const element = html("button", { type: "button", onclick: () => void whileDisabled(element, work) }, text);
  return element;
}
