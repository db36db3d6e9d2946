/** Announces something to people who use a screen reader. */

/** @param {string} text */
export function announce(text) {
  const status = document.getElementById("status");
  if (status)
    status.textContent = text;
}
