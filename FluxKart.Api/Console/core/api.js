/** Calls the service. Addresses are relative to the page, so it also works below a path of a proxy. */

import { store } from "./store.js";

/** A response that is not a success, or none at all. */
export class ApiError extends Error {
  /**
   * @param {string} message           What went wrong, in words.
   * @param {object} [details]
   * @param {number} [details.status]  The HTTP status; 0 without a response.
   * @param {Record<string, string[]>} [details.errors]  What is wrong with each field.
   * @param {string} [details.requestId]
   * @param {boolean} [details.isUnknown]  Whether a change may have been made all the same.
   */
  constructor(message, { status = 0, errors = {}, requestId = "", isUnknown = false } = {}) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.requestId = requestId;
    this.isUnknown = isUnknown;
  }
}

/**
 * @typedef {object} Options
 * @property {Record<string, string | number | boolean | null | undefined>} [query]
 * @property {unknown} [json]        The body as JSON.
 * @property {BodyInit} [body]       The body as it is.
 * @property {Record<string, string>} [headers]
 * @property {string | null} [ifMatch]  The tag of a dry run. The change is made only if its result is still that one.
 * @property {AbortSignal} [signal]
 */

/**
 * Sends a request, and returns its response.
 * @param {string} method
 * @param {string} path      Without a slash at its beginning.
 * @param {Options} [options]
 * @returns {Promise<Response>}
 * @throws {ApiError}
 */
export async function send(method, path, { query, json, body, headers, ifMatch, signal } = {}) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(address(path, query), {
      method,
      signal,
      body: json === undefined ? body : JSON.stringify(json),
      headers: {
        ...headers,
        ...authorization(),
        ...(json === undefined ? {} : { "Content-Type": "application/json" }),
        ...(ifMatch ? { "If-Match": ifMatch } : {}),
      },
    });
  } catch (error) {
    if (signal?.aborted)
      throw error;
    throw isRead(method, path, query)
      ? new ApiError("The service cannot be reached. Try again in a moment.")
      : new ApiError(
        "The connection was lost, so it is unknown whether the change was made. Look before you try again.", { isUnknown: true });
  }
  if (response.status === 401 || response.status === 403)
    store.set({ isRefused: true });
  if (!response.ok)
    throw await problemOf(response, isRead(method, path, query));
  return response;
}

/**
 * Sends a request, and returns the JSON of its response; null without a body.
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<any>}
 * @throws {ApiError}
 */
export async function call(method, path, options) {
  return await contentOf(await send(method, path, options), method, path, options);
}

/**
 * Tries a change out by a dry run.
 * @param {string} method
 * @param {string} path
 * @param {Options} options
 * @returns {Promise<{ result: any, tag: string | null }>}  The JSON of the response, and the tag of what would happen.
 * @throws {ApiError}
 */
export async function tryOut(method, path, options) {
  const trial = { ...options, query: { ...options.query, dryRun: true } };
  const response = await send(method, path, trial);
  return { result: await contentOf(response, method, path, trial), tag: response.headers.get("ETag") };
}

/**
 * @param {Response} response
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 */
async function contentOf(response, method, path, options) {
  if (response.status === 204)
    return null;
  try {
    return await response.json();
  } catch (error) {
    if (options?.signal?.aborted)
      throw error;
    throw new ApiError("The response did not arrive completely. Look before you try again.", {
      status: response.status, isUnknown: !isRead(method, path, options?.query),
    });
  }
}

/**
 * Whether a request changes nothing, whatever its method.
 * @param {string} method
 * @param {string} path
 * @param {Options["query"]} query
 */
function isRead(method, path, query) {
  return method === "GET" || query?.dryRun === true || path === "contacts/lookup" || path === "imports/preview";
}

/**
 * @param {string} path
 * @param {Options["query"]} query
 */
function address(path, query = {}) {
  const known = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  return known.length === 0 ? path : `${path}?${new URLSearchParams(known.map(([name, value]) => [name, String(value)]))}`;
}

/** @returns {Record<string, string>} */
function authorization() {
  const { key } = store.get();
  return key === null ? {} : { Authorization: `Bearer ${key}` };
}

/**
 * @param {Response} response
 * @param {boolean} wasRead  Whether the request would have changed nothing.
 */
async function problemOf(response, wasRead) {
  const problem = await response.json().catch(() => ({}));
  const { status } = response;
  return new ApiError(problem.detail ?? textOf(problem, status, wasRead), {
    status,
    errors: problem.errors,
    requestId: response.headers.get("X-Request-Id") ?? problem.traceId,
    // After a 503 the same request may be sent again. Any other fault can have come after the change.
    isUnknown: !wasRead && status >= 500 && status !== 503,
  });
}

/**
 * @param {{ title?: string, errors?: Record<string, string[]> }} problem
 * @param {number} status
 * @param {boolean} wasRead
 */
function textOf({ title, errors }, status, wasRead) {
  if (status === 503)
    return "The service or its database is unavailable at the moment. Try again"
      + (wasRead ? " in a moment." : "; a change that is sent twice is made once.");
  const texts = Object.values(errors ?? {}).flat();
  return texts.length > 0 ? texts.join(" ") : title ?? `The service responded with status ${status}.`;
}
