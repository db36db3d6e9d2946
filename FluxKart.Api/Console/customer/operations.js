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
      ({ method: "POST", path: `contacts/${customer}/split`, json: { contactIds: selection, reason, keepApart } }),
    customersOf: ({ kept, spawned }) => [kept, spawned],
    undo: ({ kept, spawned }) => merging(kept.primaryContactId, spawned.primaryContactId),
  },
  merge: {
    name: "Merge",
    done: "The two are one customer.",
    request: ({ customer, other, reason }) => ({ method: "POST", path: `contacts/${customer}/merge`, json: { contactId: other, reason } }),
    customersOf: ({ contact }) => [contact],
    // The event in the history has the contacts that moved.
    undo: () => null,
  },
  remove: {
    name: "Remove",
    done: "The contacts and their values are gone.",
    isFinal: true,
    request: ({ customer, selection, reason }) =>
      ({ method: "POST", path: `contacts/${customer}/remove`, json: { contactIds: selection, reason } }),
    customersOf: ({ customers }) => customers,
    undo: () => null,
  },
  erase: {
    name: "Erase",
    done: "The customer is erased.",
    isFinal: true,
    request: ({ customer, reason }) => ({ method: "DELETE", path: `contacts/${customer}`, query: { reason } }),
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
    return { method: "POST", path: `contacts/${contactId}/split`, json: { contactIds: moved, keepApart: false } };
  return null;
}

/**
 * @param {number} one
 * @param {number} other
 * @returns {Change}
 */
function merging(one, other) {
  return { method: "POST", path: `contacts/${one}/merge`, json: { contactId: other } };
}
