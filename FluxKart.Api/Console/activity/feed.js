/** The list of events, newest first, to which new ones are added as they come. */

import { announce } from "../core/announce.js";
import { html, replace } from "../core/dom.js";
import { counted } from "../core/format.js";
import { problem } from "../parts/problem.js";
import { entry } from "./entry.js";
import { follow } from "./stream.js";

/** @typedef {import("../core/types.js").CustomerEvent} CustomerEvent */

const MOST_ENTRIES = 200;
/** An import writes thousands of events a second, so they are added in groups. */
const GROUP_MILLISECONDS = 250;
const ANNOUNCE_MILLISECONDS = 10_000;

/**
 * @param {{ events: CustomerEvent[], next: number }} newest  The end of the feed, and where it goes on.
 * @param {import("./pause.js").Pause} pause
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function feed({ events, next }, pause, signal) {
  const list = html("ol", { class: "plain feed" }, [...events].reverse().map(entry));
  const region = html("div", { class: "scroll", tabindex: 0, role: "group", "aria-labelledby": "feed" }, list);
  const empty = html("p", { hidden: events.length > 0 }, "There are no events yet.");
  const state = html("p", { class: "muted" }, "Connecting …");
  const message = html("div");
  let connection = "";
  /** @type {CustomerEvent[]} */
  let waiting = [];
  let hidden = 0;
  let unannounced = 0;
  let timer = 0;

  pause.watch(show);
  const announcing = setInterval(announceNew, ANNOUNCE_MILLISECONDS);
  signal.addEventListener("abort", () => clearInterval(announcing));
  void follow(next, {
    onEvent,
    onOpen: () => connected("Live: new events appear at the top."),
    onLost: seconds => connected(`The connection was lost. The next attempt is in ${seconds} s.`),
    onRefused: error => {
      connected("New events no longer appear.");
      replace(message, problem(error));
    },
  }, signal);
  return html("div", {}, state, message, empty, region);

  /** @param {string} text */
  function connected(text) {
    // The first connection is not announced.
    if (connection !== "")
      announce(text);
    connection = text;
    showState();
  }

  /** @param {CustomerEvent} event */
  function onEvent(event) {
    waiting.push(event);
    if (waiting.length > MOST_ENTRIES)
      waiting.shift();
    hidden++;
    unannounced++;
    timer ||= window.setTimeout(show, GROUP_MILLISECONDS);
  }

  function show() {
    clearTimeout(timer);
    timer = 0;
    if (!pause.isOn) {
      list.prepend(...waiting.reverse().map(entry));
      waiting = [];
      hidden = 0;
      shorten();
      empty.hidden = list.childElementCount > 0;
    }
    showState();
  }

  function shorten() {
    while (list.childElementCount > MOST_ENTRIES) {
      const oldest = /** @type {Element} */ (list.lastElementChild);
      // The focus would be lost with it.
      if (oldest.contains(document.activeElement))
        region.focus();
      oldest.remove();
    }
  }

  function showState() {
    state.textContent = pause.isOn ? `Paused. ${counted(hidden, "new event")} so far. ${connection}` : connection;
  }

  /** Only how many there are: to hear each one would drown everything else. */
  function announceNew() {
    if (unannounced > 0)
      announce(`${counted(unannounced, "new event")}.`);
    unannounced = 0;
  }
}
