import { createRoute, z } from "@hono/zod-openapi";

import { addTag } from "#features/contacts/add-tag";
import { batchContacts } from "#features/contacts/batch-contacts";
import { contactEtag } from "#features/contacts/change-contact";
import { createContact } from "#features/contacts/create-contact";
import { getContact } from "#features/contacts/get-contact";
import { listContacts } from "#features/contacts/list-contacts";
import { listIdentities } from "#features/contacts/list-identities";
import {
  ContactBatchBody,
  ContactBatchView,
  ContactItemBody,
  ContactPageView,
  ContactQuery,
  SearchContactsBody,
} from "#features/contacts/list-schemas";
import { mergeContact } from "#features/contacts/merge-contact";
import { removeTag } from "#features/contacts/remove-tag";
import {
  ContactBody,
  ContactView,
  IdentityList,
  MergeBody,
  UnmergeBody,
} from "#features/contacts/schemas";
import { searchContacts } from "#features/contacts/search-contacts";
import { unmergeContact } from "#features/contacts/unmerge-contact";
import { updateContact } from "#features/contacts/update-contact";
import { upsertContact } from "#features/contacts/upsert-contact";
import { BY_SELECTOR, ContactParams } from "#platform/http/contact-params";
import { json, refusals } from "#platform/http/contract";
import { ETAG_HEADER, IF_MATCH } from "#platform/http/etag";
import { newRouter } from "#platform/http/router";

const secured = { tags: ["Contacts"], security: [{ bearer: [] }] };

const BY_BODY = [
  "invalid_request",
  "contact_exists",
  "invalid_phone",
  "country_required",
  "invalid_user_id",
  "invalid_timezone",
  "invalid_field",
  "unavailable",
] as const;

const TagParams = ContactParams.extend({
  tag: z
    .string()
    .min(1)
    .max(256)
    .openapi({ description: "The tag, in whatever case, percent-encoded.", example: "vip" }),
});

const create = createRoute({
  ...secured,
  method: "post",
  path: "/contacts",
  operationId: "createContact",
  summary: "Create a contact",
  description: "With a phone or a business-scoped user id. Requires `contacts:write`.",
  request: { body: { required: true, ...json(ContactBody) } },
  responses: {
    201: { description: "The new contact", headers: ETAG_HEADER, ...json(ContactView) },
    ...refusals(...BY_BODY),
  },
});

const list = createRoute({
  ...secured,
  method: "get",
  path: "/contacts",
  operationId: "listContacts",
  summary: "List contacts",
  description:
    "Newest first; with `q` in the order of what was found: words by the alphabet, phone numbers by their digits. With `q` or `updated_after` a page may be short while `has_more` is true. Requires `contacts:read`.",
  request: { query: ContactQuery },
  responses: {
    200: { description: "A page of contacts", ...json(ContactPageView) },
    ...refusals(
      "invalid_request",
      "invalid_cursor",
      "not_found",
      "out_of_range",
      "unknown_parameter",
    ),
  },
});

const search = createRoute({
  ...secured,
  method: "post",
  path: "/contacts/search",
  operationId: "searchContacts",
  summary: "Search contacts by a filter",
  description:
    "Newest first. A page may be short while `has_more` is true. Requires `contacts:read`.",
  request: { body: { required: true, ...json(SearchContactsBody) } },
  responses: {
    200: { description: "A page of contacts", ...json(ContactPageView) },
    ...refusals("invalid_request", "invalid_cursor", "unknown_field", "filter_too_complex"),
  },
});

const batch = createRoute({
  ...secured,
  method: "post",
  path: "/contacts/batch",
  operationId: "batchContacts",
  summary: "Create or update up to 500 contacts",
  description:
    "Each item has its own outcome; what can be written is written at once. Requires `contacts:write`, and `consents:write` for items with a consent.",
  request: { body: { required: true, ...json(ContactBatchBody) } },
  responses: {
    200: { description: "What became of each item", ...json(ContactBatchView) },
    ...refusals("invalid_request", "unavailable"),
  },
});

const get = createRoute({
  ...secured,
  method: "get",
  path: "/contacts/{contact}",
  operationId: "getContact",
  summary: "Get a contact",
  description: "Requires `contacts:read`.",
  request: { params: ContactParams },
  responses: {
    200: { description: "The contact", headers: ETAG_HEADER, ...json(ContactView) },
    ...refusals(...BY_SELECTOR),
  },
});

const update = createRoute({
  ...secured,
  method: "patch",
  path: "/contacts/{contact}",
  operationId: "updateContact",
  summary: "Change a contact",
  description: "Absent members stay, null clears. Requires `contacts:write`.",
  request: {
    params: ContactParams,
    headers: IF_MATCH,
    body: { required: true, ...json(ContactBody) },
  },
  responses: {
    200: {
      description: "The contact after the change",
      headers: ETAG_HEADER,
      ...json(ContactView),
    },
    ...refusals("not_found", "precondition_failed", ...BY_BODY),
  },
});

const upsert = createRoute({
  ...secured,
  method: "put",
  path: "/contacts/{contact}",
  operationId: "upsertContact",
  summary: "Create or change a contact",
  description:
    "Creates the contact that the path names when it is not there. Absent members stay. Requires `contacts:write`.",
  request: {
    params: ContactParams,
    headers: IF_MATCH,
    body: { required: true, ...json(ContactBody) },
  },
  responses: {
    200: { description: "The contact was there", headers: ETAG_HEADER, ...json(ContactView) },
    201: { description: "The contact was created", headers: ETAG_HEADER, ...json(ContactView) },
    ...refusals("not_found", "precondition_failed", ...BY_BODY),
  },
});

const putTag = createRoute({
  ...secured,
  method: "put",
  path: "/contacts/{contact}/tags/{tag}",
  operationId: "addContactTag",
  summary: "Give a contact a tag",
  description: "Requires `contacts:write`.",
  request: { params: TagParams },
  responses: {
    200: { description: "The contact with the tag", ...json(ContactView) },
    ...refusals(...BY_SELECTOR, "invalid_request", "unavailable"),
  },
});

const deleteTag = createRoute({
  ...secured,
  method: "delete",
  path: "/contacts/{contact}/tags/{tag}",
  operationId: "removeContactTag",
  summary: "Take a tag from a contact",
  description: "Requires `contacts:write`.",
  request: { params: TagParams },
  responses: {
    200: { description: "The contact without the tag", ...json(ContactView) },
    ...refusals(...BY_SELECTOR, "invalid_request", "unavailable"),
  },
});

const identities = createRoute({
  ...secured,
  method: "get",
  path: "/contacts/{contact}/identities",
  operationId: "listContactIdentities",
  summary: "List what a contact is recognised by",
  description: "Requires `contacts:read`.",
  request: { params: ContactParams },
  responses: {
    200: { description: "Phones and user ids", ...json(IdentityList) },
    ...refusals(...BY_SELECTOR),
  },
});

const merge = createRoute({
  ...secured,
  method: "post",
  path: "/contacts/{contact}/merge",
  operationId: "mergeContact",
  summary: "Make two contacts one",
  description:
    "The contact in the path is left; the other leads to it in every place, and its threads go on there. What the one lacks, it takes over; of consents the strictest holds for both. Can be undone for 30 days. Requires `contacts:write`.",
  request: { params: ContactParams, body: { required: true, ...json(MergeBody) } },
  responses: {
    200: { description: "The contact that is left", ...json(ContactView) },
    ...refusals(...BY_SELECTOR, "invalid_request", "same_contact", "invalid_state", "unavailable"),
  },
});

const unmerge = createRoute({
  ...secured,
  method: "post",
  path: "/contacts/{contact}/unmerge",
  operationId: "unmergeContact",
  summary: "Part two contacts that were merged",
  description:
    "The contact in the path loses what it took over and has not changed since, and the other is found again as before. What was said in the meantime stays where it is, what was withdrawn stays withdrawn for both, and a grant of that time lapses. Requires `contacts:write`.",
  request: { params: ContactParams, body: { required: true, ...json(UnmergeBody) } },
  responses: {
    200: { description: "The contact that stands for itself again", ...json(ContactView) },
    ...refusals(...BY_SELECTOR, "invalid_request", "merge_too_old", "invalid_state", "unavailable"),
  },
});

const router = newRouter();
router.openAPIRegistry.register("ContactItem", ContactItemBody);

export const contactRoutes = router
  .openapi(create, async (c) => {
    const contact = await createContact(c.var.ctx, c.req.valid("json"));
    return c.json(contact, 201, { etag: contactEtag(contact) });
  })
  .openapi(list, async (c) => c.json(await listContacts(c.var.ctx, c.req.valid("query")), 200))
  .openapi(search, async (c) => c.json(await searchContacts(c.var.ctx, c.req.valid("json")), 200))
  .openapi(batch, async (c) => c.json(await batchContacts(c.var.ctx, c.req.valid("json")), 200))
  .openapi(get, async (c) => {
    const contact = await getContact(c.var.ctx, c.req.valid("param").contact);
    return c.json(contact, 200, { etag: contactEtag(contact) });
  })
  .openapi(update, async (c) => {
    const contact = await updateContact(c.var.ctx, c.req.valid("param").contact, {
      body: c.req.valid("json"),
      ifMatch: c.req.valid("header")["If-Match"],
    });
    return c.json(contact, 200, { etag: contactEtag(contact) });
  })
  .openapi(upsert, async (c) => {
    const { created, contact } = await upsertContact(c.var.ctx, c.req.valid("param").contact, {
      body: c.req.valid("json"),
      ifMatch: c.req.valid("header")["If-Match"],
    });
    return c.json(contact, created ? 201 : 200, { etag: contactEtag(contact) });
  })
  .openapi(putTag, async (c) => {
    const { contact, tag } = c.req.valid("param");
    return c.json(await addTag(c.var.ctx, contact, tag), 200);
  })
  .openapi(deleteTag, async (c) => {
    const { contact, tag } = c.req.valid("param");
    return c.json(await removeTag(c.var.ctx, contact, tag), 200);
  })
  .openapi(merge, async (c) => {
    const { contact } = c.req.valid("param");
    return c.json(await mergeContact(c.var.ctx, contact, c.req.valid("json").other), 200);
  })
  .openapi(unmerge, async (c) => {
    const { contact } = c.req.valid("param");
    return c.json(await unmergeContact(c.var.ctx, contact, c.req.valid("json").other), 200);
  })
  .openapi(identities, async (c) =>
    c.json(await listIdentities(c.var.ctx, c.req.valid("param").contact), 200),
  );
