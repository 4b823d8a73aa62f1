import { createRoute, z } from "@hono/zod-openapi";

import { MessageBatchBody, MessageBatchView } from "#features/messages/batch-schemas";
import { cancelMessage } from "#features/messages/cancel-message";
import { getMessage } from "#features/messages/get-message";
import { listMessages } from "#features/messages/list-messages";
import { ListMessagesQuery } from "#features/messages/list-schemas";
import { rescheduleMessage } from "#features/messages/reschedule-message";
import { resendMessage } from "#features/messages/resend-message";
import { MessagePageView, MessageView } from "#features/messages/schemas";
import { sendBatch } from "#features/messages/send-batch";
import { sendMessage } from "#features/messages/send-message";
import { RescheduleBody, ResendBody, SendMessageBody } from "#features/messages/send-schemas";
import { json, refusals } from "#platform/http/contract";
import { contentEtag, ETAG_HEADER } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Messages"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("message") });

/** Why a message may not be sent to its person. */
const DECIDED_AGAINST = [
  "unsupported_media",
  "purpose_mismatch",
  "consent_required",
  "recipient_suppressed",
  "recipient_is_sender",
  "phone_required",
  "template_not_sendable",
  "template_parameters",
  "window_closed",
  "unavailable",
] as const;

const send = createRoute({
  method: "post",
  path: "/messages",
  operationId: "sendMessage",
  summary: "Send a message",
  description:
    "Takes a message over for sending, now or with `send_at` at an instant, and answers at once; what becomes of it is told by its `status` and by events. Requires an `Idempotency-Key`. Requires `messages:send`.",
  ...common,
  request: { body: { required: true, ...json(SendMessageBody) } },
  responses: {
    202: { description: "Taken over for sending", ...json(MessageView) },
    ...refusals(
      "invalid_request",
      "out_of_range",
      "idempotency_key_required",
      "not_found",
      "number_paused",
      "number_needs_reauth",
      "duplicate_client_ref",
      "invalid_phone",
      "country_required",
      "invalid_user_id",
      "unsupported_type",
      "url_not_allowed",
      ...DECIDED_AGAINST,
    ),
  },
});

const batch = createRoute({
  method: "post",
  path: "/messages/batch",
  operationId: "sendMessages",
  summary: "Send up to 100 messages",
  description:
    "Each item is what `POST /v1/messages` takes, and has an outcome of its own: what is refused touches no other. Messages to one recipient leave in the order of the items. Requires an `Idempotency-Key`: a call that was cut short is made again with its key, goes on where it ended and sends nothing twice. Requires `messages:send`.",
  ...common,
  request: { body: { required: true, ...json(MessageBatchBody) } },
  responses: {
    200: { description: "What became of each item", ...json(MessageBatchView) },
    ...refusals("invalid_request", "idempotency_key_required", "unavailable"),
  },
});

const list = createRoute({
  method: "get",
  path: "/messages",
  operationId: "listMessages",
  summary: "List messages",
  description:
    "Newest first. A page looks at 1,000 messages at most, so with filters it may be short while `has_more` is true. Requires `inbox:read`.",
  ...common,
  request: { query: ListMessagesQuery },
  responses: {
    200: { description: "A page of messages", ...json(MessagePageView) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const read = createRoute({
  method: "get",
  path: "/messages/{id}",
  operationId: "getMessage",
  summary: "Read a message",
  description: "With what became of it so far. Requires `inbox:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The message", headers: ETAG_HEADER, ...json(MessageView) },
    ...refusals("not_found"),
  },
});

const reschedule = createRoute({
  method: "patch",
  path: "/messages/{id}",
  operationId: "rescheduleMessage",
  summary: "Move a scheduled message",
  description: "To another instant, while it waits. Requires `messages:send`.",
  ...common,
  request: { params, body: { required: true, ...json(RescheduleBody) } },
  responses: {
    200: { description: "It waits for the new instant", ...json(MessageView) },
    ...refusals("invalid_request", "not_found", "invalid_state", "out_of_range"),
  },
});

const resend = createRoute({
  method: "post",
  path: "/messages/{id}/resend",
  operationId: "resendMessage",
  summary: "Send a message again",
  description:
    "Of one that failed, or is `unknown`, and belongs to no campaign: a new message, decided on like any other. Requires `messages:send`.",
  ...common,
  request: { params, body: { required: true, ...json(ResendBody) } },
  responses: {
    202: { description: "Taken over for sending, as a new message", ...json(MessageView) },
    ...refusals(
      "invalid_state",
      "invalid_request",
      "not_found",
      "number_paused",
      "number_needs_reauth",
      ...DECIDED_AGAINST,
    ),
  },
});

const cancel = createRoute({
  method: "post",
  path: "/messages/{id}/cancel",
  operationId: "cancelMessage",
  summary: "Cancel a scheduled or queued message",
  description:
    "Only while nobody has begun to send it. Messages of a campaign are cancelled with their campaign. Requires `messages:send`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "Cancelled", ...json(MessageView) },
    ...refusals("not_found", "invalid_state"),
  },
});

export const messageRoutes = newRouter()
  .openapi(send, async (c) => c.json(await sendMessage(c.var.ctx, c.req.valid("json")), 202))
  .openapi(batch, async (c) => c.json(await sendBatch(c.var.ctx, c.req.valid("json")), 200))
  .openapi(list, async (c) => c.json(await listMessages(c.var.ctx, c.req.valid("query")), 200))
  .openapi(read, async (c) => {
    const message = await getMessage(c.var.ctx, c.req.valid("param").id);
    return c.json(message, 200, { etag: await contentEtag(message) });
  })
  .openapi(cancel, async (c) =>
    c.json(await cancelMessage(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(reschedule, async (c) =>
    c.json(await rescheduleMessage(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200),
  )
  .openapi(resend, async (c) =>
    c.json(await resendMessage(c.var.ctx, c.req.valid("param").id), 202),
  );
