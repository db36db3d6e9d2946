/** Events in words. */

import { listed } from "../core/format.js";

/** @type {Record<string, string>} */
const REFUSALS = {
  "kept apart": ", because someone has separated them",
  "too many contacts": ", because they would have too many contacts together",
  "another customer of the file": ", because the imported file has them as two customers",
};

/** @type {Record<string, (id: number | null, data: Record<string, any>) => string>} */
const sentences = {
  "contact.created": id => `Contact ${id} is new, and a customer of its own.`,
  "contact.linked": (id, data) =>
    `Contact ${data.secondaryContactId} was added to customer ${id}${matched(data.matchedBy)}.`,
  "contact.merged": (id, data) =>
    `${customers(data.mergedContactIds)} became part of customer ${id}${data.manual ? ", by hand" : matched(data.matchedBy)}. `
    + `${contacts(data.movedContactIds)} moved.`,
  "contact.split": (id, data) =>
    `${contacts(data.movedContactIds)} moved from customer ${id} to a customer of ${its(data.movedContactIds)} own`
    + `${data.keptApart ? ". The two are kept apart" : ""}.`,
  "contact.removed": (id, data) =>
    `${contacts(data.removedContactIds)} of customer ${id} and ${its(data.removedContactIds)} values were removed.`,
  "contact.erased": id => `Customer ${id} was erased.`,
  "contact.link_refused": (id, data) =>
    `An order did not join customer ${id} and contact ${data.otherContactId}${REFUSALS[data.why] ?? `: ${data.why}`}.`,
  "identifier.shared": (_, data) => `${kind(data.kind)} was marked as shared, so it links nobody.`,
  "identifier.unshared": (_, data) => `${kind(data.kind)} is no longer shared, so it links again.`,
};

/**
 * @param {import("../core/types.js").CustomerEvent} event
 * @returns {string}
 */
export function sentenceOf({ type, contactId, data }) {
  return sentences[type]?.(contactId, data) ?? type;
}

/** @param {Record<string, number> | null | undefined} matchedBy */
function matched(matchedBy) {
  const parts = [];
  const email = matchedBy?.email ?? matchedBy?.otherEmail;
  const phoneNumber = matchedBy?.phoneNumber ?? matchedBy?.otherPhoneNumber;
  if (email)
    parts.push(`the email address of contact ${email}`);
  if (phoneNumber)
    parts.push(`the phone number of contact ${phoneNumber}`);
  return parts.length === 0 ? "" : `, by ${parts.join(" and ")}`;
}

/** @param {number[]} ids */
function contacts(ids) {
  return `${ids.length === 1 ? "Contact" : "Contacts"} ${listed(ids)}`;
}

/** @param {number[]} ids */
function its(ids) {
  return ids.length === 1 ? "its" : "their";
}

/** @param {number[]} ids */
function customers(ids) {
  return `${ids.length === 1 ? "Customer" : "Customers"} ${listed(ids)}`;
}

/** @param {string} name */
function kind(name) {
  return name === "email" ? "An email address" : "A phone number";
}
