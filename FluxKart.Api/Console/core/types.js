/** What several folders exchange: responses of the API, and changes to send to it. */

/**
 * @typedef {object} CustomerSummary
 * @property {number} primaryContactId
 * @property {string[]} emails
 * @property {string[]} phoneNumbers
 * @property {number[]} secondaryContactIds
 */

/**
 * @typedef {object} UsedIdentifier
 * @property {string} [email]
 * @property {string} [phoneNumber]
 * @property {number} contacts  How many contacts of the customer hold it.
 * @property {boolean} shared   Whether it links nobody.
 */

/**
 * @typedef {object} CustomerEvent
 * @property {number} id
 * @property {string} type
 * @property {string} time
 * @property {number | null} contactId
 * @property {Record<string, any>} data
 */

/**
 * @typedef {object} Import
 * @property {number} id
 * @property {string} state
 * @property {boolean} dryRun
 * @property {number} bytes
 * @property {number} bytesRead
 * @property {number} rows
 * @property {number} created
 * @property {number} linked
 * @property {number} merged
 * @property {number} matched
 * @property {number} refused
 * @property {number} ignoredValues
 * @property {string | null} startedAt
 * @property {string | null} endedAt
 * @property {string | null} error
 * @property {string[]} notes
 */

/**
 * A request that changes something.
 * @typedef {object} Change
 * @property {"split" | "merge" | "remove" | "erase"} kind
 * @property {(number | string)[]} concerned  A contact of each customer that it concerns.
 * @property {string} method
 * @property {string} path
 * @property {object} [json]
 * @property {Record<string, string | null>} [query]
 */

export {};
