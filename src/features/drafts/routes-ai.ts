import { createRoute } from "@hono/zod-openapi";

import { getSettings } from "#features/drafts/get-settings";
import { listCalls } from "#features/drafts/list-calls";
import { listModels } from "#features/drafts/list-models";
import {
  CallPage,
  ModelsView,
  SettingsView,
  UpdateSettingsBody,
} from "#features/drafts/schemas-ai";
import { updateSettings } from "#features/drafts/update-settings";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { newRouter } from "#platform/http/router";

const common = { tags: ["AI drafts"], security: [{ bearer: [] }] };

const models = createRoute({
  method: "get",
  path: "/ai/models",
  operationId: "listAiModels",
  summary: "List the models that may draft",
  description:
    "All of the deployment, and which of them can be asked at the moment. Requires `ai:draft`.",
  ...common,
  responses: { 200: { description: "The models", ...json(ModelsView) }, ...refusals() },
});

const ledger = createRoute({
  method: "get",
  path: "/ai/ledger",
  operationId: "listAiLedger",
  summary: "List what was asked of models",
  description:
    "Every asking, newest first: what it cost, the hash of what was sent and the names of its members. Requires `ai:draft`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "Newest first", ...json(CallPage) },
    ...refusals("invalid_request", "invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const settings = createRoute({
  method: "get",
  path: "/ai/settings",
  operationId: "getAiSettings",
  summary: "Read how the workspace uses AI",
  description: "Off until an owner turns it on. Requires `ai:draft`.",
  ...common,
  responses: { 200: { description: "The settings", ...json(SettingsView) }, ...refusals() },
});

const update = createRoute({
  method: "put",
  path: "/ai/settings",
  operationId: "updateAiSettings",
  summary: "Turn AI on or off",
  description:
    "Absent members stay. An owner does it, signed in: no API key may. Requires `workspace:write`.",
  ...common,
  request: { body: { required: true, ...json(UpdateSettingsBody) } },
  responses: {
    200: { description: "The settings", ...json(SettingsView) },
    ...refusals("invalid_request", "owner_required"),
  },
});

export const aiRoutes = newRouter()
  .openapi(models, async (c) => c.json(await listModels(c.var.ctx), 200))
  .openapi(ledger, async (c) => c.json(await listCalls(c.var.ctx, c.req.valid("query")), 200))
  .openapi(settings, async (c) => c.json(await getSettings(c.var.ctx), 200))
  .openapi(update, async (c) => c.json(await updateSettings(c.var.ctx, c.req.valid("json")), 200));
