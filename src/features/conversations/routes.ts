import { createRoute, z } from "@hono/zod-openapi";

import { conversationEtag } from "#features/conversations/conversation-etag";
import { countConversations } from "#features/conversations/count-conversations";
import { getConversation } from "#features/conversations/get-conversation";
import { handOff } from "#features/conversations/hand-off";
import { listConversations } from "#features/conversations/list-conversations";
import { listThread } from "#features/conversations/list-thread";
import { markConversationRead } from "#features/conversations/mark-conversation-read";
import { releaseConversation } from "#features/conversations/release-conversation";
import {
  ConversationCounts,
  ConversationPage,
  ConversationView,
  CountConversationsQuery,
  HandoffBody,
  ListConversationsQuery,
  MarkReadBody,
  SearchConversationsBody,
  UpdateConversationBody,
} from "#features/conversations/schemas";
import { searchConversations } from "#features/conversations/search-conversations";
import { showTyping } from "#features/conversations/show-typing";
import { updateConversation } from "#features/conversations/update-conversation";
import { MessagePageView } from "#features/messages/index";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { ETAG_HEADER, IF_MATCH } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Inbox"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("conversation") });

const list = createRoute({
  method: "get",
  path: "/conversations",
  operationId: "listConversations",
  summary: "List conversations",
  description:
    "Newest activity first. A page looks at 1,000 conversations at most, so it may be short while `has_more` is true. Requires `inbox:read`.",
  ...common,
  request: { query: ListConversationsQuery },
  responses: {
    200: { description: "A page of conversations", ...json(ConversationPage) },
    ...refusals(
      "invalid_request",
      "invalid_cursor",
      "out_of_range",
      "unknown_parameter",
      "invalid_phone",
      "country_required",
      "invalid_user_id",
    ),
  },
});

const counts = createRoute({
  method: "get",
  path: "/conversations/counts",
  operationId: "countConversations",
  summary: "Count the conversations of each view",
  description:
    "Exact: counters are kept with every change of a conversation. Requires `inbox:read`.",
  ...common,
  request: { query: CountConversationsQuery },
  responses: {
    200: { description: "The counts", ...json(ConversationCounts) },
    ...refusals("out_of_range", "unknown_parameter"),
  },
});

const read = createRoute({
  method: "get",
  path: "/conversations/{id}",
  operationId: "getConversation",
  summary: "Read a conversation",
  description: "With the person and the newest message. Requires `inbox:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The conversation", headers: ETAG_HEADER, ...json(ConversationView) },
    ...refusals("not_found"),
  },
});

const thread = createRoute({
  method: "get",
  path: "/conversations/{id}/messages",
  operationId: "listConversationMessages",
  summary: "List the messages of a conversation",
  description: "Newest first, from both sides. Requires `inbox:read`.",
  ...common,
  request: { params, query: PageQuery },
  responses: {
    200: { description: "Newest first", ...json(MessagePageView) },
    ...refusals("not_found", "invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const markRead = createRoute({
  method: "post",
  path: "/conversations/{id}/read",
  operationId: "markConversationRead",
  summary: "Mark a conversation as read",
  description:
    "Everything that the person wrote counts as read. The person is told so when the number's `auto_read` is `on_open` and the caller has the scope `messages:send` as well, or when the body says `tell`, which requires that scope; nobody is told of messages older than 30 days. Requires `inbox:write`.",
  ...common,
  request: { params, body: { required: false, ...json(MarkReadBody) } },
  responses: {
    200: { description: "The conversation, nothing unread", ...json(ConversationView) },
    ...refusals("invalid_request", "not_found"),
  },
});

const typing = createRoute({
  method: "post",
  path: "/conversations/{id}/typing",
  operationId: "showTyping",
  summary: "Show that an answer is being written",
  description:
    "The person sees it for 25 seconds, or until the answer comes, and sees what was written as read. Requires `messages:send`.",
  ...common,
  request: { params },
  responses: {
    204: { description: "Shown" },
    ...refusals("not_found", "invalid_state", "number_paused", "number_needs_reauth", "meta_error"),
  },
});

const update = createRoute({
  method: "patch",
  path: "/conversations/{id}",
  operationId: "updateConversation",
  summary: "Change a conversation",
  description:
    "Status, snooze, assignee, priority and tags; what is left out stays. A message of the person opens the conversation again. Requires `inbox:write`.",
  ...common,
  request: { params, headers: IF_MATCH, body: { required: true, ...json(UpdateConversationBody) } },
  responses: {
    200: { description: "The conversation", headers: ETAG_HEADER, ...json(ConversationView) },
    ...refusals("invalid_request", "not_found", "out_of_range", "precondition_failed"),
  },
});

const search = createRoute({
  method: "post",
  path: "/conversations/search",
  operationId: "searchConversations",
  summary: "Search conversations by a filter",
  description:
    "Newest activity first. A page looks at 1,000 conversations at most, so it may be short while `has_more` is true. Requires `inbox:read`.",
  ...common,
  request: { body: { required: true, ...json(SearchConversationsBody) } },
  responses: {
    200: { description: "A page of conversations", ...json(ConversationPage) },
    ...refusals("invalid_request", "invalid_cursor", "unknown_field", "filter_too_complex"),
  },
});

const handoff = createRoute({
  method: "post",
  path: "/conversations/{id}/handoff",
  operationId: "handOffConversation",
  summary: "Hand a conversation to people",
  description:
    "Automations keep still in it until it is released, resolved, or the time is over. Requires `inbox:write`.",
  ...common,
  request: { params, body: { required: true, ...json(HandoffBody) } },
  responses: {
    200: { description: "The conversation", ...json(ConversationView) },
    ...refusals("invalid_request", "not_found"),
  },
});

const release = createRoute({
  method: "post",
  path: "/conversations/{id}/release",
  operationId: "releaseConversation",
  summary: "Let automations act again",
  description: "Ends a handoff. Requires `inbox:write`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The conversation", ...json(ConversationView) },
    ...refusals("not_found"),
  },
});

export const conversationRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listConversations(c.var.ctx, c.req.valid("query")), 200))
  .openapi(counts, async (c) =>
    c.json(await countConversations(c.var.ctx, c.req.valid("query")), 200),
  )
  .openapi(read, async (c) => {
    const conversation = await getConversation(c.var.ctx, c.req.valid("param").id);
    return c.json(conversation, 200, { etag: await conversationEtag(conversation) });
  })
  .openapi(thread, async (c) =>
    c.json(await listThread(c.var.ctx, c.req.valid("param").id, c.req.valid("query")), 200),
  )
  .openapi(markRead, async (c) =>
    c.json(
      await markConversationRead(c.var.ctx, c.req.valid("param").id, c.req.valid("json")),
      200,
    ),
  )
  .openapi(typing, async (c) => {
    await showTyping(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  })
  .openapi(update, async (c) => {
    const ifMatch = c.req.valid("header")["If-Match"];
    const change = { ...c.req.valid("json"), ifMatch };
    const conversation = await updateConversation(c.var.ctx, c.req.valid("param").id, change);
    return c.json(conversation, 200, { etag: await conversationEtag(conversation) });
  })
  .openapi(search, async (c) =>
    c.json(await searchConversations(c.var.ctx, c.req.valid("json")), 200),
  )
  .openapi(handoff, async (c) =>
    c.json(await handOff(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200),
  )
  .openapi(release, async (c) =>
    c.json(await releaseConversation(c.var.ctx, c.req.valid("param").id), 200),
  );
