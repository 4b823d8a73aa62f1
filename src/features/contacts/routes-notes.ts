import { createRoute } from "@hono/zod-openapi";

import { addContactNote } from "#features/contacts/add-note";
import { editContactNote } from "#features/contacts/edit-note";
import { listContactNotes } from "#features/contacts/list-notes";
import { removeContactNote } from "#features/contacts/remove-note";
import {
  ContactNoteBody,
  ContactNotePage,
  ContactNoteView,
} from "#features/contacts/schemas-notes";
import { BY_SELECTOR, ContactParams } from "#platform/http/contact-params";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Contacts"], security: [{ bearer: [] }] };
const NoteParams = ContactParams.extend({ note: givenId("note") });

const list = createRoute({
  ...common,
  method: "get",
  path: "/contacts/{contact}/notes",
  operationId: "listContactNotes",
  summary: "List the notes of a contact",
  description:
    "What the team says of the person apart from any conversation, newest first; also of contacts that were merged into this one. Requires `contacts:read`.",
  request: { params: ContactParams, query: PageQuery },
  responses: {
    200: { description: "Newest first", ...json(ContactNotePage) },
    ...refusals(...BY_SELECTOR, "invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const add = createRoute({
  ...common,
  method: "post",
  path: "/contacts/{contact}/notes",
  operationId: "addContactNote",
  summary: "Write a note of a contact",
  description: "For the team alone. Requires `contacts:write`.",
  request: { params: ContactParams, body: { required: true, ...json(ContactNoteBody) } },
  responses: {
    201: { description: "The note", ...json(ContactNoteView) },
    ...refusals(...BY_SELECTOR, "invalid_request"),
  },
});

const edit = createRoute({
  ...common,
  method: "patch",
  path: "/contacts/{contact}/notes/{note}",
  operationId: "editContactNote",
  summary: "Change a note of your own",
  description: "Sets what it says. Requires `contacts:write`.",
  request: { params: NoteParams, body: { required: true, ...json(ContactNoteBody) } },
  responses: {
    200: { description: "The note", ...json(ContactNoteView) },
    ...refusals(...BY_SELECTOR, "invalid_request", "not_author"),
  },
});

const remove = createRoute({
  ...common,
  method: "delete",
  path: "/contacts/{contact}/notes/{note}",
  operationId: "deleteContactNote",
  summary: "Delete a note of your own",
  description: "It is gone. Requires `contacts:write`.",
  request: { params: NoteParams },
  responses: { 204: { description: "Deleted" }, ...refusals(...BY_SELECTOR, "not_author") },
});

export const contactNoteRoutes = newRouter()
  .openapi(list, async (c) =>
    c.json(
      await listContactNotes(c.var.ctx, c.req.valid("param").contact, c.req.valid("query")),
      200,
    ),
  )
  .openapi(add, async (c) =>
    c.json(await addContactNote(c.var.ctx, c.req.valid("param").contact, c.req.valid("json")), 201),
  )
  .openapi(edit, async (c) =>
    c.json(await editContactNote(c.var.ctx, c.req.valid("param"), c.req.valid("json")), 200),
  )
  .openapi(remove, async (c) => {
    await removeContactNote(c.var.ctx, c.req.valid("param"));
    return c.body(null, 204);
  });
