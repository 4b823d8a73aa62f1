import { createRoute, z } from "@hono/zod-openapi";

import { listSuppressions } from "#features/suppressions/list-suppressions";
import { release } from "#features/suppressions/release";
import {
  ListSuppressionsQuery,
  SuppressionBody,
  SuppressionPage,
  SuppressionView,
} from "#features/suppressions/schemas";
import { suppress } from "#features/suppressions/suppress";
import { json, refusals } from "#platform/http/contract";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Consent"], security: [{ bearer: [] }] };

const list = createRoute({
  method: "get",
  path: "/suppressions",
  operationId: "listSuppressions",
  summary: "List who is not to be written to",
  description: "Newest first. Requires `consents:read`.",
  ...common,
  request: { query: ListSuppressionsQuery },
  responses: {
    200: { description: "A page of suppressions", ...json(SuppressionPage) },
    ...refusals(
      "invalid_request",
      "invalid_cursor",
      "out_of_range",
      "unknown_parameter",
      "invalid_phone",
      "country_required",
      "invalid_user_id",
    ),
  },
});

const create = createRoute({
  method: "post",
  path: "/suppressions",
  operationId: "suppress",
  summary: "Let nothing be sent to somebody",
  description:
    "Nothing is sent to the person any more, not even what is queued: neither messages nor campaigns. They are recognised by keyed hashes of their phone and user ids, so they stay on the list when their contact is deleted and comes back. Requires `consents:write`.",
  ...common,
  request: { body: { required: true, ...json(SuppressionBody) } },
  responses: {
    200: { description: "They were on the list already", ...json(SuppressionView) },
    201: { description: "They are on the list", ...json(SuppressionView) },
    ...refusals(
      "invalid_request",
      "not_found",
      "invalid_phone",
      "country_required",
      "invalid_user_id",
    ),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/suppressions/{id}",
  operationId: "release",
  summary: "Let somebody be written to again",
  description:
    "What they withdrew stays withdrawn: only they grant it again. Requires `consents:write`.",
  ...common,
  request: { params: z.object({ id: givenId("suppression") }) },
  responses: {
    204: { description: "They are off the list" },
    ...refusals("not_found"),
  },
});

export const suppressionRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listSuppressions(c.var.ctx, c.req.valid("query")), 200))
  .openapi(create, async (c) => {
    const { view, isNew } = await suppress(c.var.ctx, c.req.valid("json"));
    return c.json(view, isNew ? 201 : 200);
  })
  .openapi(remove, async (c) => {
    await release(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  });
