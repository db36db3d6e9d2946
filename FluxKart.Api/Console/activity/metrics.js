/** The counters of identify, from the metrics in the Prometheus format. */

import { ApiError, send } from "../core/api.js";

/** At intervals of 5 s these span 10 s. */
const MOST_SAMPLES = 3;
/** In milliseconds. After a longer gap the older samples say nothing about the present. */
const LONGEST_GAP = 8_000;

/**
 * @typedef {object} Sample
 * @property {number} time  In milliseconds.
 * @property {string} instance  Which replica responded.
 * @property {Map<string, number>} counts  Requests by outcome, since the replica started.
 */

/**
 * @param {AbortSignal} signal
 * @returns {Promise<Sample | null>}  Null if the metrics are off, or the key may not read them.
 */
export async function readSample(signal) {
  try {
    const text = await (await send("GET", "metrics", { signal })).text();
    return { time: performance.now(), instance: instanceOf(text), counts: countsOf(text) };
  } catch (error) {
    if (error instanceof ApiError && [401, 403, 404].includes(error.status))
      return null;
    throw error;
  }
}

/**
 * The samples that can be compared with the newest, itself included.
 * @param {Sample[]} samples  Oldest first.
 * @param {Sample} newest
 */
export function withNewest(samples, newest) {
  const before = samples.at(-1);
  const continues = before
    && before.instance === newest.instance
    && newest.time - before.time <= LONGEST_GAP
    && [...before.counts].every(([outcome, count]) => (newest.counts.get(outcome) ?? 0) >= count);
  return continues ? [...samples, newest].slice(-MOST_SAMPLES) : [newest];
}

/**
 * Requests a second.
 * @param {Sample[]} samples  Oldest first.
 * @param {string} outcome
 * @returns {number | null}  Null if there are too few samples.
 */
export function rateOf(samples, outcome) {
  const [oldest, newest] = [samples[0], samples[samples.length - 1]];
  return samples.length < 2
    ? null
    : ((newest.counts.get(outcome) ?? 0) - (oldest.counts.get(outcome) ?? 0)) * 1_000 / (newest.time - oldest.time);
}

/** @param {string} text */
function instanceOf(text) {
  return /service_instance_id="([^"]*)"/.exec(text)?.[1] ?? "";
}

/** @param {string} text */
function countsOf(text) {
  const lines = text.matchAll(/^fluxkart_identify_requests_total\{[^}]*\boutcome="(\w+)"[^}]*\} (\S+)/gm);
  return new Map([...lines].map(([, outcome, count]) => [outcome, Number(count)]));
}
