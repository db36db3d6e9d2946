/** Chooses a file, shows how it would be read, and imports it. */

import { ApiError, call } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { problem } from "../parts/problem.js";
import { canBeRead, sampleOf } from "./sample.js";
import { sampleTable } from "./table.js";

/** @typedef {import("../core/types.js").Import} Import */

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
    id: "file", type: "file", required: true, accept: ".csv,.tsv,.txt,.ndjson,.jsonl,.gz,text/csv", onchange: chooseFile,
  });
  const options = OPTIONS.map(({ name, example }) =>
    html("input", { id: `option-${name}`, name, autocomplete: "off", placeholder: example, onchange: show }));
  const shown = html("div", { "aria-live": "polite" });
  const dryRun = html(
    "button", { type: "button", disabled: true, onclick: () => void start(true) }, "Dry run: only count what would happen");
  const apply = html("button", { class: "primary", disabled: true }, "Import");
  // Which preview is the newest. An older one that comes late would be that of another file.
  let newest = 0;
  /** Whether the newest preview has rows to import. A click on a button may come before it. */
  let isReady = Promise.resolve(false);
  return html(
    "form",
    { class: "card", "aria-labelledby": "new-import", onsubmit },
    html("h2", { id: "new-import" }, "Import a file of customers"),
    html("p", {},
      html("label", { for: "file" }, "CSV with a header, or a JSON object on each line; also compressed with gzip"), " ", input),
    html("details", {}, html("summary", {}, "Options"),
      OPTIONS.map(({ name, label }, place) =>
        html("p", { class: "field" }, html("label", { for: `option-${name}` }, label), options[place]))),
    // Above the preview, so that a new one does not move them from under the pointer.
    html("div", { class: "row" }, apply, dryRun),
    shown);

  function query() {
    return Object.fromEntries(options.filter(option => option.value.trim() !== "").map(option => [option.name, option.value.trim()]));
  }

  function show() {
    isReady = preview();
  }

  function chooseFile() {
    setDisabled(true);
    show();
  }

  /** @returns {Promise<boolean>}  Whether there is something to import. */
  async function preview() {
    const file = input.files?.[0];
    const turn = ++newest;
    if (!file)
      return false;
    try {
      await assertReadable(file);
      const sample = await call("POST", "imports/preview", {
        query: query(), body: await sampleOf(file), headers: { "Content-Type": typeOf(file) }, signal,
      });
      if (turn !== newest)
        return false;
      replace(shown, sampleTable(sample));
      setDisabled(sample.rows.length === 0);
      return sample.rows.length > 0;
    } catch (error) {
      const cause = await causeOf(error, file);
      if (!signal.aborted && turn === newest) {
        replace(shown, problem(cause), hintsOf(cause));
        setDisabled(true);
      }
      return false;
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
    setDisabled(true);
    // An option may have just been changed.
    const isWanted = await isReady;
    const turn = newest;
    if (!isWanted)
      return;
    setDisabled(true);
    try {
      await assertReadable(file);
      onStarted(await call("POST", "imports", {
        query: { ...query(), dryRun: isDryRun }, body: file, headers: { "Content-Type": typeOf(file) },
      }));
    } catch (error) {
      const cause = await causeOf(error, file);
      replace(shown, problem(cause), hintsOf(cause));
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

/**
 * The browser cannot read a file that was changed, moved or deleted after it was chosen, and then sends nothing.
 * @param {File} file
 */
async function assertReadable(file) {
  if (!await canBeRead(file))
    throw unreadable();
}

/**
 * If the file changes while it is sent, the browser reports it like a lost connection.
 * @param {unknown} error
 * @param {File} file
 */
async function causeOf(error, file) {
  const hasResponse = error instanceof ApiError && error.status !== 0;
  return hasResponse || await canBeRead(file) ? error : unreadable();
}

function unreadable() {
  return new ApiError("The file has changed or is gone. Choose it again.");
}

/**
 * The errors name parameters of the API. This says which fields of the form they are.
 * @param {unknown} error
 */
function hintsOf(error) {
  const text = error instanceof ApiError ? JSON.stringify([error.message, error.errors]) : "";
  return OPTIONS
    .filter(({ name }) => new RegExp(`\\b${name}\\b`).test(text))
    .map(({ name, label }) => html("p", {}, html("code", {}, name), ` is the field “${label}” below Options.`));
}

/** @param {File} file */
function typeOf(file) {
  return /\.(ndjson|jsonl)(\.gz)?$/i.test(file.name) ? "application/x-ndjson" : "text/csv";
}
