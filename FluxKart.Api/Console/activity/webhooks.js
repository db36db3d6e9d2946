/** The webhooks as a table that is kept current. To add a column, add an entry to the list. */

import { call } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { count, timeOf, valueOf } from "../core/format.js";
import { store } from "../core/store.js";
import { steering } from "./steering.js";
import { repeat } from "./wait.js";

/**
 * @typedef {object} Webhook
 * @property {string} name
 * @property {string} url
 * @property {"running" | "failing" | "stopped"} state
 * @property {number} position               The id of the last event that was delivered.
 * @property {number} behind
 * @property {number | null} failingEventId
 * @property {string | null} failingSince
 * @property {number} attempts
 * @property {string | null} nextAttemptAt
 * @property {number | null} lastStatus
 * @property {string | null} lastError
 * @property {string | null} lastDeliveredAt
 */

const REFRESH_MILLISECONDS = 5_000;

/** @type {{ name: string, cell: (webhook: Webhook) => import("../core/dom.js").Child | import("../core/dom.js").Child[] }[]} */
const columns = [
  { name: "URL", cell: webhook => valueOf(webhook.url) },
  { name: "State", cell: stateOf },
  { name: "Events behind", cell: webhook => count(webhook.behind) },
  { name: "Failing since", cell: webhook => timeOf(webhook.failingSince) },
  { name: "Last response", cell: responseOf },
  { name: "Last delivered", cell: webhook => timeOf(webhook.lastDeliveredAt) },
];

/**
 * @param {Webhook[]} first
 * @param {import("./pause.js").Pause} pause
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function webhooks(first, pause, signal) {
  if (first.length === 0)
    return none();
  const message = html("p", { class: "muted" });
  const form = html("div");
  const rows = new Map(first.map(({ name }) => [name, createRow(name, form, refresh)]));
  show(first);
  void repeat(REFRESH_MILLISECONDS, refresh, pause, signal);
  return html(
    "div",
    {},
    html("div", { class: "scroll", tabindex: 0, role: "group", "aria-labelledby": "webhooks" },
      html("table", {},
        html("thead", {}, html("tr", {}, ["Name", ...columns.map(({ name }) => name), ...(store.canChange ? ["Actions"] : [])].map(name =>
          html("th", { scope: "col" }, name)))),
        html("tbody", {}, [...rows.values()].map(({ element }) => element)))),
    message,
    form);

  /** @param {Webhook[]} all  Always the same ones, because only a restart changes the settings. */
  function show(all) {
    for (const webhook of all)
      rows.get(webhook.name)?.show(webhook);
  }

  /** @returns {Promise<boolean>}  Whether the table is current. */
  async function refresh() {
    try {
      show((await call("GET", "webhooks", { signal })).webhooks);
      message.textContent = "";
      return true;
    } catch {
      if (!signal.aborted)
        message.textContent = "The webhooks cannot be read now, so the table is not current.";
      return false;
    }
  }
}

/**
 * A row keeps its elements, so that a refresh takes the focus from none of its buttons.
 * @param {string} name
 * @param {HTMLElement} form  The place for the forms of its actions.
 * @param {() => Promise<boolean>} refresh
 */
function createRow(name, form, refresh) {
  const cells = columns.map(() => html("td"));
  const actions = store.canChange ? steering(name, form, refresh) : null;
  let shown = "";
  return {
    element: html("tr", {}, html("th", { scope: "row" }, name), cells, actions && html("td", {}, actions.element)),

    /** @param {Webhook} webhook */
    show(webhook) {
      if (JSON.stringify(webhook) === shown)
        return;
      shown = JSON.stringify(webhook);
      columns.forEach(({ cell }, place) => replace(cells[place], cell(webhook)));
      actions?.show(webhook);
    },
  };
}

/** @param {Webhook} webhook */
function stateOf({ state, attempts, failingEventId, nextAttemptAt }) {
  if (state === "running")
    return "Running";
  if (state === "stopped")
    return [html("strong", { class: "mark" }, "Stopped"), " It waits for an operator."];
  return [html("strong", { class: "mark" }, "Failing"), ` Attempt ${count(attempts)} of event ${failingEventId} failed. The next one: `,
    timeOf(nextAttemptAt)];
}

/** @param {Webhook} webhook */
function responseOf({ lastStatus, lastError }) {
  // The error names the status, if there was one.
  const text = lastError ?? (lastStatus === null ? null : `Status ${lastStatus}`);
  return text === null ? "–" : html("span", { class: "value" }, text);
}

function none() {
  return html(
    "div",
    {},
    html("p", {}, "No webhook is set up. A webhook sends each event to a program of yours. To set one up, add it to the settings of the "
      + "service, and restart the service:"),
    html("pre", { class: "scroll", tabindex: 0, role: "group", "aria-label": "Settings of a webhook" }, [
      "Webhooks__Endpoints__0__Name=mail-tool",
      "Webhooks__Endpoints__0__Url=https://mail-tool.example/events",
      "Webhooks__Endpoints__0__Secrets__0=whsec_…",
    ].join("\n")),
    html("p", {}, "The secret is ", html("code", {}, "whsec_"), " and the base64 of 24 to 64 random bytes. The file ",
      html("code", {}, "docs/webhooks.md"), " has an example of a receiver."));
}
