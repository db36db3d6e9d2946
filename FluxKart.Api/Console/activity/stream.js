/** Follows the events as they come, through lost connections. */

import { ApiError, send } from "../core/api.js";
import { readMessages } from "./messages.js";
import { wait } from "./wait.js";

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
/** The service sends a comment after 15 s without an event. */
const LONGEST_SILENCE = 40_000;

/**
 * @typedef {object} Follower
 * @property {(event: import("../core/types.js").CustomerEvent) => void} onEvent
 * @property {() => void} onOpen
 * @property {(seconds: number) => void} onLost    The connection was lost, and is made again after this pause.
 * @property {(error: ApiError) => void} onRefused  The key no longer allows it, so it is not tried again.
 */

/**
 * @param {number} after  The id of the last event that is known.
 * @param {Follower} follower
 * @param {AbortSignal} signal
 */
export async function follow(after, { onEvent, onOpen, onLost, onRefused }, signal) {
  let last = String(after);
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    const start = performance.now();
    try {
      await readOnce();
    } catch (error) {
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) {
        onRefused(error);
        return;
      }
    }
    if (signal.aborted)
      return;
    // A connection that is lost again at once must not shorten the pause.
    if (performance.now() - start > LONGEST_PAUSE)
      pause = FIRST_PAUSE;
    onLost(pause / 1_000);
    await wait(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }

  /** Reads until the connection ends. */
  async function readOnce() {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), LONGEST_SILENCE);
    try {
      const response = await send("GET", "events", {
        headers: { Accept: "text/event-stream", "Last-Event-ID": last },
        signal: AbortSignal.any([signal, silence.signal]),
      });
      onOpen();
      for await (const message of readMessages(/** @type {ReadableStream<Uint8Array>} */ (response.body))) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), LONGEST_SILENCE);
        if (message) {
          last = message.id;
          onEvent(JSON.parse(message.data));
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }
}
