/** The one place for what several parts of the page share. None of it outlives a reload, least of all the key. */

/**
 * @typedef {object} State
 * @property {string | null} key            The API key, as typed in.
 * @property {boolean} keyRequired          Whether the service has keys.
 * @property {string[]} scopes              What the key allows.
 * @property {boolean} isRefused            Whether a request was refused for its key, so that the scopes may no longer be right.
 * @property {string} search                What was last searched for.
 * @property {{ text: string, undo: import("./types.js").Change | null } | null} notice
 *   What was just done, for the page that is shown next.
 * @property {number[]} selection           The ids of the selected contacts of the customer that is shown, in the order of selection.
 */

/** @type {State} */
let state = { key: null, keyRequired: true, scopes: [], isRefused: false, search: "", notice: null, selection: [] };

/** @type {Set<(state: State) => void>} */
const listeners = new Set();

export const store = {
  /** @returns {Readonly<State>} */
  get() {
    return state;
  },

  /** @param {Partial<State>} changes */
  set(changes) {
    state = { ...state, ...changes };
    for (const listener of [...listeners])
      listener(state);
  },

  /**
   * Calls a listener after every change, until the signal is aborted.
   * @param {(state: Readonly<State>) => void} listener
   * @param {AbortSignal} signal
   */
  watch(listener, signal) {
    listeners.add(listener);
    signal.addEventListener("abort", () => listeners.delete(listener));
  },

  /** Whether the key allows changes. Without it, what changes anything is not shown. */
  get canChange() {
    return state.scopes.includes("admin");
  },

  /** @param {number} contactId */
  toggle(contactId) {
    const { selection } = state;
    store.set({
      selection: selection.includes(contactId) ? selection.filter(id => id !== contactId) : [...selection, contactId],
    });
  },
};
