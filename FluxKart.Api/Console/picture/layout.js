/** Places the nodes of a graph. The same graph always gets the same places. */

import { startingPoints } from "./start.js";

/** @typedef {{ width: number, height: number }} Size */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box  The centre and the size. */
/** @typedef {{ boxes: Map<string, Box>, width: number, height: number }} Layout */

/** Set by the scripts in vendor/. */
const { d3 } = /** @type {any} */ (globalThis);

/** Labels are wider than high. The forces work in a plane that is narrower by this factor, where a label is nearly round. */
const STRETCH = 2.4;
const MARGIN = 14;
const GAP = 12;
/** Ticks after the forces have come to rest, in which only what overlaps moves. */
const LAST_TICKS = 40;

/**
 * @param {Map<string, Size>} sizes    By key. The first one is the centre at the start.
 * @param {[string, string][]} pairs   The keys of what an edge connects.
 * @param {boolean} tall               Whether the picture is to be higher than wide.
 * @returns {Layout}
 */
export function layout(sizes, pairs, tall) {
  const start = startingPoints([...sizes.keys()], pairs);
  const points = [...sizes].map(([key, size]) => {
    const radius = Math.max(size.width / STRETCH, size.height) / 2 + GAP / 2;
    return { key, size, radius, ...start.get(key) };
  });
  simulate(points, pairs, tall);
  return fit(points);
}

/**
 * @param {any[]} points    Changes their x and y.
 * @param {[string, string][]} pairs
 * @param {boolean} tall
 */
function simulate(points, pairs, tall) {
  // A large picture starts close to its final form, and each of its ticks costs more.
  const ticks = Math.max(20, Math.min(300, Math.round(40000 / points.length)));
  const pull = 0.05 + 1 / (10 + points.length);
  const simulation = d3.forceSimulation(points)
    .stop()
    .alphaDecay(1 - 0.001 ** (1 / ticks))
    .force("link", d3.forceLink(pairs.map(([source, target]) => ({ source, target })))
      .id((/** @type {any} */ point) => point.key)
      .distance((/** @type {any} */ { source, target }) => source.radius + target.radius + 4))
    .force("charge", d3.forceManyBody().strength(-160).theta(1.1).distanceMax(500))
    .force("collide", d3.forceCollide((/** @type {any} */ point) => point.radius).iterations(2))
    .force("x", d3.forceX().strength(tall ? pull * 5 : pull * 1.8))
    .force("y", d3.forceY().strength(tall ? pull / 2 : pull))
    .tick(ticks);
  for (const force of ["link", "charge", "x", "y"])
    simulation.force(force, null);
  simulation.tick(LAST_TICKS);
}

/**
 * Shifts the points so that all boxes are inside of the picture.
 * @param {any[]} points
 * @returns {Layout}
 */
function fit(points) {
  const placed = points.map(point => ({ key: point.key, x: point.x * STRETCH, y: point.y, ...point.size }));
  const left = Math.min(...placed.map(({ x, width }) => x - width / 2)) - MARGIN;
  const right = Math.max(...placed.map(({ x, width }) => x + width / 2)) + MARGIN;
  const top = Math.min(...placed.map(({ y, height }) => y - height / 2)) - MARGIN;
  const bottom = Math.max(...placed.map(({ y, height }) => y + height / 2)) + MARGIN;
  const boxes = new Map(placed.map(({ key, x, y, width, height }) => [key, { x: x - left, y: y - top, width, height }]));
  return { boxes, width: right - left, height: bottom - top };
}
