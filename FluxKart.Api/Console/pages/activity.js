/** What happens now: the events as they come, whether the webhooks get them, and how many requests to identify there are. */

import { feed } from "../activity/feed.js";
import { readSample } from "../activity/metrics.js";
import { newestEvents } from "../activity/newest.js";
import { createPause } from "../activity/pause.js";
import { rates } from "../activity/rates.js";
import { webhooks } from "../activity/webhooks.js";
import { call } from "../core/api.js";
import { html } from "../core/dom.js";
import { card } from "../parts/card.js";

/** @typedef {import("../activity/webhooks.js").Webhook} Webhook */

/**
 * @param {string[]} parameters
 * @param {AbortSignal} signal
 * @returns {Promise<import("../main.js").Page>}
 */
export async function activityPage(parameters, signal) {
  const [[all, newest], sample] = await Promise.all([webhooksAndNewest(signal), readSample(signal)]);
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

/**
 * @param {AbortSignal} signal
 * @returns {Promise<[Webhook[], Awaited<ReturnType<typeof newestEvents>>]>}
 */
async function webhooksAndNewest(signal) {
  /** @type {{ webhooks: Webhook[] }} */
  const { webhooks: all } = await call("GET", "webhooks", { signal });
  return [all, await newestEvents(all.map(({ position }) => position), signal)];
}
