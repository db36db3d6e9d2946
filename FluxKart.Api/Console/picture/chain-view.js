/** Keeps the picture in step with the selection, and shows the chain between the two selected nodes. */

import { html, replace } from "../core/dom.js";
import { store } from "../core/store.js";
import { chainBetween } from "./chain.js";

/** @typedef {import("./graph.js").GraphNode} GraphNode */
/** @typedef {import("./graph.js").IdentifierNode} IdentifierNode */
/** @typedef {{ node: GraphNode, element: SVGGElement }} DrawnNode */
/** @typedef {import("./graph.js").Edge & { element: SVGGElement }} DrawnEdge */

/**
 * @typedef {object} ChainView
 * @property {HTMLElement} element                      The sentence.
 * @property {() => void} update
 * @property {(node: IdentifierNode) => void} toggle    Makes an identifier an end of the chain, or no longer.
 */

const HINT = "Select two contacts or identifiers to read how they belong together.";

/**
 * @param {import("./graph.js").Graph} graph
 * @param {DrawnNode[]} nodes
 * @param {DrawnEdge[]} edges
 * @param {AbortSignal} signal
 * @returns {ChainView}
 */
export function chainView(graph, nodes, edges, signal) {
  const element = html("p", { class: "picture-chain", "aria-live": "polite" }, HINT);
  /** @type {IdentifierNode[]} */
  let identifiers = [];
  let shown = "";
  let request = new AbortController();
  signal.addEventListener("abort", () => request.abort());

  function update() {
    const selection = new Set(store.get().selection);
    for (const drawn of nodes)
      drawn.element.setAttribute("aria-pressed", pressed(drawn.node, selection, identifiers));
    const ends = [...endsOf(nodes, selection), ...identifiers];
    const pair = ends.length === 2 ? ends.map(end => ("holders" in end ? end.key : end.id)).join(" ") : "";
    if (pair === shown)
      return;
    shown = pair;
    request.abort();
    request = new AbortController();
    highlight([]);
    if (pair === "")
      replace(element, HINT);
    else
      show(ends[0], ends[1], request.signal);
  }

  /**
   * @param {import("./chain.js").End} first
   * @param {import("./chain.js").End} second
   * @param {AbortSignal} aborted
   */
  async function show(first, second, aborted) {
    try {
      const { sentence, steps } = await chainBetween(graph, first, second, aborted);
      if (aborted.aborted)
        return;
      replace(element, sentence);
      highlight(steps.map(step => step.map(end => (typeof end === "number" ? graph.keyOf.get(end) : end))));
    } catch (error) {
      if (!aborted.aborted)
        replace(element, /** @type {Error} */ (error).message);
    }
  }

  /** @param {(string | undefined)[][]} steps  Pairs of keys of nodes. */
  function highlight(steps) {
    const keys = new Set(steps.flat());
    const pairs = new Set(steps.flatMap(([source, target]) => [`${source} ${target}`, `${target} ${source}`]));
    for (const drawn of nodes)
      drawn.element.classList.toggle("in-chain", keys.has(drawn.node.key));
    for (const { source, target, element: line } of edges)
      line.classList.toggle("in-chain", pairs.has(`${source} ${target}`));
  }

  return {
    element,
    update,
    toggle(node) {
      identifiers = identifiers.includes(node) ? identifiers.filter(other => other !== node) : [...identifiers, node];
      update();
    },
  };
}

/**
 * @param {GraphNode} node
 * @param {Set<number>} selection
 * @param {IdentifierNode[]} identifiers
 */
function pressed(node, selection, identifiers) {
  if (node.kind === "identifier")
    return String(identifiers.includes(node));
  const selected = node.records.filter(({ id }) => selection.has(id)).length;
  return selected > 0 && selected < node.records.length ? "mixed" : String(selected > 0);
}

/**
 * The selected contacts in the order of selection. A group that is selected as a whole is one end, and its oldest contact stands for it.
 * @param {DrawnNode[]} nodes
 * @param {Set<number>} selection
 */
function endsOf(nodes, selection) {
  const contacts = nodes.flatMap(({ node }) => (node.kind === "contact" ? [node] : []));
  const ends = contacts.flatMap(({ records }) => {
    const selected = records.filter(({ id }) => selection.has(id));
    return selected.length === records.length ? records.slice(0, 1) : selected;
  });
  const order = [...selection];
  return ends.sort((first, second) => order.indexOf(first.id) - order.indexOf(second.id));
}
