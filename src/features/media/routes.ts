import { createRoute, z } from "@hono/zod-openapi";

import { deleteMedia } from "#features/media/delete-media";
import { getMedia } from "#features/media/get-media";
import { openLink } from "#features/media/open-link";
import { receiveFile } from "#features/media/receive-file";
import { refetchMedia } from "#features/media/refetch-media";
import { FILE, LinkQuery, MediaView, UPLOAD } from "#features/media/schemas";
import { getContent } from "#features/media/serve-content";
import { uploadMedia } from "#features/media/upload-media";
import { configOf } from "#platform/config";
import { withControl } from "#platform/control-ready";
import { json, refusals } from "#platform/http/contract";
import { contentEtag, ETAG_HEADER } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { nameBody } from "#platform/http/idempotency";
import { problems } from "#platform/http/problem-schema";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Media"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("media") });

const upload = createRoute({
  method: "post",
  path: "/media",
  operationId: "uploadMedia",
  summary: "Upload a file",
  description:
    "The body is the file itself with its `Content-Type` (and a name in `Content-Disposition`, if it has one), or a form with the file in it. Limits are Meta's: images 5 MB, audio and video 16 MB, documents 100 MB, stickers 100 KB or, moving, 500 KB. Requires `messages:send`.",
  ...common,
  request: { body: UPLOAD },
  responses: {
    201: { description: "Stored", ...json(MediaView) },
    ...refusals(
      "invalid_request",
      "body_too_large",
      "unsupported_media_type",
      "type_mismatch",
      "unsupported_media",
    ),
  },
});

const read = createRoute({
  method: "get",
  path: "/media/{id}",
  operationId: "getMedia",
  summary: "Read a medium",
  description: "Where it stands, with a link to its bytes once it is here. Requires `inbox:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The medium", headers: ETAG_HEADER, ...json(MediaView) },
    ...refusals("not_found"),
  },
});

const CONTENT_CODES = [
  "not_found",
  "invalid_state",
  "media_unavailable",
  "range_not_satisfiable",
] as const;
const FILE_RESPONSES = {
  200: { description: "The file", headers: ETAG_HEADER, ...FILE },
  206: { description: "The range that was asked for", headers: ETAG_HEADER, ...FILE },
};

const content = createRoute({
  method: "get",
  path: "/media/{id}/content",
  operationId: "getMediaContent",
  summary: "Download a medium",
  description: "Its bytes, or one range of them. Requires `inbox:read`.",
  ...common,
  request: { params },
  responses: { ...FILE_RESPONSES, ...refusals(...CONTENT_CODES) },
});

const refetch = createRoute({
  method: "post",
  path: "/media/{id}/refetch",
  operationId: "refetchMedia",
  summary: "Fetch a medium again",
  description:
    "For the file of an incoming message that could not be had, for as long as Meta keeps it. Requires `inbox:write`.",
  ...common,
  request: { params },
  responses: {
    202: { description: "It is being fetched, or is here", ...json(MediaView) },
    ...refusals("not_found", "invalid_state", "media_unavailable"),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/media/{id}",
  operationId: "deleteMedia",
  summary: "Delete a medium",
  description: "The message that it came with, or was sent with, stays. Requires `inbox:write`.",
  ...common,
  request: { params },
  responses: { 204: { description: "Deleted" }, ...refusals("not_found") },
});

export const mediaRoutes = newRouter()
  .openapi(upload, async (c) => {
    const file = await receiveFile(c.var.ctx, c.req.raw);
    const { id: _id, objectKey: _key, ...said } = file;
    return c.json(await uploadMedia(await nameBody(c, said), file), 201);
  })
  .openapi(read, async (c) => {
    const medium = await getMedia(c.var.ctx, c.req.valid("param").id);
    return c.json(medium, 200, { etag: await contentEtag(medium) });
  })
  .openapi(content, (c) => getContent(c.var.ctx, c.req.valid("param").id, c.req.raw))
  .openapi(refetch, async (c) =>
    c.json(await refetchMedia(c.var.ctx, c.req.valid("param").id), 202),
  )
  .openapi(remove, async (c) => {
    await deleteMedia(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  });

const link = createRoute({
  method: "get",
  path: "/media/{id}",
  operationId: "openMediaLink",
  summary: "Open a link to a medium",
  description:
    "The `url` of a medium or of a message's: its bytes, or one range of them, for whoever has the link. Needs no credential.",
  tags: ["Media"],
  request: { params, query: LinkQuery },
  responses: {
    ...FILE_RESPONSES,
    ...problems(
      ...CONTENT_CODES,
      "link_expired",
      "out_of_range",
      "unknown_parameter",
      "unavailable",
    ),
  },
});

const links = newRouter();
links.use("/media/:id", withControl, async (c, next) => {
  // While the configuration is wrong no link can be told from a forged one.
  configOf(c.env);
  await next();
});

/** Links that need no credential stand outside `/v1`. */
export const mediaLinkRoutes = links.openapi(link, (c) => {
  const { id } = c.req.valid("param");
  return openLink(c.env, { id, ...c.req.valid("query") }, c.req.raw);
});
