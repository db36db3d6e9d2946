/** Finds how two nodes of the picture belong together, and says it in a sentence. */

import { call } from "../core/api.js";
import { html } from "../core/dom.js";
import { count } from "../core/format.js";
import { IDENTIFIER_TYPES, identifierKey, isByValue } from "./graph.js";
import { nearestContacts } from "./nearest.js";
import { typeOf } from "./nodes.js";

/** @typedef {import("./graph.js").Explanation} Explanation */
/** @typedef {import("./graph.js").ContactRecord} ContactRecord */
/** @typedef {import("./graph.js").Link} Link */
/** @typedef {ContactRecord | import("./graph.js").IdentifierNode} End  A contact or an identifier. */
/** @typedef {import("../core/dom.js").Child} Child */

/** At the beginning of the sentence, and at its end. */
const MOST_CLAUSES = 4;
const VALUES = { email: "the email address ", phoneNumber: "the phone number " };

/**
 * @param {import("./graph.js").Graph} graph
 * @param {End} first
 * @param {End} second
 * @param {AbortSignal} signal
 * @returns {Promise<{ sentence: Child[], steps: [string | number, string | number][] }>}
 *   The steps go from contact to contact, by their ids, or between a contact and the key of an identifier.
 */
export async function chainBetween(graph, first, second, signal) {
  const [from, to] = nearestContacts(graph, first, second);
  const { records, links } = from === to
    ? { records: [from], links: [] }
    : await call("GET", `contacts/${from.id}/explanation`, { query: { to: to.id }, signal });
  return { sentence: sentenceOf(first, second, records, links), steps: stepsOf(first, second, records, links) };
}

/**
 * @param {End} first
 * @param {End} second
 * @param {ContactRecord[]} records
 * @param {Link[]} links
 * @returns {Child[]}
 */
function sentenceOf(first, second, records, links) {
  const clauses = clausesOf(records, links);
  if ("holders" in second)
    clauses.push(["has ", valueOf(second.type, second.value)]);
  const start = "holders" in first
    ? [typeOf(first), " ", html("bdi", {}, first.value), ` is held by contact ${records[0].id}`]
    : [`Contact ${records[0].id}`];
  return [
    ...start,
    ...clauses.flatMap((clause, index) => [index === 0 && !("holders" in first) ? " " : ", which ", ...clause]),
    ".",
  ];
}

/**
 * Of a long chain, nobody reads or hears more than the beginning and the end.
 * @param {ContactRecord[]} records
 * @param {Link[]} links
 */
function clausesOf(records, links) {
  /** @type {Child[][]} */
  const clauses = links.map((link, index) => clauseOf(link, records[index], records[index + 1]));
  const more = clauses.length - 2 * MOST_CLAUSES;
  if (more > 1)
    clauses.splice(MOST_CLAUSES, more, [`leads through ${count(more - 1)} more contacts to contact ${records[MOST_CLAUSES + more].id}`]);
  return clauses;
}

/**
 * What links a contact to the next one.
 * @param {Link} link
 * @param {ContactRecord} contact
 * @param {ContactRecord} next
 * @returns {Child[]}
 */
function clauseOf(link, contact, next) {
  const other = `contact ${next.id}`;
  if (isByValue(link)) {
    const common = IDENTIFIER_TYPES.filter(type => link.by.includes(type));
    return ["shares ", ...common.flatMap((type, index) => [index > 0 && " and ", valueOf(type, contact[type])]), ` with ${other}`];
  }
  if (link.by.includes("request"))
    return [`was linked by one order to ${other}`];
  return [link.by.includes("manual") ? `was joined by hand with ${other}` : `was linked, before events were kept, to ${other}`];
}

/**
 * @param {import("./graph.js").IdentifierType} type
 * @param {string | null} value
 * @returns {Node}
 */
function valueOf(type, value) {
  return html("span", {}, VALUES[type], html("bdi", {}, value));
}

/**
 * @param {End} first
 * @param {End} second
 * @param {ContactRecord[]} records
 * @param {Link[]} links
 * @returns {[string | number, string | number][]}
 */
function stepsOf(first, second, records, links) {
  /** @type {[string | number, string | number][]} */
  const steps = [];
  if ("holders" in first)
    steps.push([first.key, records[0].id]);
  links.forEach((link, index) => {
    const [contact, next] = [records[index], records[index + 1]];
    if (!isByValue(link))
      steps.push([contact.id, next.id]);
    for (const type of IDENTIFIER_TYPES.filter(type => link.by.includes(type)))
      steps.push([contact.id, identifierKey(type, contact[type] ?? "")], [identifierKey(type, contact[type] ?? ""), next.id]);
  });
  if ("holders" in second)
    steps.push([records[records.length - 1].id, second.key]);
  return steps;
}
