/** Reads server-sent events from a response. The browser's own EventSource cannot send the key. */

/**
 * @typedef {object} Message
 * @property {string} id
 * @property {string} data
 */

/**
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<Message | null>}  Null for a comment, which shows that the connection is still there.
 */
export async function* readMessages(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let id = "";
  /** @type {string[]} */
  let data = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done)
        return;
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r?\n/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const [, name, text] = /^([^:]*):? ?(.*)$/.exec(line) ?? ["", "", ""];
        if (line === "" && data.length > 0) {
          yield { id, data: data.join("\n") };
          data = [];
        } else if (line.startsWith(":")) {
          yield null;
        } else if (name === "data") {
          data.push(text);
        } else if (name === "id") {
          id = text;
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
