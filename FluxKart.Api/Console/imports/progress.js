/** How far an import is, how fast, and how long it will take. */

import { html } from "../core/dom.js";
import { count } from "../core/format.js";

/**
 * @param {import("../core/types.js").Import} current
 * @param {{ time: number, rows: number } | null} before  When the import was last read, in milliseconds, and its rows then.
 * @param {{ time: number, rows: number }} now
 * @returns {HTMLElement}
 */
export function progressOf({ id, bytes, bytesRead, startedAt }, before, now) {
  const rate = before === null ? null : (now.rows - before.rows) / ((now.time - before.time) / 1000);
  const elapsed = startedAt ? (Date.now() - Date.parse(startedAt)) / 1000 : 0;
  const left = bytesRead > 0 ? (elapsed / bytesRead) * (bytes - bytesRead) : null;
  return html(
    "p",
    {},
    html("label", { for: `progress-${id}`, class: "unseen" }, `Progress of import ${id}`),
    html("progress", { id: `progress-${id}`, max: bytes, value: bytesRead }),
    ` ${bytes > 0 ? Math.floor((100 * bytesRead) / bytes) : 100} %`,
    rate === null ? null : `, ${count(Math.round(rate))} rows a second`,
    left === null ? null : `, about ${count(Math.ceil(left))} s left`);
}
