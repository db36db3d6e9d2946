/** The changes by hand: what each sends, what it returns, and what undoes it. */

/** @typedef {import("../parts/customers.js").CustomerSummary} CustomerSummary */

/**
 * What the user has entered.
 * @typedef {object} Input
 * @property {number} customer      The id of the customer's primary contact.
 * @property {number[]} selection   The ids of the selected contacts.
 * @property {string | null} reason
 * @property {boolean} keepApart
 * @property {number | null} other  A contact of the customer to merge with.
 */

/**
 * A request that changes something.
 * @typedef {object} Change
 * @property {"split" | "merge" | "remove" | "erase"} kind
 * @property {number[]} concerned   A contact of each customer that it concerns.
 * @property {string} method
 * @property {string} path
 * @property {object} [json]
 * @property {Record<string, string | null>} [query]
 */

/**
 * @typedef {object} Operation
 * @property {string} name          On its button.
 * @property {string} done          After it was applied.
 * @property {boolean} [isFinal]    Nothing undoes it.
 * @property {(input: Input) => Change} request
 * @property {(response: any) => CustomerSummary[]} customersOf  What there would be, or is, afterwards.
 * @property {(response: any, input: Input) => Change | null} undo
 */

/** @type {Record<"split" | "merge" | "remove" | "erase", Operation>} */
export const operations = {
  split: {
    name: "Split",
    done: "The contacts are a customer of their own.",
    request: ({ customer, selection, reason, keepApart }) =>
      splitting(customer, { contactIds: selection, reason, keepApart }),
    customersOf: ({ kept, spawned }) => [kept, spawned],
    undo: ({ kept, spawned }) => merging(kept.primaryContactId, spawned.primaryContactId),
  },
  merge: {
    name: "Merge",
    done: "The two are one customer.",
    request: ({ customer, other, reason }) => merging(customer, /** @type {number} */ (other), reason),
    customersOf: ({ contact }) => [contact],
    // The event in the history has the contacts that moved.
    undo: () => null,
  },
  remove: {
    name: "Remove",
    done: "The contacts and their values are gone.",
    isFinal: true,
    request: ({ customer, selection, reason }) => ({
      kind: "remove", concerned: [customer], method: "POST", path: `contacts/${customer}/remove`, json: { contactIds: selection, reason },
    }),
    customersOf: ({ customers }) => customers,
    undo: () => null,
  },
  erase: {
    name: "Erase",
    done: "The customer is erased.",
    isFinal: true,
    request: ({ customer, reason }) =>
      ({ kind: "erase", concerned: [customer], method: "DELETE", path: `contacts/${customer}`, query: { reason } }),
    customersOf: () => [],
    undo: () => null,
  },
};

/**
 * What undoes an event of the history; null if nothing does, or if it no longer holds.
 * @param {import("./history.js").CustomerEvent} event
 * @param {Set<number>} members  The ids of the customer's contacts.
 * @returns {Change | null}
 */
export function undoOf({ type, contactId, data }, members) {
  if (contactId === null)
    return null;
  if (type === "contact.split" && members.has(contactId) !== members.has(data.spawnedContactId))
    return merging(contactId, data.spawnedContactId);
  const moved = type === "contact.merged" ? data.movedContactIds : [];
  if (moved.length > 0 && moved.length < members.size && moved.every((/** @type {number} */ id) => members.has(id)))
    return splitting(moved[0], { contactIds: moved, keepApart: false });
  return null;
}

/**
 * @param {number} one
 * @param {number} other
 * @param {string | null} [reason]
 * @returns {Change}
 */
function merging(one, other, reason = null) {
  return { kind: "merge", concerned: [one, other], method: "POST", path: `contacts/${one}/merge`, json: { contactId: other, reason } };
}

/**
 * @param {number} contact  Any contact of the customer.
 * @param {object} json
 * @returns {Change}
 */
function splitting(contact, json) {
  return { kind: "split", concerned: [contact], method: "POST", path: `contacts/${contact}/split`, json };
}
