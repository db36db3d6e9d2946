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
 * Leaves out the middle of a value that is too long. Its end often tells it apart from another one.
 * @param {string} value
 * @param {number} width    In pixels.
 * @returns {string}
 */
export function shortened(value, width) {
  const [start, middle, end] = partsOf(value, width);
  return middle === "" ? value : `${start}…${end}`;
}

/**
 * @param {string} value
 * @param {number} width
 * @returns {[string, string, string]}  The start, what is left out, and the end. Nothing is left out if the whole value fits.
 */
export function partsOf(value, width) {
  const characters = [...value];
  if (characters.length <= LONGEST && widthOf(value) <= width)
    return [value, "", ""];
  for (let kept = Math.min(LONGEST, characters.length - 1); kept > 1; kept--) {
    const places = [Math.ceil(kept / 2), characters.length - Math.floor(kept / 2)];
    const [start, end] = [characters.slice(0, places[0]).join(""), characters.slice(places[1]).join("")];
    if (widthOf(`${start}…${end}`) <= width)
      return [start, characters.slice(...places).join(""), end];
  }
  return ["", value, ""];
}
