import { createRoute, z } from "@hono/zod-openapi";

import { ACCESS_PART_NAMES } from "#core/privacy/access-parts";
import { createRequest } from "#features/privacy/create-request";
import { downloadAccess } from "#features/privacy/download-access";
import { completeRequest, rejectRequest } from "#features/privacy/end-request";
import { eraseContact } from "#features/privacy/erase-contact";
import { getCertificate } from "#features/privacy/get-certificate";
import { getRequest } from "#features/privacy/get-request";
import { listRequests } from "#features/privacy/list-requests";
import {
  CertificateView,
  ListRequestsQuery,
  RejectBody,
  RequestBody,
  RequestPage,
  RequestView,
} from "#features/privacy/schemas";
import { json, refusals } from "#platform/http/contract";
import { contentEtag, ETAG_HEADER } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Privacy"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("privacyRequest") });
const OF_A_SELECTOR = ["invalid_phone", "country_required", "invalid_user_id"] as const;

const list = createRoute({
  method: "get",
  path: "/privacy/requests",
  operationId: "listPrivacyRequests",
  summary: "List what people ask for of their data",
  description: "Newest first. Requires `privacy:read`.",
  ...common,
  request: { query: ListRequestsQuery },
  responses: {
    200: { description: "A page of requests", ...json(RequestPage) },
    ...refusals("invalid_request", "invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const create = createRoute({
  method: "post",
  path: "/privacy/requests",
  operationId: "createPrivacyRequest",
  summary: "Take up what a person asks for of their data",
  description:
    "An erasure or a copy is made from here on; from an erasure's beginning nothing is sent to the person any more. An objection withdraws marketing and a restriction lets nothing be sent, both at once. A correction is yours to make, and to complete. Requires `privacy:write`.",
  ...common,
  request: { body: { required: true, ...json(RequestBody) } },
  responses: {
    202: { description: "It is taken up", ...json(RequestView) },
    ...refusals("invalid_request", "not_found", "invalid_state", ...OF_A_SELECTOR),
  },
});

const get = createRoute({
  method: "get",
  path: "/privacy/requests/{id}",
  operationId: "getPrivacyRequest",
  summary: "Get a request",
  description: "Requires `privacy:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The request", headers: ETAG_HEADER, ...json(RequestView) },
    ...refusals("not_found"),
  },
});

const complete = createRoute({
  method: "post",
  path: "/privacy/requests/{id}/complete",
  operationId: "completePrivacyRequest",
  summary: "Say that a request was seen to",
  description: "Of an open one: a correction that you made. Requires `privacy:write`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "It is done", ...json(RequestView) },
    ...refusals("not_found", "invalid_state"),
  },
});

const reject = createRoute({
  method: "post",
  path: "/privacy/requests/{id}/reject",
  operationId: "rejectPrivacyRequest",
  summary: "Refuse a request",
  description: "Of an open one. Requires `privacy:write`.",
  ...common,
  request: { params, body: { required: true, ...json(RejectBody) } },
  responses: {
    200: { description: "It is refused", ...json(RequestView) },
    ...refusals("invalid_request", "not_found", "invalid_state"),
  },
});

const certificate = createRoute({
  method: "get",
  path: "/privacy/requests/{id}/certificate",
  operationId: "getErasureCertificate",
  summary: "Get the certificate of an erasure",
  description:
    "What was erased, what stays and names nobody, who was given the person's data before, and where it still is until when. Requires `privacy:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The certificate", ...json(CertificateView) },
    ...refusals("not_found", "invalid_state"),
  },
});

const download = createRoute({
  method: "get",
  path: "/privacy/requests/{id}/download",
  operationId: "downloadPrivacyRequest",
  summary: "Download a person's copy",
  description:
    "Of a request of the kind `access` that is done, for seven days: everything as JSON (`data`), the messages as a table (`messages`), and which files came and went (`media`). Each download is audited. Requires `privacy:read` and `contacts:pii`.",
  ...common,
  request: {
    params,
    query: z.strictObject({
      part: z.enum(ACCESS_PART_NAMES).default("data").openapi({
        description: "Which file.",
        example: "data",
      }),
    }),
  },
  responses: {
    200: {
      description: "The file",
      content: {
        "application/json": { schema: z.any() },
        "text/csv": { schema: z.string() },
      },
    },
    ...refusals(
      "invalid_request",
      "not_found",
      "invalid_state",
      "media_unavailable",
      "out_of_range",
      "unknown_parameter",
    ),
  },
});

const erase = createRoute({
  method: "delete",
  path: "/contacts/{contact}",
  operationId: "eraseContact",
  summary: "Erase a contact",
  description:
    "Everything that is kept of the person goes: the same as a request of the kind `erase`, which is answered. Requires `privacy:write`.",
  ...common,
  request: {
    params: z.object({
      contact: z.string().openapi({
        description: "`con_…`, `ext:…`, `phone:+…` or `bsuid:…`, percent-encoded.",
        example: "con_01k9zq3v6m8r2t4w6y8a0c2e4g",
      }),
    }),
    query: z.strictObject({
      confirm: z.literal("erase").openapi({
        description: "Nothing brings them back.",
        example: "erase",
      }),
    }),
  },
  responses: {
    202: { description: "It is taken up", ...json(RequestView) },
    ...refusals(
      "invalid_request",
      "not_found",
      "invalid_state",
      "unknown_parameter",
      ...OF_A_SELECTOR,
    ),
  },
});

export const privacyRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listRequests(c.var.ctx, c.req.valid("query")), 200))
  .openapi(create, async (c) => c.json(await createRequest(c.var.ctx, c.req.valid("json")), 202))
  .openapi(get, async (c) => {
    const request = await getRequest(c.var.ctx, c.req.valid("param").id);
    return c.json(request, 200, { etag: await contentEtag(request) });
  })
  .openapi(complete, async (c) =>
    c.json(await completeRequest(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(reject, async (c) =>
    c.json(await rejectRequest(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200),
  )
  .openapi(certificate, async (c) =>
    c.json(await getCertificate(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(download, (c) =>
    // The answer is a file: its type is not that of a JSON body.
    downloadAccess(c.var.ctx, c.req.valid("param").id, c.req.valid("query").part),
  )
  .openapi(erase, async (c) =>
    c.json(await eraseContact(c.var.ctx, c.req.valid("param").contact), 202),
  );
