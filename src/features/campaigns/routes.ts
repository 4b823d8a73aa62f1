import { createRoute, z } from "@hono/zod-openapi";

import { createCampaign } from "#features/campaigns/create-campaign";
import {
  listCampaigns,
  getCampaign,
  getCampaignProgress,
  getCampaignReport,
} from "#features/campaigns/get-campaign";
import { launchCampaign } from "#features/campaigns/launch-campaign";
import { listRecipients } from "#features/campaigns/list-recipients";
import { previewAudience, previewNewAudience } from "#features/campaigns/preview-audience";
import {
  AudiencePreview,
  CampaignProgress,
  CampaignReport,
  RecipientPage,
} from "#features/campaigns/report-schemas";
import {
  CampaignPage,
  CampaignQuery,
  CampaignView,
  CreateCampaignBody,
  PreviewAudienceBody,
  RecipientsQuery,
  UpdateCampaignBody,
} from "#features/campaigns/schemas";
import { cancelCampaign, pauseCampaign, resumeCampaign } from "#features/campaigns/steer-campaign";
import { deleteCampaign, updateCampaign } from "#features/campaigns/update-campaign";
import { campaignView } from "#features/campaigns/view";
import { json, refusals } from "#platform/http/contract";
import { ETAG_HEADER, etagOf, IF_MATCH_REQUIRED } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const params = z.object({ id: givenId("campaign") });

const body = <T extends z.ZodType>(schema: T) => ({ required: true, ...json(schema) });

const answer = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  ...json(schema),
});

const tagged = <T extends z.ZodType>(description: string, schema: T) => ({
  ...answer(description, schema),
  headers: ETAG_HEADER,
});

const common = { tags: ["Campaigns"], security: [{ bearer: [] }] };

/** What can be wrong with the values of a template's variables. */
const VARIABLE_FAULTS = ["missing_variable", "template_parameters", "unsupported_media"] as const;

const DRAFT_FAULTS = [
  "invalid_request",
  "not_found",
  "invalid_phone",
  "country_required",
  "invalid_user_id",
  "unknown_field",
  "filter_too_complex",
  "template_not_sendable",
  "empty_audience",
  ...VARIABLE_FAULTS,
] as const;

const create = createRoute({
  ...common,
  method: "post",
  path: "/campaigns",
  operationId: "createCampaign",
  summary: "Make a campaign",
  description: "Makes a draft. Nothing is sent before it is launched. Requires `campaigns:write`.",
  request: { body: body(CreateCampaignBody) },
  responses: { 201: tagged("The draft", CampaignView), ...refusals(...DRAFT_FAULTS) },
});

const list = createRoute({
  ...common,
  method: "get",
  path: "/campaigns",
  operationId: "listCampaigns",
  summary: "List campaigns",
  description: "Newest first. Requires `campaigns:read`.",
  request: { query: CampaignQuery },
  responses: {
    200: answer("One page", CampaignPage),
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const read = createRoute({
  ...common,
  method: "get",
  path: "/campaigns/{id}",
  operationId: "getCampaign",
  summary: "Read a campaign",
  description: "As it was made, with its state. Requires `campaigns:read`.",
  request: { params },
  responses: { 200: tagged("The campaign", CampaignView), ...refusals("not_found") },
});

const update = createRoute({
  ...common,
  method: "patch",
  path: "/campaigns/{id}",
  operationId: "updateCampaign",
  summary: "Change a draft",
  description:
    "Absent members stay. Once it is launched nothing can be changed. Requires `campaigns:write`.",
  request: {
    params,
    headers: IF_MATCH_REQUIRED,
    body: body(UpdateCampaignBody),
  },
  responses: {
    200: tagged("The draft as it is now", CampaignView),
    ...refusals(...DRAFT_FAULTS, "invalid_state", "precondition_failed", "precondition_required"),
  },
});

const remove = createRoute({
  ...common,
  method: "delete",
  path: "/campaigns/{id}",
  operationId: "deleteCampaign",
  summary: "Delete a draft",
  description:
    "One that was launched stays, because it is the account of what was sent. Requires `campaigns:write`.",
  request: { params },
  responses: { 204: { description: "Deleted" }, ...refusals("not_found", "invalid_state") },
});

const preview = createRoute({
  ...common,
  method: "post",
  path: "/campaigns/{id}/audience-preview",
  operationId: "previewCampaignAudience",
  summary: "Count the audience",
  description:
    "Who would get a message if it were launched now, and why the others would not. Requires `campaigns:read`.",
  request: { params },
  responses: {
    200: answer("The audience", AudiencePreview),
    ...refusals("not_found", "template_not_sendable", "empty_audience", ...VARIABLE_FAULTS),
  },
});

const previewNew = createRoute({
  ...common,
  method: "post",
  path: "/campaigns/audience-preview",
  operationId: "previewAudience",
  summary: "Count an audience without a campaign",
  description:
    "As of a draft with this audience: who would get a message now, and why the others would not. Nothing is stored. Requires `campaigns:read`.",
  request: { body: body(PreviewAudienceBody) },
  responses: {
    200: answer("The audience", AudiencePreview),
    ...refusals(
      "invalid_request",
      "not_found",
      "invalid_phone",
      "country_required",
      "invalid_user_id",
      "unknown_field",
      "filter_too_complex",
      "empty_audience",
      ...VARIABLE_FAULTS,
    ),
  },
});

const report = createRoute({
  ...common,
  method: "get",
  path: "/campaigns/{id}/report",
  operationId: "getCampaignReport",
  summary: "Read what became of a campaign",
  description:
    "How far its messages came, why some failed and others were not sent, and what can be done about it. The counts add up to `planned` at any time. Requires `campaigns:read`.",
  request: { params },
  responses: { 200: answer("The report", CampaignReport), ...refusals("not_found") },
});

const launch = createRoute({
  ...common,
  method: "post",
  path: "/campaigns/{id}/launch",
  operationId: "launchCampaign",
  summary: "Launch a campaign",
  description:
    "Requires an Idempotency-Key. The audience is fixed now; sending begins at once. Requires `campaigns:launch`.",
  request: { params },
  responses: {
    202: tagged("Launched", CampaignView),
    ...refusals(
      "idempotency_key_required",
      "not_found",
      "invalid_state",
      "number_paused",
      "number_needs_reauth",
      "empty_audience",
      "template_not_sendable",
      ...VARIABLE_FAULTS,
    ),
  },
});

const steering = (verb: "pause" | "resume" | "cancel", summary: string, effect: string) => {
  const operationId = `${verb}Campaign` as const;
  return {
    ...common,
    method: "post",
    operationId,
    summary,
    description: `${effect} Requires \`campaigns:launch\`.`,
    request: { params },
    responses: {
      200: tagged("The campaign", CampaignView),
      ...refusals("not_found", "invalid_state"),
    },
  } as const;
};

const pause = createRoute({
  ...steering("pause", "Pause a campaign", "No message leaves later than two seconds after this."),
  path: "/campaigns/{id}/pause",
});
const resume = createRoute({
  ...steering("resume", "Resume a campaign", "Goes on where it stopped; nobody is sent to twice."),
  path: "/campaigns/{id}/resume",
});
const cancel = createRoute({
  ...steering("cancel", "Cancel a campaign", "Whoever was not sent to yet is skipped."),
  path: "/campaigns/{id}/cancel",
});

const progress = createRoute({
  ...common,
  method: "get",
  path: "/campaigns/{id}/progress",
  operationId: "getCampaignProgress",
  summary: "Read how far a campaign is",
  description:
    "Every planned message is in exactly one state, so the counts add up to `planned`. Requires `campaigns:read`.",
  request: { params },
  responses: { 200: answer("Progress", CampaignProgress), ...refusals("not_found") },
});

const recipients = createRoute({
  ...common,
  method: "get",
  path: "/campaigns/{id}/recipients",
  operationId: "listCampaignRecipients",
  summary: "List a campaign's messages",
  description:
    "One message for each person of the audience, skipped ones included, the last of the plan first. Requires `campaigns:read`.",
  request: { params, query: RecipientsQuery },
  responses: {
    200: answer("One page; with a filter it may be short while more follow", RecipientPage),
    ...refusals("invalid_cursor", "not_found", "out_of_range", "unknown_parameter"),
  },
});

export const campaignRoutes = newRouter()
  .openapi(create, async (c) => {
    const row = await createCampaign(c.var.ctx, c.req.valid("json"));
    return c.json(campaignView(row), 201, { etag: etagOf(row.version) });
  })
  .openapi(list, async (c) => c.json(await listCampaigns(c.var.ctx, c.req.valid("query")), 200))
  .openapi(read, async (c) => {
    const row = await getCampaign(c.var.ctx, c.req.valid("param").id);
    return c.json(campaignView(row), 200, { etag: etagOf(row.version) });
  })
  .openapi(update, async (c) => {
    const row = await updateCampaign(c.var.ctx, c.req.valid("param").id, {
      body: c.req.valid("json"),
      ifMatch: c.req.valid("header")["If-Match"],
    });
    return c.json(campaignView(row), 200, { etag: etagOf(row.version) });
  })
  .openapi(remove, async (c) => {
    await deleteCampaign(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  })
  .openapi(preview, async (c) =>
    c.json(await previewAudience(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(previewNew, async (c) =>
    c.json(await previewNewAudience(c.var.ctx, c.req.valid("json")), 200),
  )
  .openapi(report, async (c) =>
    c.json(await getCampaignReport(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(launch, async (c) => {
    const row = await launchCampaign(c.var.ctx, c.req.valid("param").id);
    return c.json(campaignView(row), 202, { etag: etagOf(row.version) });
  })
  .openapi(pause, async (c) => {
    const row = await pauseCampaign(c.var.ctx, c.req.valid("param").id);
    return c.json(campaignView(row), 200, { etag: etagOf(row.version) });
  })
  .openapi(resume, async (c) => {
    const row = await resumeCampaign(c.var.ctx, c.req.valid("param").id);
    return c.json(campaignView(row), 200, { etag: etagOf(row.version) });
  })
  .openapi(cancel, async (c) => {
    const row = await cancelCampaign(c.var.ctx, c.req.valid("param").id);
    return c.json(campaignView(row), 200, { etag: etagOf(row.version) });
  })
  .openapi(progress, async (c) =>
    c.json(await getCampaignProgress(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(recipients, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await listRecipients(c.var.ctx, id, c.req.valid("query")), 200);
  });
