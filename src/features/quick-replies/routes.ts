import { createRoute, z } from "@hono/zod-openapi";

import { createQuickReply } from "#features/quick-replies/create-quick-reply";
import { getQuickReply } from "#features/quick-replies/get-quick-reply";
import { listQuickReplies } from "#features/quick-replies/list-quick-replies";
import { removeQuickReply } from "#features/quick-replies/remove-quick-reply";
import { renderQuickReply } from "#features/quick-replies/render-quick-reply";
import {
  QuickReplyBody,
  QuickReplyPage,
  QuickReplyView,
  RenderBody,
  RenderedReply,
  UpdateQuickReplyBody,
} from "#features/quick-replies/schemas";
import { updateQuickReply } from "#features/quick-replies/update-quick-reply";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { contentEtag, ETAG_HEADER } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Inbox"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("quickReply") });
const BY_BODY = [
  "invalid_request",
  "not_found",
  "shortcut_taken",
  "missing_variable",
  "out_of_range",
] as const;

const list = createRoute({
  method: "get",
  path: "/quick-replies",
  operationId: "listQuickReplies",
  summary: "List quick replies",
  description: "Newest first. Requires `inbox:read`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of quick replies", ...json(QuickReplyPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const create = createRoute({
  method: "post",
  path: "/quick-replies",
  operationId: "createQuickReply",
  summary: "Make a quick reply",
  description: "An answer that is written often, with variables. Requires `inbox:write`.",
  ...common,
  request: { body: { required: true, ...json(QuickReplyBody) } },
  responses: {
    201: { description: "The quick reply", ...json(QuickReplyView) },
    ...refusals(...BY_BODY),
  },
});

const read = createRoute({
  method: "get",
  path: "/quick-replies/{id}",
  operationId: "getQuickReply",
  summary: "Read a quick reply",
  description: "Requires `inbox:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The quick reply", headers: ETAG_HEADER, ...json(QuickReplyView) },
    ...refusals("not_found"),
  },
});

const update = createRoute({
  method: "patch",
  path: "/quick-replies/{id}",
  operationId: "updateQuickReply",
  summary: "Change a quick reply",
  description: "What is left out stays. Requires `inbox:write`.",
  ...common,
  request: { params, body: { required: true, ...json(UpdateQuickReplyBody) } },
  responses: {
    200: { description: "The quick reply", ...json(QuickReplyView) },
    ...refusals(...BY_BODY),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/quick-replies/{id}",
  operationId: "deleteQuickReply",
  summary: "Delete a quick reply",
  description: "Requires `inbox:write`.",
  ...common,
  request: { params },
  responses: { 204: { description: "Deleted" }, ...refusals("not_found") },
});

const render = createRoute({
  method: "post",
  path: "/quick-replies/{id}/render",
  operationId: "renderQuickReply",
  summary: "Fill in a quick reply for a conversation",
  description: "Answers the text; nothing is sent. Requires `inbox:read`.",
  ...common,
  request: { params, body: { required: true, ...json(RenderBody) } },
  responses: {
    200: { description: "The text", ...json(RenderedReply) },
    ...refusals("invalid_request", "not_found"),
  },
});

export const quickReplyRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listQuickReplies(c.var.ctx, c.req.valid("query")), 200))
  .openapi(create, async (c) => c.json(await createQuickReply(c.var.ctx, c.req.valid("json")), 201))
  .openapi(read, async (c) => {
    const reply = await getQuickReply(c.var.ctx, c.req.valid("param").id);
    return c.json(reply, 200, { etag: await contentEtag(reply) });
  })
  .openapi(update, async (c) =>
    c.json(await updateQuickReply(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200),
  )
  .openapi(remove, async (c) => {
    await removeQuickReply(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  })
  .openapi(render, async (c) =>
    c.json(await renderQuickReply(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200),
  );
