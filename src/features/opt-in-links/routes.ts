import { createRoute, z } from "@hono/zod-openapi";

import { createOptInLink } from "#features/opt-in-links/create-link";
import { deleteOptInLink } from "#features/opt-in-links/delete-link";
import { drawOptInLink } from "#features/opt-in-links/draw-link";
import { getOptInLink } from "#features/opt-in-links/get-link";
import { listOptInLinks } from "#features/opt-in-links/list-links";
import {
  ListOptInLinksQuery,
  OptInLinkBody,
  OptInLinkPage,
  OptInLinkView,
  UpdateOptInLinkBody,
} from "#features/opt-in-links/schemas";
import { updateOptInLink } from "#features/opt-in-links/update-link";
import { json, refusals } from "#platform/http/contract";
import { contentEtag, ETAG_HEADER } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Consent"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("optInLink") });
const BY_BODY = [
  "invalid_request",
  "not_found",
  "invalid_state",
  "keyword_taken",
  "quota_exceeded",
  "unavailable",
] as const;

const list = createRoute({
  method: "get",
  path: "/opt-in-links",
  operationId: "listOptInLinks",
  summary: "List opt-in links",
  description: "Newest first. Requires `consents:read`.",
  ...common,
  request: { query: ListOptInLinksQuery },
  responses: {
    200: { description: "A page of links", ...json(OptInLinkPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const create = createRoute({
  method: "post",
  path: "/opt-in-links",
  operationId: "createOptInLink",
  summary: "Make an opt-in link",
  description:
    "A link, for a page or as a QR code on paper, that opens a talk with the number and a text in the message box. Whoever sends the text grants marketing by an act of their own: the ledger holds the link's statement and their message. It takes back a STOP, as START does. Requires `consents:write`.",
  ...common,
  request: { body: { required: true, ...json(OptInLinkBody) } },
  responses: {
    201: { description: "The link", ...json(OptInLinkView) },
    ...refusals(...BY_BODY),
  },
});

const read = createRoute({
  method: "get",
  path: "/opt-in-links/{id}",
  operationId: "getOptInLink",
  summary: "Read an opt-in link",
  description: "Requires `consents:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The link", headers: ETAG_HEADER, ...json(OptInLinkView) },
    ...refusals("not_found"),
  },
});

const update = createRoute({
  method: "patch",
  path: "/opt-in-links/{id}",
  operationId: "updateOptInLink",
  summary: "Change an opt-in link",
  description:
    "What is left out stays. Whoever agreed before has agreed to what the link said then. With another keyword or text, what was printed before agrees no more. Requires `consents:write`.",
  ...common,
  request: { params, body: { required: true, ...json(UpdateOptInLinkBody) } },
  responses: {
    200: { description: "The link", ...json(OptInLinkView) },
    ...refusals(...BY_BODY),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/opt-in-links/{id}",
  operationId: "deleteOptInLink",
  summary: "Delete an opt-in link",
  description:
    "Its keyword means nothing any more and is free for another link. Whoever agreed by it has agreed. Requires `consents:write`.",
  ...common,
  request: { params },
  responses: { 204: { description: "Deleted" }, ...refusals("not_found", "unavailable") },
});

const draw = createRoute({
  method: "get",
  path: "/opt-in-links/{id}/qr",
  operationId: "drawOptInLink",
  summary: "Draw an opt-in link as a QR code",
  description: "An SVG, for a page or for print in any size. Requires `consents:read`.",
  ...common,
  request: { params },
  responses: {
    200: {
      description: "The code",
      content: {
        "image/svg+xml": {
          schema: z.string().openapi({ description: "The picture.", example: "<svg …></svg>" }),
        },
      },
    },
    ...refusals("not_found"),
  },
});

export const optInLinkRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listOptInLinks(c.var.ctx, c.req.valid("query")), 200))
  .openapi(create, async (c) => c.json(await createOptInLink(c.var.ctx, c.req.valid("json")), 201))
  .openapi(read, async (c) => {
    const link = await getOptInLink(c.var.ctx, c.req.valid("param").id);
    return c.json(link, 200, { etag: await contentEtag(link) });
  })
  .openapi(update, async (c) =>
    c.json(await updateOptInLink(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200),
  )
  .openapi(remove, async (c) => {
    await deleteOptInLink(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  })
  .openapi(draw, async (c) =>
    c.text(await drawOptInLink(c.var.ctx, c.req.valid("param").id), 200, {
      "content-type": "image/svg+xml",
    }),
  );
