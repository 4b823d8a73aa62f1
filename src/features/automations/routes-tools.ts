import { createRoute, z } from "@hono/zod-openapi";

import { getFunnel } from "#features/automations/get-funnel";
import { listVersions } from "#features/automations/list-versions";
import { restoreVersion } from "#features/automations/restore-version";
import {
  AutomationProblems,
  AutomationView,
  FunnelView,
  VersionPage,
} from "#features/automations/schemas";
import { SimulateBody, TranscriptView } from "#features/automations/schemas-simulate";
import { simulateAutomation } from "#features/automations/simulate-automation";
import { validateAutomation } from "#features/automations/validate-automation";
import { automationView } from "#features/automations/view";
import { json, refusals } from "#platform/http/contract";
import { ETAG_HEADER, etagOf } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Automations"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("automation") });

const validate = createRoute({
  method: "post",
  path: "/automations/{id}/validate",
  operationId: "validateAutomation",
  summary: "Find what is wrong with an automation's draft",
  description:
    "Steps that no way leads to, circles without a wait, texts that WhatsApp does not take or not at that time, and more; then its played conversations. Requires `automations:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "What was found", ...json(AutomationProblems) },
    ...refusals("not_found"),
  },
});

const simulate = createRoute({
  method: "post",
  path: "/automations/{id}/simulate",
  operationId: "simulateAutomation",
  summary: "Play a conversation with an automation's draft",
  description:
    "The same engine without the world: nothing is sent, nothing is called, and time passes as the messages say. Requires `automations:read`.",
  ...common,
  request: { params, body: { required: true, ...json(SimulateBody) } },
  responses: {
    200: { description: "How it went", ...json(TranscriptView) },
    ...refusals("invalid_request", "not_found"),
  },
});

const versions = createRoute({
  method: "get",
  path: "/automations/{id}/versions",
  operationId: "listAutomationVersions",
  summary: "List the versions of an automation",
  description: "The newest 50, newest first. Requires `automations:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "Newest first", ...json(VersionPage) },
    ...refusals("not_found"),
  },
});

const restore = createRoute({
  method: "post",
  path: "/automations/{id}/versions/{version}/restore",
  operationId: "restoreAutomationVersion",
  summary: "Make a version the draft again",
  description: "Publish it to let it run. Requires `automations:write`.",
  ...common,
  request: {
    params: params.extend({
      version: z.string().openapi({ description: "Number of the version.", example: "3" }),
    }),
  },
  responses: {
    200: { description: "The draft", headers: ETAG_HEADER, ...json(AutomationView) },
    ...refusals("not_found", "invalid_state"),
  },
});

const funnel = createRoute({
  method: "get",
  path: "/automations/{id}/funnel",
  operationId: "getAutomationFunnel",
  summary: "Count how the runs of a version went",
  description:
    "How many began, came to each step and ended how, among the newest 10,000 runs of the workspace. Requires `automations:read`.",
  ...common,
  request: {
    params,
    query: z.strictObject({
      version: z.coerce.number().int().min(1).max(1_000_000).optional().openapi({
        type: "integer",
        description: "The version; the one published last when absent.",
        example: 3,
      }),
    }),
  },
  responses: {
    200: { description: "The counts", ...json(FunnelView) },
    ...refusals("not_found", "out_of_range", "unknown_parameter"),
  },
});

export const automationToolRoutes = newRouter()
  .openapi(validate, async (c) =>
    c.json(await validateAutomation(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(simulate, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await simulateAutomation(c.var.ctx, id, c.req.valid("json")), 200);
  })
  .openapi(versions, async (c) =>
    c.json(await listVersions(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(restore, async (c) => {
    const { id, version } = c.req.valid("param");
    const row = await restoreVersion(c.var.ctx, id, version);
    return c.json(automationView(row), 200, { etag: etagOf(row.revision) });
  })
  .openapi(funnel, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await getFunnel(c.var.ctx, id, c.req.valid("query")), 200);
  });
