/** Where the reader was on each page of the history, so that going back finds it again. A reload forgets it. */

/**
 * @typedef {object} Place
 * @property {number[]} [scrolled]     How far the page and each part of it that scrolls is scrolled.
 * @property {string | null} [link]    The address of the link in the page that had the focus.
 * @property {number} [rows]           How many customers were listed.
 */

/** @type {Place[]} */
const places = [];
let current = -1;

/** @returns {Place}  Empty, unless the reader has gone back or forward to the page. */
export function arrive() {
  const number = history.state?.place ?? places.length;
  const isReturn = number !== current && number in places;
  current = number;
  history.replaceState({ place: number }, "");
  return isReturn ? places[number] : (places[number] = {});
}

/**
 * Keeps the place until the reader comes back.
 * @param {Place} place
 */
export function leave(place) {
  place.scrolled = scrollable().map(({ scrollTop }) => scrollTop);
  place.link = document.querySelector("main a:focus")?.getAttribute("href") ?? null;
}

/**
 * Moves to the place, or to the top of a new page.
 * @param {Place} place
 * @param {HTMLElement} main
 */
export function moveTo({ scrolled = [], link }, main) {
  const followed = link ? main.querySelector(`a[href="${CSS.escape(link)}"]`) : null;
  (followed instanceof HTMLElement ? followed : main).focus({ preventScroll: true });
  scrollable().forEach((element, index) => element.scrollTop = scrolled[index] ?? 0);
}

function scrollable() {
  return [document.documentElement, ...document.querySelectorAll(".scroll")];
}
