/** The changes by hand: what each sends, what it returns, and what undoes it. */

/**
 * @typedef {import("../core/types.js").Change} Change
 * @typedef {import("../core/types.js").CustomerSummary} CustomerSummary
 */

/**
 * What the user has entered.
 * @typedef {object} Input
 * @property {number} customer      The id of the customer's primary contact.
 * @property {number[]} selection   The ids of the selected contacts.
 * @property {string | null} reason
 * @property {boolean} keepApart
 * @property {string} other         The id of a contact of the customer to merge with, as it was typed. A number would round a large id.
 */

/**
 * @typedef {object} Operation
 * @property {string} name          On its button.
 * @property {(input: Input) => string} done  After it was applied.
 * @property {boolean} [isFinal]    Nothing undoes it.
 * @property {(input: Input) => Change} request
 * @property {(response: any) => CustomerSummary[]} customersOf  What there would be, or is, afterwards.
 * @property {(response: any) => CustomerSummary[]} [goingOf]  What would go. Only a dry run returns it.
 * @property {(response: any, before: CustomerSummary[]) => Change | null} undo
 */

/** In one request. */
const MOST_CONTACTS = 1000;

/** @type {Record<"split" | "merge" | "remove" | "erase", Operation>} */
export const operations = {
  split: {
    name: "Split",
    done: ({ selection }) => (selection.length === 1
      ? "The contact is now a customer of its own."
      : "The contacts are now a customer of their own."),
    request: ({ customer, selection, reason, keepApart }) =>
      splitting(customer, { contactIds: selection, reason, keepApart }),
    customersOf: ({ kept, spawned }) => [kept, spawned],
    undo: ({ kept, spawned }) => merging(kept.primaryContactId, spawned.primaryContactId),
  },
  merge: {
    name: "Merge",
    done: () => "The two are one customer.",
    // The typed id is in the path, where it stays a text.
    request: ({ customer, other, reason }) => ({ ...merging(other, customer, reason), concerned: [customer, other] }),
    customersOf: ({ contact }) => [contact],
    undo: ({ contact }, before) => unmerging(before
      .filter(({ primaryContactId }) => primaryContactId !== contact.primaryContactId)
      .flatMap(({ primaryContactId, secondaryContactIds }) => [primaryContactId, ...secondaryContactIds])),
  },
  remove: {
    name: "Remove",
    done: ({ selection }) => (selection.length === 1 ? "The contact and its values are gone." : "The contacts and their values are gone."),
    isFinal: true,
    request: ({ customer, selection, reason }) => ({
      kind: "remove", concerned: [customer], method: "POST", path: `contacts/${customer}/remove`, json: { contactIds: selection, reason },
    }),
    customersOf: ({ customers }) => customers,
    undo: () => null,
  },
  erase: {
    name: "Erase",
    done: () => "The customer is erased.",
    isFinal: true,
    request: ({ customer, reason }) =>
      ({ kind: "erase", concerned: [customer], method: "DELETE", path: `contacts/${customer}`, query: { reason } }),
    customersOf: () => [],
    goingOf: ({ contact }) => [contact],
    undo: () => null,
  },
};

/**
 * What undoes an event of the history; null if nothing does, or if it no longer holds.
 * @param {import("../core/types.js").CustomerEvent} event
 * @param {Set<number>} members  The ids of the customer's contacts.
 * @param {Set<string>} removals  The times of removals. What came apart with one stays apart: a merge would not bring back the contacts.
 * @returns {Change | null}
 */
export function undoOf({ type, time, contactId, data }, members, removals) {
  if (contactId === null)
    return null;
  if (type === "contact.split" && !removals.has(time) && members.has(contactId) !== members.has(data.spawnedContactId))
    return merging(contactId, data.spawnedContactId);
  const moved = type === "contact.merged" ? data.movedContactIds : [];
  return moved.length < members.size && moved.every((/** @type {number} */ id) => members.has(id)) ? unmerging(moved) : null;
}

/**
 * @param {number[]} moved  What a merge has moved.
 * @returns {Change | null}
 */
function unmerging(moved) {
  return moved.length === 0 || moved.length > MOST_CONTACTS ? null : splitting(moved[0], { contactIds: moved, keepApart: false });
}

/**
 * @param {number | string} one
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
