import { createRoute, z } from "@hono/zod-openapi";

import { deleteTag, renameTag } from "#features/contacts/change-tag";
import { listTags } from "#features/contacts/list-tags";
import { RenameTagBody, TagChangeView, TagPage } from "#features/contacts/schemas-tags";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Contacts"], security: [{ bearer: [] }] };
const params = z.object({
  tag: z
    .string()
    .min(1)
    .max(256)
    .openapi({ description: "The tag, in whatever case, percent-encoded.", example: "vip" }),
});

const list = createRoute({
  method: "get",
  path: "/tags",
  operationId: "listTags",
  summary: "List tags",
  description:
    "Those that contacts have, by the alphabet, with how many have each: counted up to 1,000. Requires `contacts:read`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of tags", ...json(TagPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const rename = createRoute({
  method: "patch",
  path: "/tags/{tag}",
  operationId: "renameTag",
  summary: "Rename a tag",
  description:
    "Every contact that has it gets the new name; with the name of another tag the two become one. Goes on behind the answer. Filters that name the tag keep naming it as they did. Requires `contacts:write`.",
  ...common,
  request: { params, body: { required: true, ...json(RenameTagBody) } },
  responses: {
    202: { description: "It is being renamed", ...json(TagChangeView) },
    ...refusals("invalid_request", "not_found", "invalid_state"),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/tags/{tag}",
  operationId: "deleteTag",
  summary: "Delete a tag",
  description:
    "Every contact that has it loses it. Goes on behind the answer. Requires `contacts:write`.",
  ...common,
  request: { params },
  responses: {
    202: { description: "It is being taken away", ...json(TagChangeView) },
    ...refusals("not_found", "invalid_state"),
  },
});

export const tagRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listTags(c.var.ctx, c.req.valid("query")), 200))
  .openapi(rename, async (c) => {
    const { tag } = c.req.valid("param");
    return c.json(await renameTag(c.var.ctx, tag, c.req.valid("json")), 202);
  })
  .openapi(remove, async (c) => c.json(await deleteTag(c.var.ctx, c.req.valid("param").tag), 202));
