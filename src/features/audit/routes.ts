import { createRoute } from "@hono/zod-openapi";

import { listAuditLogs } from "#features/audit/list-audit-logs";
import { AuditPage, AuditVerified, ListAuditQuery } from "#features/audit/schemas";
import { verifyAuditLogs } from "#features/audit/verify-trail";
import { json, refusals } from "#platform/http/contract";
import { VerifyBody } from "#platform/http/ledger";
import { newRouter } from "#platform/http/router";

const secured = { tags: ["Audit"], security: [{ bearer: [] }] };

const list = createRoute({
  ...secured,
  method: "get",
  path: "/audit-logs",
  operationId: "listAuditLogs",
  summary: "List what was done",
  description:
    "By whom, to what and from where, newest first: in the workspace, and about its people, sessions, keys and connections. A page of a filtered list may be short, or empty, and have more behind it. Requires `audit:read`.",
  request: { query: ListAuditQuery },
  responses: {
    200: { description: "Newest first", ...json(AuditPage) },
    ...refusals("invalid_cursor", "invalid_request", "out_of_range", "unknown_parameter"),
  },
});

const verify = createRoute({
  ...secured,
  method: "post",
  path: "/audit-logs/verify",
  operationId: "verifyAuditLogs",
  summary: "Check that the workspace's audit trail is as it was sealed",
  description:
    "Each row is sealed to all before it by a SHA-256 chain, in stretches of up to 1,000 rows. Names the head that the trail is sealed up to, and the first stretch that was changed since. A long trail is checked in parts of up to 10 stretches. Keep a head and send it as `known_head` later: that shows that nobody wrote the whole trail anew. Requires `audit:read`.",
  request: { body: { required: false, ...json(VerifyBody) } },
  responses: {
    200: { description: "What was found", ...json(AuditVerified) },
    ...refusals("invalid_request", "out_of_range"),
  },
});

export const auditRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listAuditLogs(c.var.ctx, c.req.valid("query")), 200))
  .openapi(verify, async (c) => c.json(await verifyAuditLogs(c.var.ctx, c.req.valid("json")), 200));
