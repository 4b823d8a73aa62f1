import { createRoute, z } from "@hono/zod-openapi";

import { getNumberKeywords, setNumberKeywords } from "#features/numbers/manage-keywords";
import { NumberKeywords } from "#features/numbers/schemas-keywords";
import { json, refusals } from "#platform/http/contract";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Numbers"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("number") });

const read = createRoute({
  method: "get",
  path: "/numbers/{id}/keywords",
  operationId: "getNumberKeywords",
  summary: "Read a number's own words",
  description:
    "What people write to stop and to start marketing on this number, beside the words that hold everywhere. Requires `numbers:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The words", ...json(NumberKeywords) },
    ...refusals("not_found"),
  },
});

const replace = createRoute({
  method: "put",
  path: "/numbers/{id}/keywords",
  operationId: "setNumberKeywords",
  summary: "Replace a number's own words",
  description:
    "They are added to the built-in ones, such as STOP and START, which nobody can take away. Requires `numbers:write`.",
  ...common,
  request: { params, body: { required: true, ...json(NumberKeywords) } },
  responses: {
    200: { description: "The words as they hold now", ...json(NumberKeywords) },
    ...refusals("invalid_request", "not_found", "invalid_state", "unavailable"),
  },
});

/** The words by which people stop and start on a number. */
export const numberKeywordRoutes = newRouter()
  .openapi(read, async (c) =>
    c.json(await getNumberKeywords(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(replace, async (c) =>
    c.json(await setNumberKeywords(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200),
  );
