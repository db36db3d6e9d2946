/** What happens now: the events as they come, whether the webhooks get them, and how many requests to identify there are. */

import { feed } from "../activity/feed.js";
import { readSample } from "../activity/metrics.js";
import { createPause } from "../activity/pause.js";
import { rates } from "../activity/rates.js";
import { webhooks } from "../activity/webhooks.js";
import { call } from "../core/api.js";
import { html } from "../core/dom.js";
import { card } from "../parts/card.js";

/** How many events to begin with. */
const MOST_EVENTS = 50;

/**
 * @param {string[]} parameters
 * @param {AbortSignal} signal
 * @returns {Promise<import("../main.js").Page>}
 */
export async function activityPage(parameters, signal) {
  const [{ webhooks: all }, newest, sample] = await Promise.all([
    call("GET", "webhooks", { signal }),
    call("GET", "events", { query: { newest: true, limit: MOST_EVENTS }, signal }),
    readSample(signal),
  ]);
  const pause = createPause();
  return {
    title: "Activity",
    content: html(
      "div",
      {},
      html("header", { class: "row" }, html("h1", {}, "Activity"), pause.button),
      card("webhooks", "Webhooks", webhooks(all, pause, signal)),
      sample?.counts.size ? card("rates", "Requests to identify", rates(sample, pause, signal)) : null,
      card("feed", "Events", feed(newest, pause, signal))),
  };
}
