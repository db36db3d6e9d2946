/** The part of a large picture that is seen. */

import { html } from "../core/dom.js";

/** A picture is not drawn smaller than this, so that a node is never less than 24 pixels high. It scrolls instead. */
const SMALLEST_SCALE = 0.8;

/**
 * @param {SVGSVGElement} drawing
 * @param {{ width: number, height: number }} size
 * @param {{ x: number, y: number }} centre    What is seen first.
 * @param {AbortSignal} signal
 * @returns {HTMLElement[]}    The drawing in a box that scrolls, and a button to see all of it if it is too large for the box.
 */
export function viewport(drawing, { width, height }, centre, signal) {
  const smallest = Math.ceil(width * SMALLEST_SCALE);
  drawing.style.maxWidth = `${Math.ceil(width)}px`;
  drawing.style.minWidth = `${smallest}px`;
  const box = html("div", { class: "picture-scroll" }, drawing);

  function showCentre() {
    const scale = drawing.clientWidth / width;
    box.scrollTo(centre.x * scale - box.clientWidth / 2, centre.y * scale - box.clientHeight / 2);
  }

  const whole = html("button", { type: "button", "aria-pressed": "false", onclick: toggle }, "Whole picture");
  function toggle() {
    const isWhole = whole.getAttribute("aria-pressed") !== "true";
    whole.setAttribute("aria-pressed", String(isWhole));
    box.classList.toggle("picture-whole", isWhole);
    drawing.style.minWidth = isWhole ? "0" : `${smallest}px`;
    if (!isWhole)
      showCentre();
  }

  // It is called as soon as the box is in the page, and whenever its size changes.
  const observer = new ResizeObserver(() => {
    if (box.clientWidth === 0)
      return;
    observer.disconnect();
    const isLarge = smallest > box.clientWidth || height * SMALLEST_SCALE > box.clientHeight;
    whole.hidden = !isLarge;
    showCentre();
  });
  observer.observe(box);
  signal.addEventListener("abort", () => observer.disconnect());
  return [box, whole];
}
