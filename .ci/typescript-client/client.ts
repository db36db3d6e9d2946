// Uses the generated types the way a shop would: a leading plus, a null, and an error.
import assert from "node:assert";
import type { components } from "./api.js";

type IdentifyRequest = components["schemas"]["IdentifyRequest"];
type IdentifyResponse = components["schemas"]["IdentifyResponse"];
type Problem = components["schemas"]["ValidationProblemDetails"];

const send = (request: IdentifyRequest) =>
  fetch(`${process.argv[2]}/identify`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(request),
  });

const found = await send({ email: "ts@example.com", phoneNumber: "+919876543210" });
assert.equal(found.status, 200);
const { contact } = (await found.json()) as IdentifyResponse;
assert.deepEqual(contact.phoneNumbers, ["+919876543210"]);

const again = (await (await send({ email: null, phoneNumber: "+91 98765 43210" })).json()) as IdentifyResponse;
assert.equal(again.contact.primaryContactId, contact.primaryContactId);

const refused = await send({ email: "ts@@example.com" });
assert.equal(refused.status, 400);
const problem = (await refused.json()) as Problem;
assert.match(problem.errors?.email?.[0] ?? "", /^Send one email address/);
assert.ok(problem.traceId);
