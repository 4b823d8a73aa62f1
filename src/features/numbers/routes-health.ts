import { createRoute, z } from "@hono/zod-openapi";

import { askDoctor } from "#features/numbers/ask-doctor";
import { countSetAside } from "#features/numbers/count-set-aside";
import { getHealth, getLimits } from "#features/numbers/get-health";
import { DoctorView, HealthView, LimitsView } from "#features/numbers/schemas-health";
import { SetAsideView } from "#features/numbers/schemas-set-aside";
import { json, refusals } from "#platform/http/contract";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Numbers"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("number") });

const asksMeta = refusals(
  "not_found",
  "invalid_state",
  "number_needs_reauth",
  "meta_refused",
  "meta_error",
);

const health = createRoute({
  method: "get",
  path: "/numbers/{id}/health",
  operationId: "getNumberHealth",
  summary: "Ask Meta how a number is",
  description:
    "Meta is asked at once; nothing changes. Whoever wants to know what to do about it asks the doctor. Requires `numbers:read`.",
  ...common,
  request: { params },
  responses: { 200: { description: "Its health", ...json(HealthView) }, ...asksMeta },
});

const limits = createRoute({
  method: "get",
  path: "/numbers/{id}/limits",
  operationId: "getNumberLimits",
  summary: "Ask Meta how much a number may send",
  description: "Meta is asked at once; nothing changes. Requires `numbers:read`.",
  ...common,
  request: { params },
  responses: { 200: { description: "Its limits", ...json(LimitsView) }, ...asksMeta },
});

const doctor = createRoute({
  method: "post",
  path: "/numbers/{id}/doctor",
  operationId: "askNumberDoctor",
  summary: "Look for what keeps a number from working",
  description:
    "Token, permissions, subscription, webhook, registration, payment, health, display name and quality: each with what to do about it. Meta is asked; nothing of the number changes. Requires `numbers:write`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "Every check", ...json(DoctorView) },
    ...refusals("not_found", "invalid_state"),
  },
});

const setAside = createRoute({
  method: "get",
  path: "/numbers/{id}/set-aside",
  operationId: "countSetAside",
  summary: "Count deliveries of Meta that were set aside",
  description:
    "Webhooks for the number or its account that were answered, kept sealed for 14 days and not applied. Requires `numbers:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "How many, by reason", ...json(SetAsideView) },
    ...refusals("not_found"),
  },
});

export const numberHealthRoutes = newRouter()
  .openapi(health, async (c) => c.json(await getHealth(c.var.ctx, c.req.valid("param").id), 200))
  .openapi(limits, async (c) => c.json(await getLimits(c.var.ctx, c.req.valid("param").id), 200))
  .openapi(setAside, async (c) =>
    c.json(await countSetAside(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(doctor, async (c) => c.json(await askDoctor(c.var.ctx, c.req.valid("param").id), 200));
