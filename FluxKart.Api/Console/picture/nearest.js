/** Finds between which two contacts the chain between two nodes of the picture is the shortest. */

/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {import("./graph.js").ContactRecord} ContactRecord */
/** @typedef {import("./chain.js").End} End */

/**
 * @param {Graph} graph
 * @param {End} first
 * @param {End} second
 * @returns {[ContactRecord, ContactRecord]}  For an identifier, the holder that is the nearest to the other end, or the oldest of those.
 */
export function nearestContacts(graph, first, second) {
  const goals = byNode(graph, contactsOf(second));
  /** The contact from which each node was reached. @type {Map<string, ContactRecord>} */
  const origins = new Map();
  for (const [key, [oldest, ...others]] of byNode(graph, contactsOf(first))) {
    // A contact that belongs to both ends is the whole chain.
    const both = [oldest, ...others].find(contact => goals.get(key)?.includes(contact));
    origins.set(key, both ?? oldest);
  }

  const neighbours = neighboursOf(graph);
  // It grows while it is read: breadth first.
  const queue = [...origins.keys()];
  for (const key of queue) {
    const origin = /** @type {ContactRecord} */ (origins.get(key));
    const reached = goals.get(key);
    if (reached)
      return [origin, reached.includes(origin) ? origin : reached[0]];
    for (const next of neighbours(key)) {
      if (!origins.has(next)) {
        origins.set(next, origin);
        queue.push(next);
      }
    }
  }
  return [contactsOf(first)[0], contactsOf(second)[0]];
}

/** @param {End} end */
function contactsOf(end) {
  return "holders" in end ? end.holders : [end];
}

/**
 * @param {Graph} graph
 * @param {ContactRecord[]} contacts
 * @returns {Map<string, ContactRecord[]>}  By the nodes that they are drawn as, in the same order.
 */
function byNode({ keyOf }, contacts) {
  /** @type {Map<string, ContactRecord[]>} */
  const nodes = new Map();
  for (const contact of contacts) {
    const key = /** @type {string} */ (keyOf.get(contact.id));
    nodes.set(key, [...nodes.get(key) ?? [], contact]);
  }
  return nodes;
}

/**
 * @param {Graph} graph
 * @returns {(key: string) => string[]}  The nodes of contacts that are one link away from one. Each identifier is only followed once.
 */
function neighboursOf({ nodes, edges, linking }) {
  /** @type {Map<string, string[]>} */
  const adjacent = new Map(nodes.map(({ key }) => [key, []]));
  for (const { source, target } of edges) {
    adjacent.get(source)?.push(target);
    adjacent.get(target)?.push(source);
  }
  const identifiers = new Set(nodes.filter(({ kind }) => kind === "identifier").map(({ key }) => key));
  const followed = new Set();
  return key => (adjacent.get(key) ?? []).flatMap(next => {
    if (!identifiers.has(next))
      return [next];
    if (followed.has(next) || !linking.has(next))
      return [];
    followed.add(next);
    return adjacent.get(next) ?? [];
  });
}
