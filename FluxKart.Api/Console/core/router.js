/** The page that an address names: #/customers/12 is the page "customers" with the parameter "12". */

/**
 * @param {string} hash
 * @returns {{ page: string, parameters: string[] }}
 */
export function routeOf(hash) {
  const [page = "", ...parameters] = hash.replace(/^#\/?/, "").split("/").map(decode);
  return { page, parameters };
}

/**
 * Shows a page, even if it is the current one.
 * @param {string} address  Such as "customers/12".
 */
export function visit(address) {
  if (location.hash.replace(/^#\/?/, "") === address)
    refresh();
  else
    location.hash = `#/${address}`;
}

/** Shows the current page again, with what the service has now. */
export function refresh() {
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    // Somebody has typed a "%" that encodes nothing.
    return part;
  }
}
