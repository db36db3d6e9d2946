/** Moves the focus among the nodes of the picture, which is one stop of the Tab key. */

/** @typedef {{ element: SVGGElement, x: number, y: number }} Place */

/** @type {Record<string, [number, number]>} */
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Arrow keys go to the next node in their direction; Page Up, Page Down, Home and End go through all nodes in their order.
 * @param {Element} parent    Contains the nodes.
 * @param {Place[]} places    In order, not empty.
 */
export function moveFocus(parent, places) {
  let current = places[0];
  current.element.setAttribute("tabindex", "0");

  /** @param {Place} place */
  function makeCurrent(place) {
    current.element.setAttribute("tabindex", "-1");
    current = place;
    current.element.setAttribute("tabindex", "0");
  }

  parent.addEventListener("focusin", ({ target }) => {
    const place = places.find(({ element }) => element === target);
    if (place)
      makeCurrent(place);
  });
  parent.addEventListener("keydown", event => {
    const { key, altKey, ctrlKey, metaKey } = /** @type {KeyboardEvent} */ (event);
    const next = altKey || ctrlKey || metaKey ? undefined : destination(key, current, places);
    if (next === undefined)
      return;
    event.preventDefault();
    next.element.focus();
  });
}

/**
 * @param {string} key
 * @param {Place} current
 * @param {Place[]} places
 * @returns {Place | undefined}  Undefined if the key does not move the focus.
 */
function destination(key, current, places) {
  const index = places.indexOf(current);
  const last = places.length - 1;
  switch (key) {
    case "Home": return places[0];
    case "End": return places[last];
    case "PageUp": return places[Math.max(0, index - 1)];
    case "PageDown": return places[Math.min(last, index + 1)];
    default: return key in DIRECTIONS ? nearest(DIRECTIONS[key], current, places) : undefined;
  }
}

/**
 * @param {[number, number]} direction
 * @param {Place} current
 * @param {Place[]} places
 */
function nearest([right, down], current, places) {
  let best = current;
  let shortest = Infinity;
  for (const place of places) {
    const [x, y] = [place.x - current.x, place.y - current.y];
    const along = x * right + y * down;
    const distance = along + 2 * Math.abs(x * down + y * right);
    if (along > 1 && distance < shortest)
      [best, shortest] = [place, distance];
  }
  return best;
}
