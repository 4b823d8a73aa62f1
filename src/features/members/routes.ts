import { createRoute } from "@hono/zod-openapi";

import { listMembers } from "#features/members/list-members";
import { MemberPage } from "#features/members/schemas";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { newRouter } from "#platform/http/router";

const list = createRoute({
  method: "get",
  path: "/members",
  operationId: "listMembers",
  summary: "List the members of the workspace",
  description:
    "Who came first is first. E-mails are told to those who hold `team:read`. Requires `inbox:read`.",
  tags: ["Team"],
  security: [{ bearer: [] }],
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of members", ...json(MemberPage) },
    ...refusals("out_of_range", "invalid_cursor", "unknown_parameter"),
  },
});

export const memberRoutes = newRouter().openapi(list, async (c) =>
  c.json(await listMembers(c.var.caller, c.req.valid("query")), 200),
);
