/** Pauses in the work. */

/**
 * @param {number} milliseconds
 * @param {AbortSignal} signal  Ends the pause.
 * @returns {Promise<void>}
 */
export function wait(milliseconds, signal) {
  return new Promise(resolve => {
    if (signal.aborted)
      return resolve();
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    }
  });
}

/**
 * Repeats something until the signal is aborted, but neither while the page is paused nor while its tab is hidden.
 * @param {number} milliseconds  The pause before each time.
 * @param {() => Promise<unknown>} action
 * @param {import("./pause.js").Pause} pause
 * @param {AbortSignal} signal
 */
export async function repeat(milliseconds, action, pause, signal) {
  for (;;) {
    await wait(milliseconds, signal);
    if (signal.aborted)
      return;
    if (!pause.isOn && !document.hidden)
      await action();
  }
}
