/** Resumes a webhook, skips the event that it cannot deliver, or sends events again. */

import { ApiError, call } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { sentenceOf } from "../customer/events.js";
import { whileDisabled } from "../parts/busy.js";
import { problem } from "../parts/problem.js";

/** @typedef {import("./webhooks.js").Webhook} Webhook */

/**
 * @param {string} name
 * @param {HTMLElement} place  Shows the forms, and what was done.
 * @param {() => Promise<boolean>} refresh  Returns whether it has succeeded.
 */
export function steering(name, place, refresh) {
  /** @type {Webhook} */
  let current;
  const resume = button("Resume", () => void resumeOnce());
  const skip = button("Skip…", () => void whileDisabled(skip, confirmSkip));
  const replay = button("Replay…", askReplay);
  return {
    element: html("div", { class: "row" }, resume, skip, replay),

    /** @param {Webhook} webhook */
    show(webhook) {
      current = webhook;
      showButtons();
    },
  };

  function showButtons() {
    resume.disabled = current.state === "running";
    skip.disabled = current.failingEventId === null;
  }

  async function resumeOnce() {
    await whileDisabled(resume, () => change("resume", {}, `${name} sends again within a few seconds.`));
    showButtons();
  }

  /**
   * @param {string} text
   * @param {() => void} onclick
   */
  function button(text, onclick) {
    return html("button", { type: "button", "aria-label": `${text.replace("…", "")} ${name}`, onclick }, text);
  }

  async function confirmSkip() {
    const id = current.failingEventId;
    if (id === null)
      return;
    try {
      const { events: [event] } = await call("GET", "events", { query: { after: id - 1, limit: 1 } });
      open(
        "Skip the event",
        () => void skipIfSame(id),
        skip,
        html("p", {}, `${name} will never get event ${id}: ${event?.id === id ? sentenceOf(event) : ""}`),
        html("p", {}, "Later events follow within a few seconds."));
    } catch (error) {
      replace(place, problem(error));
    }
  }

  /**
   * The service skips the event that fails now, which need not be the one that was shown.
   * @param {number} id
   */
  async function skipIfSame(id) {
    if (!await refresh())
      replace(place, problem(new ApiError("The webhook cannot be read now, so nothing was skipped.")));
    else if (current.failingEventId === id)
      await change("skip", {}, `${name} skips event ${id}.`);
    else
      replace(place, problem(new ApiError(`Event ${id} no longer fails, so nothing was skipped.`)));
  }

  function askReplay() {
    const after = html("input", { id: "replay-after", inputmode: "numeric", pattern: "\\d+", required: true, autocomplete: "off" });
    open(
      "Send again",
      () => void change("replay", { after: Number(after.value) }, `${name} gets every event after ${after.value} again.`),
      replay,
      html("p", { class: "field" },
        html("label", { for: after.id },
          `Send ${name} every event after this id again. 0 begins with the first event. `
          + (current.position > 0 ? `The last one delivered is ${current.position}.` : "None has been delivered yet.")),
        after));
    after.focus();
  }

  /**
   * @param {string} text  On the button that applies the change.
   * @param {() => void} apply
   * @param {HTMLElement} opener  Gets the focus when the form is closed.
   * @param {...Node} content
   */
  function open(text, apply, opener, ...content) {
    const confirm = html("button", { class: "primary", "aria-describedby": "steering-text" }, text);
    replace(place, html(
      "form",
      { class: "change", "aria-label": `${text}: ${name}`, onsubmit: submit, onkeydown: onKey },
      html("div", { id: "steering-text" }, content),
      html("div", { class: "row" }, confirm, html("button", { type: "button", onclick: close }, "Cancel"))));
    confirm.focus();

    /** @param {Event} event */
    function submit(event) {
      event.preventDefault();
      confirm.disabled = true;
      apply();
    }

    /** @param {KeyboardEvent} event */
    function onKey(event) {
      if (event.key === "Escape")
        close();
    }

    function close() {
      replace(place);
      opener.focus();
    }
  }

  /**
   * @param {"resume" | "skip" | "replay"} action
   * @param {object} json
   * @param {string} done
   */
  async function change(action, json, done) {
    try {
      // Not cancelled when the page is left: the change may have been made already.
      await call("POST", `webhooks/${name}/${action}`, { json });
      replace(place, html("p", { class: "notice", role: "status", tabindex: -1 }, done));
      /** @type {HTMLElement} */ (place.firstElementChild).focus();
    } catch (error) {
      replace(place, problem(error));
    }
    await refresh();
  }
}
