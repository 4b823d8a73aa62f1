import { createRoute, z } from "@hono/zod-openapi";

import { blockPeople, listBlockedPeople } from "#features/numbers/block-people";
import {
  deregister,
  registerNumberAgain,
  verifyNumberCode,
} from "#features/numbers/register-number";
import { NumberView } from "#features/numbers/schemas";
import {
  BlockedBody,
  BlockedPage,
  BlockedResults,
  RegisterNumberBody,
  VerifyCodeBody,
  VerifyCodeView,
} from "#features/numbers/schemas-registration";
import { numberView } from "#features/numbers/view";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { ETAG_HEADER, etagOf } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Numbers"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("number") });
const body = <T extends z.ZodType>(schema: T) => ({ required: true, ...json(schema) });
const MANAGED = [
  "not_found",
  "invalid_state",
  "number_needs_reauth",
  "meta_refused",
  "meta_error",
] as const;

const register = createRoute({
  method: "post",
  path: "/numbers/{id}/register",
  operationId: "registerNumber",
  summary: "Register a number for the Cloud API",
  description:
    "With its PIN, which is kept sealed. A number that was stopped is resumed afterwards. Meta allows ten registrations and deregistrations in 72 hours. Requires `numbers:write`.",
  ...common,
  request: { params, body: body(RegisterNumberBody) },
  responses: {
    200: { description: "Registered", headers: ETAG_HEADER, ...json(NumberView) },
    ...refusals("invalid_request", ...MANAGED),
  },
});

const off = createRoute({
  method: "post",
  path: "/numbers/{id}/deregister",
  operationId: "deregisterNumber",
  summary: "Take a number off the Cloud API",
  description:
    "It sends and receives nothing any more, and is paused; resuming it registers it again with its PIN. Requires `numbers:write`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "Deregistered", headers: ETAG_HEADER, ...json(NumberView) },
    ...refusals(...MANAGED),
  },
});

const verify = createRoute({
  method: "post",
  path: "/numbers/{id}/verify-code",
  operationId: "verifyNumberCode",
  summary: "Prove that a number is one's own",
  description:
    "With `method` Meta sends a code to the number; with `code` it is given back. Requires `numbers:write`.",
  ...common,
  request: { params, body: body(VerifyCodeBody) },
  responses: {
    200: { description: "The code is on its way, or was taken", ...json(VerifyCodeView) },
    ...refusals("invalid_request", ...MANAGED),
  },
});

const listBlocked = createRoute({
  method: "get",
  path: "/numbers/{id}/blocked",
  operationId: "listBlockedPeople",
  summary: "List whom a number blocks",
  description: "As Meta has them. Requires `numbers:read`.",
  ...common,
  request: { params, query: PageQuery },
  responses: {
    200: { description: "One page of people", ...json(BlockedPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter", ...MANAGED),
  },
});

const block = createRoute({
  method: "post",
  path: "/numbers/{id}/blocked",
  operationId: "blockPeople",
  summary: "Block people",
  description:
    "Only who wrote in the last 24 hours can be blocked. Nothing is sent to a blocked contact, from whatever number. Each has its own outcome. Requires `numbers:write`.",
  ...common,
  request: { params, body: body(BlockedBody) },
  responses: {
    200: { description: "What became of each", ...json(BlockedResults) },
    ...refusals("invalid_request", ...MANAGED),
  },
});

const unblock = createRoute({
  method: "delete",
  path: "/numbers/{id}/blocked",
  operationId: "unblockPeople",
  summary: "Unblock people",
  description: "Whoever is not blocked is no error. Requires `numbers:write`.",
  ...common,
  request: { params, body: body(BlockedBody) },
  responses: {
    200: { description: "What became of each", ...json(BlockedResults) },
    ...refusals("invalid_request", ...MANAGED),
  },
});

/** Registration of a number, and whom it blocks. */
export const numberRegistrationRoutes = newRouter()
  .openapi(register, async (c) => {
    const { id } = c.req.valid("param");
    const row = await registerNumberAgain(c.var.ctx, id, c.req.valid("json"));
    return c.json(numberView(row), 200, { etag: etagOf(row.updatedAt) });
  })
  .openapi(off, async (c) => {
    const row = await deregister(c.var.ctx, c.req.valid("param").id);
    return c.json(numberView(row), 200, { etag: etagOf(row.updatedAt) });
  })
  .openapi(verify, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await verifyNumberCode(c.var.ctx, id, c.req.valid("json")), 200);
  })
  .openapi(listBlocked, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await listBlockedPeople(c.var.ctx, id, c.req.valid("query")), 200);
  })
  .openapi(block, async (c) => {
    const input = { ...c.req.valid("json"), act: "block" } as const;
    return c.json(await blockPeople(c.var.ctx, c.req.valid("param").id, input), 200);
  })
  .openapi(unblock, async (c) => {
    const input = { ...c.req.valid("json"), act: "unblock" } as const;
    return c.json(await blockPeople(c.var.ctx, c.req.valid("param").id, input), 200);
  });
