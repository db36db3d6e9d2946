/** Where nodes start before the forces move them, so that few edges cross. */

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {[string, string][]} Pairs  The keys of nodes with an edge between them. */

/** Between the circles on which the nodes start. */
const RING = 60;
/** How far each circle is turned, because nodes that start on one straight line stay on it. In radians. */
const TURN = 0.3;

/**
 * Puts nodes on circles around the first one, each in the sector of the node that it hangs on.
 * @param {string[]} keys
 * @param {Pairs} pairs
 * @returns {Map<string, Point>}
 */
export function startingPoints(keys, pairs) {
  const { order, parents, depths } = breadthFirst(keys, pairs);
  const leaves = leavesOf(order, parents);
  const deepest = order.reduce((depth, key) => Math.max(depth, depths.get(key) ?? 0), 0);
  // A long chain winds around the centre instead of leaving it.
  const isLong = deepest > 2 * Math.sqrt(keys.length) + 10;
  const radii = Array.from({ length: deepest + 1 }, (_, depth) => RING * (isLong ? Math.sqrt(depth / 2) : depth));
  const turns = radii.map((radius, depth) => Math.min(TURN, depth === 0 ? 0 : RING / radius));
  const turned = turns.map(() => 0);
  for (let depth = 1; depth <= deepest; depth++)
    turned[depth] = turned[depth - 1] + turns[depth];

  /** @type {Map<string | undefined, number>} */
  const next = new Map([[undefined, 0]]);
  const all = order.reduce((sum, key) => sum + (parents.get(key) === undefined ? leaves.get(key) ?? 0 : 0), 0);
  const points = new Map();
  for (const key of order) {
    const from = next.get(parents.get(key)) ?? 0;
    const span = 2 * Math.PI * (leaves.get(key) ?? 0) / all;
    const depth = depths.get(key) ?? 0;
    const direction = from + span / 2 + turned[depth];
    points.set(key, { x: radii[depth] * Math.cos(direction), y: radii[depth] * Math.sin(direction) });
    next.set(parents.get(key), from + span);
    next.set(key, from);
  }
  return points;
}

/**
 * How many nodes without children are below each node.
 * @param {string[]} order
 * @param {Map<string, string | undefined>} parents
 */
function leavesOf(order, parents) {
  /** @type {Map<string, number>} */
  const leaves = new Map();
  for (const key of [...order].reverse()) {
    const own = leaves.get(key) ?? 1;
    leaves.set(key, own);
    const parent = parents.get(key);
    if (parent !== undefined)
      leaves.set(parent, (leaves.get(parent) ?? 0) + own);
  }
  return leaves;
}

/**
 * @param {string[]} keys
 * @param {Pairs} pairs
 */
function breadthFirst(keys, pairs) {
  const neighbours = new Map(keys.map(key => [key, /** @type {string[]} */ ([])]));
  for (const [source, target] of pairs) {
    neighbours.get(source)?.push(target);
    neighbours.get(target)?.push(source);
  }
  /** @type {Map<string, string | undefined>} */
  const parents = new Map();
  /** @type {Map<string, number>} */
  const depths = new Map();
  /** @type {string[]} */
  const order = [];

  /**
   * @param {string} key
   * @param {string} [parent]
   */
  function add(key, parent) {
    if (parents.has(key))
      return;
    parents.set(key, parent);
    depths.set(key, parent === undefined ? 0 : (depths.get(parent) ?? 0) + 1);
    order.push(key);
  }

  for (const root of keys) {
    let next = order.length;
    add(root);
    for (; next < order.length; next++) {
      for (const neighbour of neighbours.get(order[next]) ?? [])
        add(neighbour, order[next]);
    }
  }
  return { order, parents, depths };
}
