import { createRoute, z } from "@hono/zod-openapi";

import { getOverview } from "#features/analytics/get-overview";
import { getSpend } from "#features/analytics/get-spend";
import { listAgents } from "#features/analytics/list-agents";
import { listCampaignFigures } from "#features/analytics/list-campaign-figures";
import { listMessageDays } from "#features/analytics/list-message-days";
import { listResponseDays } from "#features/analytics/list-response-days";
import { listTemplateFigures } from "#features/analytics/list-template-figures";
import {
  AgentList,
  CampaignList,
  MessageDays,
  Overview,
  ReportQuery,
  ResponseDays,
  Spend,
  TemplateList,
} from "#features/analytics/schemas";
import { messageTable, overviewTable, tableOf } from "#features/analytics/table";
import { refusals } from "#platform/http/contract";
import { newRouter } from "#platform/http/router";

const Csv = z.string().openapi({
  description: "The rows of `data` with a line of names.",
  example: "day,received,echoed,sent,delivered,read,failed",
});

/** A report: the same query, as JSON or as a table. */
const report = <P extends string, I extends string, T extends z.ZodType>(
  path: P,
  operationId: I,
  { summary, description, schema }: { summary: string; description: string; schema: T },
) =>
  createRoute({
    method: "get",
    path: `/analytics/${path}`,
    operationId,
    summary,
    description: `${description} Requires \`analytics:read\`.`,
    tags: ["Analytics"],
    security: [{ bearer: [] }],
    request: { query: ReportQuery },
    responses: {
      200: {
        description: "The report",
        content: { "application/json": { schema }, "text/csv": { schema: Csv } },
      },
      ...refusals("out_of_range", "unknown_parameter", "invalid_timezone"),
    },
  });

const overview = report("overview", "getOverview", {
  summary: "Read the figures of a span",
  description: "Everything in one row.",
  schema: Overview,
});
const messages = report("messages", "listMessageDays", {
  summary: "Read messages by day",
  description: "Each thing counts on the day when it happened, by Meta's clock.",
  schema: MessageDays,
});
const responses = report("responses", "listResponseDays", {
  summary: "Read how long people waited",
  description:
    "From the first message of a person that is not answered yet to the answer of somebody of the business. Quantiles are right to within a bucket of waits.",
  schema: ResponseDays,
});
const agents = report("agents", "listAgents", {
  summary: "Read who sent and answered",
  description: "Users, API keys and automations.",
  schema: AgentList,
});
const campaigns = report("campaigns", "listCampaignFigures", {
  summary: "Read how campaigns did",
  description: "Those launched in the span, as they stand now.",
  schema: CampaignList,
});
const templates = report("templates", "listTemplateFigures", {
  summary: "Read how templates did",
  description: "Campaigns and single messages together.",
  schema: TemplateList,
});
const spend = report("spend", "getSpend", {
  summary: "Read what Meta bills by",
  description:
    "Messages that were delivered, by Meta's pricing category and the recipient's country. Requires that Meta tells its pricing, as it does since 2025.",
  schema: Spend,
});

const CSV = { "content-type": "text/csv" };

export const analyticsRoutes = newRouter()
  .openapi(overview, async (c) => {
    const query = c.req.valid("query");
    const view = await getOverview(c.var.ctx, query);
    return query.format === "csv" ? c.text(overviewTable(view), 200, CSV) : c.json(view, 200);
  })
  .openapi(messages, async (c) => {
    const query = c.req.valid("query");
    const view = await listMessageDays(c.var.ctx, query);
    return query.format === "csv" ? c.text(messageTable(view), 200, CSV) : c.json(view, 200);
  })
  .openapi(responses, async (c) => {
    const query = c.req.valid("query");
    const view = await listResponseDays(c.var.ctx, query);
    return query.format === "csv"
      ? c.text(tableOf("responses", view.data), 200, CSV)
      : c.json(view, 200);
  })
  .openapi(agents, async (c) => {
    const query = c.req.valid("query");
    const view = await listAgents(c.var.ctx, query);
    return query.format === "csv"
      ? c.text(tableOf("agents", view.data), 200, CSV)
      : c.json(view, 200);
  })
  .openapi(campaigns, async (c) => {
    const query = c.req.valid("query");
    const view = await listCampaignFigures(c.var.ctx, query);
    return query.format === "csv"
      ? c.text(tableOf("campaigns", view.data), 200, CSV)
      : c.json(view, 200);
  })
  .openapi(templates, async (c) => {
    const query = c.req.valid("query");
    const view = await listTemplateFigures(c.var.ctx, query);
    return query.format === "csv"
      ? c.text(tableOf("templates", view.data), 200, CSV)
      : c.json(view, 200);
  })
  .openapi(spend, async (c) => {
    const query = c.req.valid("query");
    const view = await getSpend(c.var.ctx, query);
    return query.format === "csv"
      ? c.text(tableOf("spend", view.data), 200, CSV)
      : c.json(view, 200);
  });
