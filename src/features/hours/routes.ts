import { createRoute } from "@hono/zod-openapi";

import { getBusinessHours } from "#features/hours/get-business-hours";
import { putBusinessHours } from "#features/hours/put-business-hours";
import { BusinessHoursBody, BusinessHoursView } from "#features/hours/schemas";
import { json, refusals } from "#platform/http/contract";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Automations"], security: [{ bearer: [] }] };

const read = createRoute({
  method: "get",
  path: "/business-hours",
  operationId: "getBusinessHours",
  summary: "Read when the business is open",
  description: "And whether it is now. Requires `automations:read`.",
  ...common,
  responses: { 200: { description: "The hours", ...json(BusinessHoursView) }, ...refusals() },
});

const put = createRoute({
  method: "put",
  path: "/business-hours",
  operationId: "putBusinessHours",
  summary: "Write when the business is open",
  description:
    "Automations ask for it: the trigger `outside_hours` and the step `business_hours`. Hours past midnight belong to the next day. Requires `automations:write`.",
  ...common,
  request: { body: { required: true, ...json(BusinessHoursBody) } },
  responses: {
    200: { description: "Written", ...json(BusinessHoursView) },
    ...refusals("invalid_request", "invalid_timezone"),
  },
});

export const hoursRoutes = newRouter()
  .openapi(read, async (c) => c.json(await getBusinessHours(c.var.ctx), 200))
  .openapi(put, async (c) => c.json(await putBusinessHours(c.var.ctx, c.req.valid("json")), 200));
