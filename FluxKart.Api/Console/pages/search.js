/** One box for an email address, a phone number or a contact id, and the list of all customers. */

import { ApiError, call } from "../core/api.js";
import { html, replace } from "../core/dom.js";
import { counted, valueOf } from "../core/format.js";
import { store } from "../core/store.js";
import { customerList } from "../parts/customers.js";
import { problem } from "../parts/problem.js";

/** @typedef {import("../core/types.js").CustomerSummary} CustomerSummary */

const PAUSE_MILLISECONDS = 150;
const MOST_FOUND = 200;
/** More digits are a phone number. */
const ID = /^\d{1,10}$/;

/**
 * @param {string[]} parameters
 * @param {AbortSignal} signal
 * @param {import("../core/places.js").Place} place
 * @returns {Promise<import("../main.js").Page>}
 */
export async function searchPage(parameters, signal, place) {
  const results = html("div", { "aria-live": "polite" });
  const box = html("input", {
    id: "search-box", type: "search", autocomplete: "off", spellcheck: "false",
    placeholder: "ada@example.com, +49 30 901820 or 42", oninput: onInput,
  });
  let timer = 0;
  // Going back from a customer finds the search as it was.
  box.value = store.get().search;
  const [all] = await Promise.all([customerList(signal, place), find(box.value, true, false)]);
  if (!place.link)
    setTimeout(() => {
      box.select();
      box.focus({ preventScroll: true });
    });
  return {
    title: "Search",
    content: html(
      "div",
      {},
      html("form", { role: "search", class: "card", onsubmit: onSubmit },
        html("h1", {}, html("label", { for: "search-box" }, "Find a customer by email address, phone number or contact id")),
        html("div", { class: "row" }, box, html("button", { class: "primary" }, "Search")),
        results),
      html("section", { class: "card", "aria-labelledby": "all" }, html("h2", { id: "all" }, "All customers"), all)),
  };

  /** Ids are looked up while they are typed. */
  function onInput() {
    clearTimeout(timer);
    const text = box.value.trim();
    store.set({ search: "" });
    replace(results);
    if (ID.test(text))
      timer = window.setTimeout(() => void find(text, false, false), PAUSE_MILLISECONDS);
  }

  /** @param {Event} event */
  function onSubmit(event) {
    event.preventDefault();
    clearTimeout(timer);
    void find(box.value.trim(), true, true);
  }

  /**
   * @param {string} text
   * @param {boolean} isComplete  Whether to say that nothing was found.
   * @param {boolean} opens       Whether to open the only customer.
   */
  async function find(text, isComplete, opens) {
    if (text === "")
      return;
    store.set({ search: text });
    try {
      const found = await customersOf(text, isComplete, signal);
      if (box.value.trim() !== text)
        return;
      if (found.length === 1 && opens)
        location.hash = `#/customers/${found[0].primaryContactId}`;
      else if (found.length > 0)
        replace(results, ...lines(found));
      else if (isComplete)
        replace(results, html("p", {}, "No customer has it."));
    } catch (error) {
      if (!signal.aborted)
        replace(results, problem(error));
    }
  }
}

/**
 * @param {string} text
 * @param {boolean} isComplete  Whether the text is complete, so that it can be a value too.
 * @param {AbortSignal} signal
 * @returns {Promise<CustomerSummary[]>}
 */
async function customersOf(text, isComplete, signal) {
  const byId = ID.test(text) ? await customerOfId(text, signal) : [];
  if (!isComplete)
    return byId;
  const json = text.includes("@") ? { email: text } : { phoneNumber: text };
  try {
    const { contacts } = await call("POST", "contacts/lookup", { json, query: { limit: MOST_FOUND }, signal });
    return [...byId, ...contacts.filter((/** @type {CustomerSummary} */ { primaryContactId: id }) => id !== byId[0]?.primaryContactId)];
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 400)
      throw error;
    // An id need not be a possible phone number.
    if (byId.length > 0)
      return byId;
    throw /@|\d.*\d.*\d/.test(text) ? error : new ApiError("Type an email address, a phone number or a contact id.");
  }
}

/**
 * @param {string} id
 * @param {AbortSignal} signal
 * @returns {Promise<CustomerSummary[]>}
 */
async function customerOfId(id, signal) {
  try {
    return [(await call("GET", `contacts/${id}`, { signal })).contact];
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 410))
      return [];
    throw error;
  }
}

/** @param {CustomerSummary[]} found */
function lines(found) {
  return [
    found.length > 1
      ? html("p", {},
        found.length < MOST_FOUND ? `${counted(found.length, "customer")} have it.` : `The oldest ${MOST_FOUND} that have it:`)
      : null,
    html("ul", { class: "plain" }, found.map(line)),
  ];
}

/** @param {CustomerSummary} customer */
function line(customer) {
  return html(
    "li",
    {},
    html("a", { href: `#/customers/${customer.primaryContactId}` }, `Customer ${customer.primaryContactId}`),
    ...[...customer.emails, ...customer.phoneNumbers].slice(0, 3).flatMap(value => [" ", valueOf(value)]));
}
