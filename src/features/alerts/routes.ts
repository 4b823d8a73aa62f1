import { createRoute, z } from "@hono/zod-openapi";

import { acknowledgeAlert } from "#features/alerts/acknowledge-alert";
import { listAlerts } from "#features/alerts/list-alerts";
import { getMyAlerts, setMyAlerts } from "#features/alerts/my-alerts";
import { AlertPage, AlertView, ListAlertsQuery, MyAlerts } from "#features/alerts/schemas";
import { json, refusals } from "#platform/http/contract";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";
import { asPerson } from "#platform/person";

const common = { tags: ["Alerts"], security: [{ bearer: [] }] };

const list = createRoute({
  method: "get",
  path: "/alerts",
  operationId: "listAlerts",
  summary: "List alerts",
  description:
    "What wants a person, newest first; the same of the same once a day. Requires `workspace:read`.",
  ...common,
  request: { query: ListAlertsQuery },
  responses: {
    200: { description: "Newest first", ...json(AlertPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const acknowledge = createRoute({
  method: "post",
  path: "/alerts/{id}/acknowledge",
  operationId: "acknowledgeAlert",
  summary: "See to an alert",
  description: "Who was first stays. Requires `workspace:write`.",
  ...common,
  request: { params: z.object({ id: givenId("alert") }) },
  responses: {
    200: { description: "The alert, seen to", ...json(AlertView) },
    ...refusals("not_found"),
  },
});

const mine = createRoute({
  method: "get",
  path: "/me/alerts",
  operationId: "getMyAlerts",
  summary: "Read which alerts you get by e-mail",
  description: "Of this workspace. Only for people: an API key has no e-mail.",
  ...common,
  responses: { 200: { description: "The kinds", ...json(MyAlerts) }, ...refusals() },
});

const choose = createRoute({
  method: "put",
  path: "/me/alerts",
  operationId: "setMyAlerts",
  summary: "Choose which alerts you get by e-mail",
  description: "Of this workspace. Only for people: an API key has no e-mail.",
  ...common,
  request: { body: { required: true, ...json(MyAlerts) } },
  responses: {
    200: { description: "The kinds", ...json(MyAlerts) },
    ...refusals("invalid_request"),
  },
});

export const alertRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listAlerts(c.var.ctx, c.req.valid("query")), 200))
  .openapi(acknowledge, async (c) =>
    c.json(await acknowledgeAlert(c.var.ctx, c.req.valid("param").id), 200),
  );

/** What needs no workspace's database. */
export const myAlertRoutes = newRouter()
  .openapi(mine, async (c) => c.json(await getMyAlerts(asPerson(c.var.caller)), 200))
  .openapi(choose, async (c) =>
    c.json(await setMyAlerts(asPerson(c.var.caller), c.req.valid("json")), 200),
  );
