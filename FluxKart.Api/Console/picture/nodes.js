/** Draws the nodes of the picture. */

import { svg } from "../core/dom.js";
import { partsOf, shortened, widthOf } from "./labels.js";

/** @typedef {import("./graph.js").GraphNode} GraphNode */
/** @typedef {import("./graph.js").ContactNode} ContactNode */
/** @typedef {import("./graph.js").IdentifierNode} IdentifierNode */
/** @typedef {import("./layout.js").Box} Box */

const CIRCLE = 46;
const LINE = 32;
const ICON = 32;
const PADDING = 10;
const FOCUS_GAP = 5;
/** Before the word that marks a shared identifier. */
const MARK_GAP = 8;
const MARK = "shared";

const ICONS = { email: "✉", phoneNumber: "☎" };
const TYPES = { email: "Email address", phoneNumber: "Phone number" };

/** @param {IdentifierNode} node */
export function typeOf(node) {
  return TYPES[node.type];
}

/**
 * @param {GraphNode} node
 * @param {number} longest    The width of the longest label, in pixels.
 */
export function sizeOf(node, longest) {
  if (node.kind === "contact")
    return node.records.length > 1 ? { width: 84, height: CIRCLE } : { width: CIRCLE, height: CIRCLE };
  return { width: ICON + widthOf(shortened(node.value, longest)) + markWidth(node) + PADDING, height: LINE };
}

/** @param {IdentifierNode} node */
function markWidth({ shared }) {
  return shared ? MARK_GAP + widthOf(MARK) : 0;
}

/**
 * @param {GraphNode} node
 * @param {Box} box
 * @param {number} longest
 * @returns {SVGGElement}
 */
export function drawNode(node, box, longest) {
  const name = nameOf(node);
  return svg("g", {
    class: `node ${node.kind}`,
    role: "button",
    tabindex: -1,
    "aria-label": name,
    "aria-pressed": "false",
    transform: `translate(${round(box.x)} ${round(box.y)})`,
  },
  svg("title", {}, name),
  focusRing(node, box),
  node.kind === "contact" ? contact(node, box) : identifier(node, box, longest),
  svg("text", { class: "tick", x: round(box.width / 2 - 4), y: round(4 - box.height / 2) }, "✓"));
}

/**
 * @param {GraphNode} node
 * @param {Box} box
 */
function focusRing({ kind }, { width, height }) {
  const [x, y] = [-width / 2 - FOCUS_GAP, -height / 2 - FOCUS_GAP];
  const rx = kind === "contact" ? -y : 12;
  return svg("rect", { class: "focus-ring", x, y, width: -2 * x, height: -2 * y, rx });
}

/**
 * What a screen reader reads, and what a pointer shows.
 * @param {GraphNode} node
 */
function nameOf(node) {
  if (node.kind === "identifier") {
    const { length } = node.holders;
    return [`${typeOf(node)} ${node.value}`, node.shared && MARK, `held by ${length} ${length === 1 ? "contact" : "contacts"}`]
      .filter(Boolean).join(", ");
  }
  const [oldest] = node.records;
  if (node.records.length > 1)
    return `${node.records.length} contacts with the same identifiers in common; the oldest is contact ${oldest.id}`;
  return [`Contact ${oldest.id}`, oldest.linkPrecedence, oldest.email, oldest.phoneNumber].filter(Boolean).join(", ");
}

/**
 * @param {ContactNode} node
 * @param {Box} box
 */
function contact({ records }, { width, height }) {
  if (records.length > 1) {
    return [
      svg("rect", { class: "shape stack", x: -width / 2 + 4, y: -height / 2 - 4, width, height, rx: height / 2 }),
      svg("rect", { class: "shape", x: -width / 2, y: -height / 2, width, height, rx: height / 2 }),
      svg("text", { class: "label", y: -5 }, records.length),
      svg("text", { class: "label small", y: 10 }, "contacts"),
    ];
  }
  const [{ id, linkPrecedence }] = records;
  return [
    svg("circle", { class: "shape", r: CIRCLE / 2 }),
    linkPrecedence === "primary" && svg("circle", { class: "ring", r: CIRCLE / 2 - 4 }),
    svg("text", { class: String(id).length > 4 ? "label small" : "label" }, shortened(String(id), CIRCLE - 8)),
  ];
}

/**
 * @param {IdentifierNode} node
 * @param {Box} box
 * @param {number} longest
 */
function identifier(node, { width, height }, longest) {
  const { type, value, holders, shared } = node;
  const mark = markWidth(node);
  const linking = holders.length > 1 ? "shape linking" : "shape";
  return [
    svg("rect", { class: shared ? "shape shared" : linking, x: -width / 2, y: -height / 2, width, height, rx: 8 }),
    svg("text", { class: "icon", x: (ICON - width) / 2 }, ICONS[type]),
    ...label(value, longest, (ICON - mark - PADDING) / 2),
    // The space is not drawn, but separates the word from the value where the text is read.
    shared && svg("text", { class: "mark-text", x: width / 2 - PADDING - (mark - MARK_GAP) / 2 }, ` ${MARK}`),
  ];
}

/**
 * The text of the label must be part of the node's name. So the middle of a long value is there, only without a width, and the dots in
 * its place are no text.
 * @param {string} value
 * @param {number} longest
 * @param {number} x
 */
function label(value, longest, x) {
  const [start, middle, end] = partsOf(value, longest);
  if (middle === "")
    return [svg("text", { class: "label value", x }, value)];
  const gap = widthOf("…");
  const centre = x + (widthOf(start) - widthOf(end)) / 2;
  return [
    svg("text", { class: "label value", x }, start, svg("tspan", { class: "left-out" }, middle), svg("tspan", { dx: gap }, end)),
    ...[-1, 0, 1].map(dot => svg("circle", { class: "dot", cx: round(centre + (dot * gap) / 3), cy: 4, r: 1 })),
  ];
}

/** @param {number} coordinate */
export function round(coordinate) {
  return Math.round(coordinate * 10) / 10;
}
