/** Draws the edges of the picture. */

import { svg } from "../core/dom.js";
import { widthOf } from "./labels.js";
import { round } from "./nodes.js";

/**
 * The size of the label of an edge.
 * @param {string} why
 */
export function sizeOfEdge(why) {
  return { width: widthOf(why), height: 18 };
}

/**
 * @param {import("./graph.js").Edge} edge
 * @param {(key: string) => import("./layout.js").Box} boxOf
 * @returns {SVGGElement}
 */
export function drawEdge({ key, source, target, why, shared }, boxOf) {
  const ends = [boxOf(source), boxOf(target)];
  if (why === null)
    return svg("g", { class: shared ? "edge to-shared" : "edge" }, line(ends));
  const label = boxOf(key);
  return svg("g", { class: "edge direct" },
    line([ends[0], label, ends[1]]),
    svg("text", { class: "why", x: round(label.x), y: round(label.y) }, why));
}

/** @param {{ x: number, y: number }[]} points */
function line(points) {
  return svg("polyline", { points: points.map(({ x, y }) => `${round(x)},${round(y)}`).join(" ") });
}
