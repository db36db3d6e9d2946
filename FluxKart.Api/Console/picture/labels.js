/** Measures labels before they are drawn, and shortens what is too long. */

/** As in picture.css. */
const FONT = "13px system-ui, sans-serif";
/** More characters never fit. */
const LONGEST = 60;

/** @type {CanvasRenderingContext2D | null} */
let context = null;

/**
 * @param {string} text
 * @returns {number}  In pixels.
 */
export function widthOf(text) {
  context ??= document.createElement("canvas").getContext("2d");
  if (context === null)
    return text.length * 8;
  context.font = FONT;
  return Math.ceil(context.measureText(text).width);
}

/**
 * @param {string} value
 * @param {number} width    In pixels.
 * @returns {string}
 */
export function shortened(value, width) {
  const characters = [...value].slice(0, LONGEST);
  let text = value;
  while (characters.length > 0 && (text.length > LONGEST * 2 || widthOf(text) > width)) {
    characters.pop();
    text = `${characters.join("")}…`;
  }
  return text;
}
