/** Tries a change out by a dry run. */

import { call, tryOut } from "../core/api.js";
import { operations } from "./operations.js";
import { preview } from "./preview.js";

/**
 * @param {import("../core/types.js").Change} change
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("./preview.js").Preview>}  The customers that it concerns, before and after.
 */
export async function tried({ kind, concerned, method, path, json, query }, signal) {
  const { customersOf, goingOf } = operations[kind];
  const [{ result, tag }, ...holders] = await Promise.all([
    tryOut(method, path, { json, query, signal }),
    ...concerned.map(async id => (await call("GET", `contacts/${id}`, { signal })).contact),
  ]);
  // Two contacts may belong to the same customer already.
  const before = goingOf?.(result) ?? [...new Map(holders.map(customer => [customer.primaryContactId, customer])).values()];
  return preview(before, customersOf(result), tag);
}
