/** Starts the console: asks for a key if one is needed, and shows the page that the address names. */

import { html, replace } from "./core/dom.js";
import { store } from "./core/store.js";
import { readAccess } from "./core/access.js";
import { arrive, leave, moveTo } from "./core/places.js";
import { routeOf } from "./core/router.js";
import { announce } from "./core/announce.js";
import { keyForm } from "./parts/key.js";
import { notice } from "./changes/notice.js";
import { problem } from "./parts/problem.js";
import { activityPage } from "./pages/activity.js";
import { customerPage } from "./pages/customer.js";
import { importsPage } from "./pages/imports.js";
import { searchPage } from "./pages/search.js";
import { suggestionsPage } from "./pages/suggestions.js";

/**
 * @typedef {object} Page
 * @property {string} title
 * @property {Node} content
 */

/** @typedef {import("./core/places.js").Place} Place */

/** @type {{ name: string, hash: string, show: (parameters: string[], signal: AbortSignal, place: Place) => Promise<Page> }[]} */
const pages = [
  { name: "Search", hash: "", show: searchPage },
  { name: "Suggestions", hash: "suggestions", show: suggestionsPage },
  { name: "Imports", hash: "imports", show: importsPage },
  { name: "Activity", hash: "activity", show: activityPage },
  { name: "", hash: "customers", show: customerPage },
];

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const navigation = /** @type {HTMLElement} */ (document.getElementById("navigation"));
let leaving = new AbortController();
let isChecking = false;

document.getElementById("skip")?.addEventListener("click", () => main.focus());
document.addEventListener("keydown", event => {
  const box = /** @type {HTMLInputElement | null} */ (document.getElementById("search-box"));
  if (event.key !== "/" || (event.target instanceof Element && event.target.matches("input:not([type=checkbox])")))
    return;
  event.preventDefault();
  if (box)
    box.focus();
  else
    location.hash = "#/";
});
window.addEventListener("hashchange", () => void show());
// The browser would scroll before the page has its content.
history.scrollRestoration = "manual";
store.watch(({ isRefused }) => void (isRefused && checkAccess()), new AbortController().signal);
void show();

async function show() {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const place = arrive();
  store.set({ selection: [] });
  try {
    if (store.get().scopes.length === 0)
      await readAccess(signal);
    if (!store.get().scopes.includes("read")) {
      askForKey("");
      return;
    }

    const route = routeOf(location.hash);
    const page = pages.find(candidate => candidate.hash === route.page) ?? pages[0];
    showNavigation(page.hash);
    main.setAttribute("aria-busy", "true");
    const { title, content } = await page.show(route.parameters, signal, place);
    if (signal.aborted)
      return;
    showTitle(title);
    replace(main, notice(), content);
    announce(title);
    moveTo(place, main);
    signal.addEventListener("abort", () => leave(place));
  } catch (error) {
    if (!signal.aborted)
      showFailure(error);
  } finally {
    if (!signal.aborted)
      main.removeAttribute("aria-busy");
  }
}

/** @param {unknown} error */
function showFailure(error) {
  const heading = html("h1", { tabindex: -1 }, "The page cannot be shown");
  showTitle("Error");
  replace(main, notice(), heading, problem(error));
  heading.focus();
}

/** The key may have been revoked, replaced or reduced since it was entered. */
async function checkAccess() {
  store.set({ isRefused: false });
  if (isChecking)
    return;
  isChecking = true;
  const { scopes: before } = store.get();
  try {
    await readAccess();
  } catch {
    // The refused request has said what is wrong.
    return;
  } finally {
    isChecking = false;
  }
  const { keyRequired, scopes } = store.get();
  if (scopes.join() === before.join())
    return;
  if (scopes.includes("read")) {
    store.set({ notice: { text: "The key allows less than before. What it no longer allows was refused.", undo: null } });
    void show();
  } else {
    leaving.abort();
    askForKey(keyRequired && scopes.length === 0 ? "The service no longer accepts the key. Enter another one." : "");
  }
}

/** @param {string} reason  Why the last key is no longer enough. */
function askForKey(reason) {
  showTitle("API key");
  replace(navigation);
  replace(main, keyForm(reason, () => void show()));
  main.removeAttribute("aria-busy");
  document.getElementById("key")?.focus();
}

/** @param {string} title */
function showTitle(title) {
  document.title = `${title} – FluxKart console`;
}

/** @param {string} current */
function showNavigation(current) {
  replace(
    navigation,
    pages
      .filter(page => page.name !== "")
      .map(page => html("a", { href: `#/${page.hash}`, "aria-current": page.hash === current ? "page" : null }, page.name)));
}
