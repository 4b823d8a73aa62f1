import { createRoute, z } from "@hono/zod-openapi";

import { addNote } from "#features/conversations/add-note";
import { editNote } from "#features/conversations/edit-note";
import { listMentions } from "#features/conversations/list-mentions";
import { listNotes } from "#features/conversations/list-notes";
import { markMentionsRead } from "#features/conversations/mark-mentions-read";
import { removeNote } from "#features/conversations/remove-note";
import {
  MarkMentionsBody,
  MentionPage,
  NoteBody,
  NotePage,
  NoteView,
} from "#features/conversations/schemas-notes";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Inbox"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("conversation") });
const noteParams = params.extend({ note: givenId("note") });

const list = createRoute({
  method: "get",
  path: "/conversations/{id}/notes",
  operationId: "listNotes",
  summary: "List the notes of a conversation",
  description: "Newest first; people outside the workspace never see them. Requires `inbox:read`.",
  ...common,
  request: { params, query: PageQuery },
  responses: {
    200: { description: "Newest first", ...json(NotePage) },
    ...refusals("not_found", "invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const add = createRoute({
  method: "post",
  path: "/conversations/{id}/notes",
  operationId: "addNote",
  summary: "Leave a note in a conversation",
  description: "For the team alone; members may be mentioned. Requires `inbox:write`.",
  ...common,
  request: { params, body: { required: true, ...json(NoteBody) } },
  responses: {
    201: { description: "The note", ...json(NoteView) },
    ...refusals("invalid_request", "not_found"),
  },
});

const edit = createRoute({
  method: "patch",
  path: "/conversations/{id}/notes/{note}",
  operationId: "editNote",
  summary: "Change a note of your own",
  description: "Sets text and mentions. Requires `inbox:write`.",
  ...common,
  request: { params: noteParams, body: { required: true, ...json(NoteBody) } },
  responses: {
    200: { description: "The note", ...json(NoteView) },
    ...refusals("invalid_request", "not_found", "not_author"),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/conversations/{id}/notes/{note}",
  operationId: "deleteNote",
  summary: "Delete a note of your own",
  description: "It is gone. Requires `inbox:write`.",
  ...common,
  request: { params: noteParams },
  responses: {
    204: { description: "Deleted" },
    ...refusals("not_found", "not_author"),
  },
});

const mentions = createRoute({
  method: "get",
  path: "/me/mentions",
  operationId: "listMentions",
  summary: "List the notes that name you",
  description:
    "Of this workspace, newest first. Nobody names an API key, whose list is empty. Requires `inbox:read`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "Newest first", ...json(MentionPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const markMentions = createRoute({
  method: "post",
  path: "/me/mentions/read",
  operationId: "markMentionsRead",
  summary: "Mark notes that name you as seen",
  description:
    "All up to one of them. An earlier mark than the one before changes nothing. Requires `inbox:read`.",
  ...common,
  request: { body: { required: true, ...json(MarkMentionsBody) } },
  responses: {
    204: { description: "Marked" },
    ...refusals("invalid_request", "not_found"),
  },
});

const named = ({ id, note }: { readonly id: string; readonly note: string }) => ({
  conversation: id,
  note,
});

export const noteRoutes = newRouter()
  .openapi(list, async (c) =>
    c.json(await listNotes(c.var.ctx, c.req.valid("param").id, c.req.valid("query")), 200),
  )
  .openapi(add, async (c) =>
    c.json(await addNote(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 201),
  )
  .openapi(mentions, async (c) => c.json(await listMentions(c.var.ctx, c.req.valid("query")), 200))
  .openapi(markMentions, async (c) => {
    await markMentionsRead(c.var.ctx, c.req.valid("json"));
    return c.body(null, 204);
  })
  .openapi(edit, async (c) =>
    c.json(await editNote(c.var.ctx, named(c.req.valid("param")), c.req.valid("json")), 200),
  )
  .openapi(remove, async (c) => {
    await removeNote(c.var.ctx, named(c.req.valid("param")));
    return c.body(null, 204);
  });
