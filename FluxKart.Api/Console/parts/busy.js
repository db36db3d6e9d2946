/** Keeps a button from being pressed again while its request runs. */

/**
 * @param {HTMLButtonElement} button
 * @param {() => Promise<void>} work
 */
export async function whileDisabled(button, work) {
  const hadFocus = document.activeElement === button;
  button.disabled = true;
  try {
    await work();
  } finally {
    button.disabled = false;
    // A disabled button loses the focus.
    if (hadFocus && (document.activeElement === document.body || document.activeElement === null))
      button.focus();
  }
}
