/** How many requests to identify have which outcome. */

import { html, replace } from "../core/dom.js";
import { rateOf, readSample, withNewest } from "./metrics.js";
import { repeat } from "./wait.js";

const REFRESH_MILLISECONDS = 5_000;
const number = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/**
 * An outcome without an entry is shown by its name alone.
 * @type {Record<string, string>}
 */
const meanings = {
  matched: "nothing was new",
  created: "a new customer",
  extended: "a new contact of a customer",
  merged: "customers became one",
  refused: "the response was an error",
};

/**
 * @param {import("./metrics.js").Sample} first
 * @param {import("./pause.js").Pause} pause
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function rates(first, pause, signal) {
  let samples = [first];
  const body = html("tbody");
  const message = html("p", { class: "muted" });
  show();
  void repeat(REFRESH_MILLISECONDS, refresh, pause, signal);
  return html(
    "div",
    {},
    html("p", {}, "Requests per second over the last 10 s, on the replica that responds."),
    html("div", { class: "scroll", tabindex: 0, role: "group", "aria-labelledby": "rates" },
      html("table", { class: "rates" },
        html("thead", {}, html("tr", {}, ["Outcome", "Meaning", "Per second"].map(name => html("th", { scope: "col" }, name)))),
        body)),
    message);

  function show() {
    replace(body, [...first.counts.keys()].map(outcome => {
      const rate = rateOf(samples, outcome);
      return html(
        "tr",
        {},
        html("th", { scope: "row" }, outcome),
        html("td", {}, meanings[outcome]),
        html("td", { class: "number" }, rate === null ? "…" : number.format(rate)));
    }));
    message.textContent = samples.length < 2 ? "The first rates come after 5 s." : "";
  }

  async function refresh() {
    try {
      const newest = await readSample(signal);
      if (newest === null)
        return;
      samples = withNewest(samples, newest);
      show();
    } catch {
      if (!signal.aborted)
        message.textContent = "The rates cannot be read now, so they are not current.";
    }
  }
}
