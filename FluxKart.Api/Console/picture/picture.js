/** The picture of a customer: its contacts, their identifiers, and how any two of them belong together. */

import { html, svg } from "../core/dom.js";
import { store } from "../core/store.js";
import { chainView } from "./chain-view.js";
import { drawEdge, sizeOfEdge } from "./edges.js";
import { moveFocus } from "./focus.js";
import { graphOf } from "./graph.js";
import { layout } from "./layout.js";
import { drawNode, sizeOf } from "./nodes.js";
import { viewport } from "./viewport.js";

/** @typedef {import("./graph.js").GraphNode} GraphNode */
/** @typedef {import("./layout.js").Box} Box */

/** Up to this many nodes fit into a narrow window, one above the other. More would only be squeezed. */
const MOST_STACKED = 20;
/** More edges than this are drawn fainter. */
const MANY_EDGES = 400;

/**
 * @param {import("./graph.js").Explanation} explanation
 * @param {import("../core/types.js").UsedIdentifier[]} used  All identifiers of the customer.
 * @param {AbortSignal} signal    Ends the work of the picture.
 * @returns {HTMLElement}
 */
export function picture(explanation, used, signal) {
  const graph = graphOf(explanation, used);
  const narrow = window.innerWidth < 600;
  const longest = narrow ? 96 : 170;
  const { boxes, ...size } = place(graph, longest, narrow);
  /** @param {string} key */
  const boxOf = key => /** @type {Box} */ (boxes.get(key));

  const edges = graph.edges.map(edge => ({ ...edge, element: drawEdge(edge, boxOf) }));
  const nodes = graph.nodes.map(node => ({ node, element: drawNode(node, boxOf(node.key), longest) }));
  const chain = chainView(graph, nodes, edges, signal);
  for (const { node, element } of nodes)
    whenPressed(element, () => press(node, chain));

  const drawing = svg("svg", {
    role: "group",
    "aria-label": "Contacts and identifiers",
    "aria-describedby": "picture-keys",
    viewBox: `0 0 ${Math.ceil(size.width)} ${Math.ceil(size.height)}`,
  },
  svg("g", { "aria-hidden": "true", class: edges.length > MANY_EDGES ? "many" : null }, edges.map(({ element }) => element)),
  nodes.map(({ element }) => element));
  moveFocus(drawing, nodes.map(({ node, element }) => ({ element, ...boxOf(node.key) })));
  store.watch(chain.update, signal);
  chain.update();

  return html("figure", { class: "picture" },
    viewport(drawing, size, boxOf(graph.nodes[0].key), signal),
    html("figcaption", {},
      chain.element,
      used.some(({ shared }) => shared)
        ? html("p", {}, "A value marked “shared” no longer links anybody. What it linked before may still be linked.")
        : null,
      html("p", { class: "picture-keys", id: "picture-keys" },
        "Arrow keys move in the picture, Page Down and Page Up go through all of it, and Enter or Space selects.")));
}

/**
 * Also finds a place for the label of each edge that has one.
 * @param {import("./graph.js").Graph} graph
 * @param {number} longest
 * @param {boolean} narrow
 */
function place({ nodes, edges }, longest, narrow) {
  const sizes = new Map(nodes.map(node => [node.key, sizeOf(node, longest)]));
  /** @type {[string, string][]} */
  const pairs = [];
  for (const edge of edges) {
    if (edge.why === null) {
      pairs.push([edge.source, edge.target]);
    } else {
      sizes.set(edge.key, sizeOfEdge(edge.why));
      pairs.push([edge.source, edge.key], [edge.key, edge.target]);
    }
  }
  return layout(sizes, pairs, narrow && nodes.length <= MOST_STACKED);
}

/**
 * @param {SVGGElement} element
 * @param {() => void} listener
 */
function whenPressed(element, listener) {
  element.addEventListener("click", listener);
  element.addEventListener("keydown", event => {
    if (event.key !== "Enter" && event.key !== " ")
      return;
    event.preventDefault();
    if (!event.repeat)
      listener();
  });
}

/**
 * @param {GraphNode} node
 * @param {import("./chain-view.js").ChainView} chain
 */
function press(node, chain) {
  if (node.kind === "identifier") {
    chain.toggle(node);
    return;
  }
  const ids = node.records.map(({ id }) => id);
  if (ids.length === 1) {
    store.toggle(ids[0]);
    return;
  }
  const { selection } = store.get();
  const others = selection.filter(id => !ids.includes(id));
  const all = ids.every(id => selection.includes(id));
  store.set({ selection: all ? others : [...others, ...ids] });
}
