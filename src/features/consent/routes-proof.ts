import { createRoute, z } from "@hono/zod-openapi";

import { proveConsent } from "#features/consent/prove-consent";
import { ProofView, VerifyView } from "#features/consent/schemas-proof";
import { verifyConsents } from "#features/consent/verify-consents";
import { json, refusals } from "#platform/http/contract";
import { givenId } from "#platform/http/id-of";
import { VerifyBody } from "#platform/http/ledger";
import { newRouter } from "#platform/http/router";

const secured = { tags: ["Consent"], security: [{ bearer: [] }] };

const verify = createRoute({
  ...secured,
  method: "post",
  path: "/consents/verify",
  operationId: "verifyConsents",
  summary: "Check that the consent ledger is as it was sealed",
  description:
    "Each row is sealed to all before it by a SHA-256 chain. Names the head that the ledger is sealed up to, and the first row that was changed since, or is missing. A long ledger is checked in parts of 10,000 rows. Requires `consents:read`.",
  request: { body: { required: false, ...json(VerifyBody) } },
  responses: {
    200: { description: "What was found", ...json(VerifyView) },
    ...refusals("invalid_request", "out_of_range"),
  },
});

const prove = createRoute({
  ...secured,
  method: "get",
  path: "/consents/{id}/proof",
  operationId: "proveConsent",
  summary: "Prove an act of consent",
  description:
    "The record with its neighbours in the chain and the way to the head, so that it can be checked without this service. Requires `consents:read`; `personal` also `contacts:pii`.",
  request: { params: z.object({ id: givenId("consent") }) },
  responses: {
    200: { description: "The proof", ...json(ProofView) },
    ...refusals("not_found"),
  },
});

export const proofRoutes = newRouter()
  .openapi(verify, async (c) => c.json(await verifyConsents(c.var.ctx, c.req.valid("json")), 200))
  .openapi(prove, async (c) => c.json(await proveConsent(c.var.ctx, c.req.valid("param").id), 200));
