import { createRoute } from "@hono/zod-openapi";

import { getControls, getDataMap, getProcessors } from "#features/privacy/get-data-map";
import { ControlsView, DataMapView, ProcessorsView } from "#features/privacy/schemas-map";
import { json, refusals } from "#platform/http/contract";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Privacy"], security: [{ bearer: [] }] };

const dataMap = createRoute({
  method: "get",
  path: "/privacy/data-map",
  operationId: "getDataMap",
  summary: "See what is stored where",
  description:
    "Every table, object and folder, column by column, with what an erasure does to it. Requires `privacy:read`.",
  ...common,
  responses: { 200: { description: "The map", ...json(DataMapView) }, ...refusals() },
});

const processors = createRoute({
  method: "get",
  path: "/privacy/processors",
  operationId: "getProcessors",
  summary: "See who is told what",
  description:
    "Everybody outside the deployment who is told anything, what for, and what of whom. Requires `privacy:read`.",
  ...common,
  responses: { 200: { description: "The register", ...json(ProcessorsView) }, ...refusals() },
});

const controls = createRoute({
  method: "get",
  path: "/privacy/controls",
  operationId: "getPrivacyControls",
  summary: "See what keeps the policy's promises",
  description: "Clause by clause. Requires `privacy:read`.",
  ...common,
  responses: { 200: { description: "The clauses", ...json(ControlsView) }, ...refusals() },
});

export const privacyMapRoutes = newRouter()
  .openapi(dataMap, (c) => c.json(getDataMap(c.var.ctx), 200))
  .openapi(processors, (c) => c.json(getProcessors(c.var.ctx), 200))
  .openapi(controls, (c) => c.json(getControls(c.var.ctx), 200));
