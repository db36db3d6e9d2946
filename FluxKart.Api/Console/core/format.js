/** Values as text, in the reader's language and time zone. */

import { html } from "./dom.js";

const time = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const number = new Intl.NumberFormat();

const MOST_LISTED = 10;

/**
 * A time. The title has it in UTC.
 * @param {string | null | undefined} utc
 */
export function timeOf(utc) {
  return utc ? html("time", { datetime: utc, title: `${utc.replace("T", " ").replace("Z", "")} UTC` }, time.format(new Date(utc))) : "–";
}

/** @param {number} value */
export function count(value) {
  return number.format(value);
}

/**
 * "1 contact", "2 contacts".
 * @param {number} value
 * @param {string} one
 * @param {string} [several]
 */
export function counted(value, one, several = `${one}s`) {
  return `${count(value)} ${value === 1 ? one : several}`;
}

/**
 * A list for a sentence. A long one is cut, because nobody reads or hears it to its end.
 * @param {(string | number)[]} items
 */
export function listed(items) {
  const more = items.length - MOST_LISTED;
  return items.slice(0, MOST_LISTED).join(", ") + (more > 0 ? ` … and ${count(more)} more` : "");
}

/**
 * A customer's value. It may be long, right-to-left, or look like HTML.
 * @param {string | null | undefined} value
 */
export function valueOf(value) {
  return value ? html("bdi", { class: "value" }, value) : html("span", { class: "absent", title: "none" }, "–");
}
