/** Makes a graph of contacts and identifiers from the explanation of a customer. It knows nothing of how it is drawn. */

/** Above this many contacts, those that have the same identifiers in common become one node. */
const GROUPED_ABOVE = 150;

const WHY = new Map([["request", "one order"], ["manual", "joined by hand"], ["unrecorded", "before events were kept"]]);

/**
 * @typedef {"email" | "phoneNumber"} IdentifierType
 * @typedef {import("../customer/records.js").ContactRecord} ContactRecord
 *
 * @typedef {object} Link
 * @property {number} from
 * @property {number} to
 * @property {string[]} by
 *
 * @typedef {{ records: ContactRecord[], links: Link[] }} Explanation
 *
 * @typedef {object} ContactNode
 * @property {"contact"} kind
 * @property {string} key
 * @property {ContactRecord[]} records    One, or those of a group, oldest first.
 *
 * @typedef {object} IdentifierNode
 * @property {"identifier"} kind
 * @property {string} key
 * @property {IdentifierType} type
 * @property {string} value
 * @property {ContactRecord[]} holders    Oldest first.
 * @property {boolean} shared             Whether it links nobody any more.
 *
 * @typedef {ContactNode | IdentifierNode} GraphNode
 *
 * @typedef {object} Edge
 * @property {string} key
 * @property {string} source    The key of a node.
 * @property {string} target
 * @property {string | null} why    Why two contacts are linked without a common value, in words; null if a contact holds an identifier.
 * @property {boolean} shared       Whether it leads to a shared identifier.
 *
 * @typedef {object} Graph
 * @property {GraphNode[]} nodes
 * @property {Edge[]} edges
 * @property {Map<number, string>} keyOf    The node of each contact.
 * @property {Set<string>} linking          The keys of the identifiers that link contacts.
 */

/** @type {IdentifierType[]} */
export const IDENTIFIER_TYPES = ["email", "phoneNumber"];

/**
 * @param {IdentifierType} type
 * @param {string} value
 */
export function identifierKey(type, value) {
  return `${type}:${value}`;
}

/**
 * Whether a link is by a value that both contacts hold.
 * @param {Link} link
 */
export function isByValue(link) {
  return IDENTIFIER_TYPES.some(type => link.by.includes(type));
}

/**
 * @param {Explanation} explanation
 * @param {import("../core/types.js").UsedIdentifier[]} used  All identifiers of the customer.
 * @returns {Graph}
 */
export function graphOf({ records, links }, used) {
  const identifiers = identifiersOf(records, sharedKeys(used));
  const direct = links.filter(link => !isByValue(link));
  const grouped = records.length > GROUPED_ABOVE;
  const contacts = grouped ? groups(records, identifiers, direct) : records.map(record => contactNode([record]));
  const drawn = [...identifiers.values()].filter(identifier => !grouped || identifier.holders.length > 1);
  const keyOf = new Map(contacts.flatMap(node => node.records.map(record => [record.id, node.key])));
  return {
    nodes: [...contacts, ...drawn],
    edges: [...holdings(drawn, keyOf), ...directEdges(direct, keyOf)],
    keyOf,
    linking: linkingKeys(drawn, records, links),
  };
}

/**
 * A shared identifier still links what it linked before, unless that was taken apart.
 * @param {IdentifierNode[]} identifiers
 * @param {ContactRecord[]} records
 * @param {Link[]} links
 */
function linkingKeys(identifiers, records, links) {
  const byId = new Map(records.map(record => [record.id, record]));
  const ofLinks = links.flatMap(({ from, by }) => IDENTIFIER_TYPES
    .filter(type => by.includes(type))
    .map(type => identifierKey(type, byId.get(from)?.[type] ?? "")));
  return new Set([...identifiers.filter(({ shared }) => !shared).map(({ key }) => key), ...ofLinks]);
}

/** @param {import("../core/types.js").UsedIdentifier[]} used */
function sharedKeys(used) {
  return new Set(used.filter(({ shared }) => shared).map(({ email, phoneNumber }) =>
    (email ? identifierKey("email", email) : identifierKey("phoneNumber", phoneNumber ?? ""))));
}

/**
 * @param {ContactRecord[]} records
 * @param {Set<string>} shared  The keys of those that are shared.
 * @returns {Map<string, IdentifierNode>}
 */
function identifiersOf(records, shared) {
  /** @type {Map<string, IdentifierNode>} */
  const identifiers = new Map();
  for (const record of records) {
    for (const type of IDENTIFIER_TYPES) {
      const value = record[type];
      if (value === null)
        continue;
      const key = identifierKey(type, value);
      if (!identifiers.has(key))
        identifiers.set(key, { kind: "identifier", key, type, value, holders: [], shared: shared.has(key) });
      identifiers.get(key)?.holders.push(record);
    }
  }
  return identifiers;
}

/**
 * @param {ContactRecord[]} records
 * @returns {ContactNode}
 */
function contactNode(records) {
  return { kind: "contact", key: `contact:${records[0].id}`, records };
}

/**
 * The primary, and contacts that are linked without a common value, stay on their own.
 * @param {ContactRecord[]} records
 * @param {Map<string, IdentifierNode>} identifiers
 * @param {Link[]} direct
 * @returns {ContactNode[]}
 */
function groups(records, identifiers, direct) {
  const alone = new Set(direct.flatMap(link => [link.from, link.to]));
  /** @type {Map<string, ContactRecord[]>} */
  const members = new Map();
  for (const record of records) {
    const common = IDENTIFIER_TYPES
      .map(type => identifiers.get(identifierKey(type, record[type] ?? "")))
      .filter(identifier => identifier && identifier.holders.length > 1)
      .map(identifier => identifier?.key);
    const isAlone = record.linkPrecedence === "primary" || alone.has(record.id);
    const group = JSON.stringify(isAlone ? record.id : common);
    if (!members.has(group))
      members.set(group, []);
    members.get(group)?.push(record);
  }
  return [...members.values()].map(contactNode);
}

/**
 * @param {IdentifierNode[]} identifiers
 * @param {Map<number, string>} keyOf
 * @returns {Edge[]}
 */
function holdings(identifiers, keyOf) {
  return identifiers.flatMap(identifier => {
    const sources = new Set(identifier.holders.map(holder => /** @type {string} */ (keyOf.get(holder.id))));
    return [...sources].map(source => edge(source, identifier.key, null, identifier.shared));
  });
}

/**
 * @param {Link[]} links
 * @param {Map<number, string>} keyOf
 * @returns {Edge[]}
 */
function directEdges(links, keyOf) {
  return links.map(({ from, to, by }) => edge(
    /** @type {string} */ (keyOf.get(from)),
    /** @type {string} */ (keyOf.get(to)),
    by.map(reason => WHY.get(reason) ?? reason).join(", ")));
}

/**
 * @param {string} source
 * @param {string} target
 * @param {string | null} why
 * @param {boolean} [shared]
 * @returns {Edge}
 */
function edge(source, target, why, shared = false) {
  return { key: `${source} ${target}`, source, target, why, shared };
}
