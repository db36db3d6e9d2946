/** What undoing a change does not bring back. */

import { call } from "../core/api.js";
import { counted } from "../core/format.js";

/** @typedef {import("../core/types.js").UsedIdentifier} UsedIdentifier */

/**
 * @param {import("../core/types.js").Change} undo  What undoes a change.
 * @param {AbortSignal} [signal]
 * @returns {Promise<string | null>}  A sentence; null if it brings back everything.
 */
export async function leftBy({ kind, concerned }, signal) {
  if (kind === "split")
    return "Only the contacts that the merge moved are separated, and an order can join them again.";
  const [some, others] = await Promise.all(concerned.map(async id => {
    /** @type {{ identifiers: UsedIdentifier[] }} */
    const { identifiers } = await call("GET", `contacts/${id}/identifiers`, { signal });
    return identifiers.filter(({ shared }) => shared).map(({ email, phoneNumber }) => email ?? phoneNumber);
  }));
  const { length } = some.filter(value => others.includes(value));
  return length === 0 ? null : `${counted(length, "identifier")} ${length === 1 ? "stays" : "stay"} marked as shared.`;
}
