import { createRoute, z } from "@hono/zod-openapi";

import { fireHook } from "#features/automations/fire-hook";
import { HookAnswer, HookBody } from "#features/automations/schemas-triggers";
import { json } from "#platform/http/contract";
import { givenId } from "#platform/http/id-of";
import { visitorKey } from "#platform/http/idempotency";
import { problems } from "#platform/http/problem-schema";
import { newRouter } from "#platform/http/router";

const post = createRoute({
  method: "post",
  path: "/hooks/{id}",
  operationId: "postHook",
  summary: "Start an automation from another system",
  description:
    "The URL and its secret come from `POST /v1/triggers`: a token in `Authorization: Bearer` or in the trigger's header, or a signature of the body. Posted again under the trigger's `dedupe_key`, or else its own `Idempotency-Key`, it answers the first run. Needs no other credential.",
  tags: ["Automations"],
  request: {
    params: z.object({ id: givenId("trigger") }),
    query: z.strictObject({
      workspace: z.string().max(64).optional().openapi({
        description: "The workspace, as the trigger's URL names it.",
        example: "ws_01k9zq3v6m8r2t4w6y8a0c2e4g",
      }),
    }),
    body: { required: true, ...json(HookBody) },
  },
  responses: {
    202: { description: "The run that was started, or was before", ...json(HookAnswer) },
    ...problems(
      "invalid_request",
      "invalid_idempotency_key",
      "unknown_parameter",
      "out_of_range",
      "invalid_token",
      "invalid_signature",
      "workspace_suspended",
      "workspace_closing",
      "not_found",
      "invalid_state",
      "invalid_phone",
      "country_required",
      "invalid_user_id",
      "rate_limited",
      "capacity_exhausted",
      "unavailable",
      "internal",
    ),
  },
});

export const hookRoutes = newRouter().openapi(post, async (c) => {
  const answer = await fireHook(c.env, {
    triggerId: c.req.valid("param").id,
    workspace: c.req.valid("query").workspace ?? null,
    posted: c.req.valid("json"),
    headers: c.req.raw.headers,
    bytes: c.var.rawBody,
    requestId: c.var.requestId,
    keyHash: (await visitorKey(c, {}))?.keyHash ?? null,
  });
  return c.json(answer, 202);
});
