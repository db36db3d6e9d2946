/** A button that stops everything that moves by itself. */

import { html } from "../core/dom.js";

/**
 * @typedef {object} Pause
 * @property {HTMLButtonElement} button
 * @property {boolean} isOn
 * @property {(listener: () => void) => void} watch  Calls the listener after every change.
 */

/** @returns {Pause} */
export function createPause() {
  /** @type {(() => void)[]} */
  const listeners = [];
  let isOn = false;
  const button = html("button", { type: "button", onclick: toggle }, "Pause");
  return {
    button,
    get isOn() {
      return isOn;
    },
    watch(listener) {
      listeners.push(listener);
    },
  };

  function toggle() {
    isOn = !isOn;
    button.textContent = isOn ? "Continue" : "Pause";
    for (const listener of listeners)
      listener();
  }
}
