/** Tries a change out by a dry run. */

import { call } from "../core/api.js";
import { operations } from "./operations.js";
import { preview } from "./preview.js";

/**
 * @param {import("./operations.js").Change} change
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("./preview.js").Preview>}  The customers that it concerns, before and after.
 */
export async function tried({ kind, concerned, method, path, json, query }, signal) {
  const [response, ...before] = await Promise.all([
    call(method, path, { json, query: { ...query, dryRun: true }, signal }),
    ...concerned.map(async id => (await call("GET", `contacts/${id}`, { signal })).contact),
  ]);
  // Two contacts may belong to the same customer already.
  const customers = [...new Map(before.map(customer => [customer.primaryContactId, customer])).values()];
  return preview(customers, operations[kind].customersOf(response));
}
