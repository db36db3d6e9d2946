/** What the key allows. */

import { call } from "./api.js";
import { store } from "./store.js";

/**
 * Asks the service what the key in the store allows, and keeps the response there.
 * @param {AbortSignal} [signal]
 */
export async function readAccess(signal) {
  const { keyRequired, scopes } = await call("GET", "access", { signal });
  store.set({ keyRequired, scopes });
}
