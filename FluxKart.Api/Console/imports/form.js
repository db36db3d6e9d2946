/** Chooses a file, shows how it would be read, and imports it. */

import { call } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { problem } from "../parts/problem.js";
import { sampleOf } from "./sample.js";
import { sampleTable } from "./table.js";

/** @typedef {import("../pages/imports.js").Import} Import */

const OPTIONS = [
  { name: "region", label: "Country of phone numbers without a country code", example: "DE" },
  { name: "columns", label: "Columns", example: "email:Mail,phoneNumber:Phone;Mobile" },
  { name: "dateFormat", label: "Format of dates", example: "dd/MM/yyyy" },
  { name: "delimiter", label: "Separator", example: "; or tab" },
  { name: "encoding", label: "Encoding", example: "windows-1252" },
];

/**
 * @param {(started: Import) => void} onStarted
 * @param {AbortSignal} signal
 * @returns {HTMLFormElement}
 */
export function importForm(onStarted, signal) {
  const input = html("input", {
    id: "file", type: "file", required: true, accept: ".csv,.tsv,.txt,.ndjson,.jsonl,.gz,text/csv", onchange: show,
  });
  const options = OPTIONS.map(({ name, example }) =>
    html("input", { id: `option-${name}`, name, autocomplete: "off", placeholder: example, onchange: show }));
  const shown = html("div", { "aria-live": "polite" });
  const dryRun = html(
    "button", { type: "button", disabled: true, onclick: () => void start(true) }, "Dry run: only count what would happen");
  const apply = html("button", { class: "primary", disabled: true }, "Import");
  // Which preview is the newest. An older one that comes late would be that of another file.
  let newest = 0;
  return html(
    "form",
    { class: "card", "aria-labelledby": "new-import", onsubmit },
    html("h2", { id: "new-import" }, "Import a file of customers"),
    html("p", {},
      html("label", { for: "file" }, "CSV with a header, or a JSON object on each line; also compressed with gzip"), " ", input),
    html("details", {}, html("summary", {}, "Options"),
      OPTIONS.map(({ name, label }, place) =>
        html("p", { class: "field" }, html("label", { for: `option-${name}` }, label), options[place]))),
    shown,
    html("div", { class: "row" }, apply, dryRun));

  function query() {
    return Object.fromEntries(options.filter(option => option.value.trim() !== "").map(option => [option.name, option.value.trim()]));
  }

  async function show() {
    const file = input.files?.[0];
    const turn = ++newest;
    setDisabled(true);
    if (!file)
      return;
    try {
      const preview = await call("POST", "imports/preview", {
        query: query(), body: await sampleOf(file), headers: { "Content-Type": typeOf(file) }, signal,
      });
      if (turn !== newest)
        return;
      replace(shown, sampleTable(preview));
      setDisabled(false);
    } catch (error) {
      if (!signal.aborted && turn === newest)
        replace(shown, problem(error));
    }
  }

  /** @param {Event} event */
  function onsubmit(event) {
    event.preventDefault();
    void start(false);
  }

  /** @param {boolean} isDryRun */
  async function start(isDryRun) {
    const file = input.files?.[0];
    if (!file)
      return;
    const turn = newest;
    setDisabled(true);
    try {
      onStarted(await call("POST", "imports", {
        query: { ...query(), dryRun: isDryRun }, body: file, headers: { "Content-Type": typeOf(file) },
      }));
    } catch (error) {
      replace(shown, problem(error));
    } finally {
      // Another file may have been chosen meanwhile.
      if (turn === newest)
        setDisabled(false);
    }
  }

  /** @param {boolean} isDisabled */
  function setDisabled(isDisabled) {
    apply.disabled = isDisabled;
    dryRun.disabled = isDisabled;
  }
}

/** @param {File} file */
function typeOf(file) {
  return /\.(ndjson|jsonl)(\.gz)?$/i.test(file.name) ? "application/x-ndjson" : "text/csv";
}
