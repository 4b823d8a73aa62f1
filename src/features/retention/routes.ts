import { createRoute } from "@hono/zod-openapi";

import { getRetention } from "#features/retention/get-retention";
import { holdContact, releaseHeldContact } from "#features/retention/hold-contact";
import { holdWorkspace, releaseWorkspace } from "#features/retention/hold-workspace";
import { listHolds } from "#features/retention/list-holds";
import { putRetention } from "#features/retention/put-retention";
import {
  LegalHoldBody,
  LegalHoldPage,
  LegalHoldView,
  ListHoldsQuery,
  RetentionBody,
  RetentionView,
} from "#features/retention/schemas";
import { BY_SELECTOR, ContactParams } from "#platform/http/contact-params";
import { json, refusals } from "#platform/http/contract";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Privacy"], security: [{ bearer: [] }] };

const read = createRoute({
  method: "get",
  path: "/privacy/retention",
  operationId: "getRetention",
  summary: "Read what is kept how long",
  description:
    "And what the last daily sweep let go. Consents and suppressions are kept as long as the workspace: they prove and protect. Requires `privacy:read`.",
  ...common,
  responses: { 200: { description: "What is kept", ...json(RetentionView) }, ...refusals() },
});

const put = createRoute({
  method: "put",
  path: "/privacy/retention",
  operationId: "putRetention",
  summary: "Set how long something is kept",
  description:
    "Classes that are not named stay as they are. What is too old by it is deleted for good by the next daily sweep. Requires `privacy:write`.",
  ...common,
  request: { body: { required: true, ...json(RetentionBody) } },
  responses: {
    200: { description: "What is kept", ...json(RetentionView) },
    ...refusals("invalid_request", "out_of_range"),
  },
});

const holdAll = createRoute({
  method: "put",
  path: "/privacy/legal-hold",
  operationId: "holdWorkspace",
  summary: "Hold everything for a law",
  description:
    "Until it is ended nothing of the workspace is swept, and nobody is erased. Requires `privacy:write`.",
  ...common,
  request: { body: { required: true, ...json(LegalHoldBody) } },
  responses: {
    200: { description: "It is held", ...json(LegalHoldView) },
    ...refusals("invalid_request"),
  },
});

const releaseAll = createRoute({
  method: "delete",
  path: "/privacy/legal-hold",
  operationId: "releaseWorkspace",
  summary: "End the workspace's legal hold",
  description: "The next daily sweep lets go what is too old. Requires `privacy:write`.",
  ...common,
  responses: { 204: { description: "It is ended" }, ...refusals("not_found") },
});

const list = createRoute({
  method: "get",
  path: "/privacy/legal-holds",
  operationId: "listLegalHolds",
  summary: "List whose data is held",
  description: "In the order of the contacts' ids. Requires `privacy:read`.",
  ...common,
  request: { query: ListHoldsQuery },
  responses: {
    200: { description: "A page of holds", ...json(LegalHoldPage) },
    ...refusals("invalid_request", "invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const holdOne = createRoute({
  method: "put",
  path: "/contacts/{contact}/legal-hold",
  operationId: "holdContact",
  summary: "Hold a person's data for a law",
  description:
    "Their messages, files and what was posted of them stay, and they cannot be erased, until it is ended. What Meta sent, as it came, is not sorted by person and leaves in its time. Requires `privacy:write`.",
  ...common,
  request: { params: ContactParams, body: { required: true, ...json(LegalHoldBody) } },
  responses: {
    200: { description: "It is held", ...json(LegalHoldView) },
    ...refusals("invalid_request", ...BY_SELECTOR),
  },
});

const releaseOne = createRoute({
  method: "delete",
  path: "/contacts/{contact}/legal-hold",
  operationId: "releaseHeldContact",
  summary: "End a contact's legal hold",
  description: "Requires `privacy:write`.",
  ...common,
  request: { params: ContactParams },
  responses: { 204: { description: "It is ended" }, ...refusals(...BY_SELECTOR) },
});

export const retentionRoutes = newRouter()
  .openapi(read, async (c) => c.json(await getRetention(c.var.ctx), 200))
  .openapi(put, async (c) => c.json(await putRetention(c.var.ctx, c.req.valid("json")), 200))
  .openapi(holdAll, async (c) => c.json(await holdWorkspace(c.var.ctx, c.req.valid("json")), 200))
  .openapi(releaseAll, async (c) => {
    await releaseWorkspace(c.var.ctx);
    return c.body(null, 204);
  })
  .openapi(list, async (c) => c.json(await listHolds(c.var.ctx, c.req.valid("query")), 200))
  .openapi(holdOne, async (c) =>
    c.json(await holdContact(c.var.ctx, c.req.valid("param").contact, c.req.valid("json")), 200),
  )
  .openapi(releaseOne, async (c) => {
    await releaseHeldContact(c.var.ctx, c.req.valid("param").contact);
    return c.body(null, 204);
  });
