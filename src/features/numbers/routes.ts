import { createRoute, z } from "@hono/zod-openapi";

import { connectNumber } from "#features/numbers/connect-number";
import { disconnectNumber } from "#features/numbers/disconnect-number";
import { getNumber } from "#features/numbers/get-number";
import { listNumbers } from "#features/numbers/list-numbers";
import { pauseNumber, resumeNumber } from "#features/numbers/pause-number";
import { replaceToken } from "#features/numbers/replace-token";
import {
  ConnectNumberBody,
  NumberPage,
  NumberView,
  UpdateNumberBody,
  ReplaceTokenBody,
} from "#features/numbers/schemas";
import { ConnectedNumber } from "#features/numbers/schemas-graph";
import { updateOwnNumber } from "#features/numbers/update-number";
import { numberView } from "#features/numbers/view";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { ETAG_HEADER, etagOf, IF_MATCH } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Numbers"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("number") });

const list = createRoute({
  method: "get",
  path: "/numbers",
  operationId: "listNumbers",
  summary: "List numbers",
  description: "Newest first, those that were disconnected included. Requires `numbers:read`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "Newest first", ...json(NumberPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const connect = createRoute({
  method: "post",
  path: "/numbers",
  operationId: "connectNumber",
  summary: "Connect a number",
  description:
    "A `cloud` number is confirmed with Meta before it is stored. A `sandbox` number is made at once, and its Graph API can be used by any client library with the `graph` that is answered. A workspace holds numbers of one kind. Requires `numbers:write`.",
  ...common,
  request: { body: { required: true, ...json(ConnectNumberBody) } },
  responses: {
    201: { description: "Connected", ...json(ConnectedNumber) },
    ...refusals(
      "invalid_request",
      "not_found",
      "invalid_state",
      "email_unverified",
      "mixed_number_kinds",
      "number_taken",
      "waba_taken",
      "number_rejected",
      "meta_error",
    ),
  },
});

const read = createRoute({
  method: "get",
  path: "/numbers/{id}",
  operationId: "getNumber",
  summary: "Read a number",
  description: "As it was last told by Meta. Requires `numbers:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The number", headers: ETAG_HEADER, ...json(NumberView) },
    ...refusals("not_found"),
  },
});

const rename = createRoute({
  method: "patch",
  path: "/numbers/{id}",
  operationId: "updateNumber",
  summary: "Change a number",
  description:
    "The name is yours alone; people see the verified name. What is left out stays. Requires `numbers:write`.",
  ...common,
  request: { params, headers: IF_MATCH, body: { required: true, ...json(UpdateNumberBody) } },
  responses: {
    200: { description: "Changed", headers: ETAG_HEADER, ...json(NumberView) },
    ...refusals("invalid_request", "not_found", "precondition_failed"),
  },
});

const disconnect = createRoute({
  method: "delete",
  path: "/numbers/{id}",
  operationId: "disconnectNumber",
  summary: "Disconnect a number",
  description:
    "Stops its webhooks, at Meta too when it is the last number of its account, and forgets its token, within an hour if Meta cannot be reached. Conversations stay. What Meta still delivers is answered and set aside. Requires `numbers:write`.",
  ...common,
  request: { params },
  responses: { 204: { description: "Disconnected" }, ...refusals("not_found") },
});

const token = createRoute({
  method: "put",
  path: "/numbers/{id}/token",
  operationId: "replaceNumberToken",
  summary: "Replace a number's access token",
  description: "Meta confirms first that the token may use the number. Requires `numbers:write`.",
  ...common,
  request: { params, body: { required: true, ...json(ReplaceTokenBody) } },
  responses: {
    200: { description: "Replaced", headers: ETAG_HEADER, ...json(NumberView) },
    ...refusals("invalid_request", "not_found", "invalid_state", "number_rejected", "meta_error"),
  },
});

const pause = createRoute({
  method: "post",
  path: "/numbers/{id}/pause",
  operationId: "pauseNumber",
  summary: "Pause a number",
  description:
    "Nothing is sent from it until it is resumed. Messages still arrive. Requires `numbers:write`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "Paused", headers: ETAG_HEADER, ...json(NumberView) },
    ...refusals("not_found", "invalid_state", "number_needs_reauth"),
  },
});

const resume = createRoute({
  method: "post",
  path: "/numbers/{id}/resume",
  operationId: "resumeNumber",
  summary: "Resume a number",
  description:
    "It sends again. Of a `restricted` number Meta is asked first, and 422 `number_rejected` says that it still restricts it. Resuming a number that sends is no error. Requires `numbers:write`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "Resumed", headers: ETAG_HEADER, ...json(NumberView) },
    ...refusals(
      "not_found",
      "invalid_state",
      "number_needs_reauth",
      "number_rejected",
      "meta_error",
    ),
  },
});

export const numberRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listNumbers(c.var.ctx, c.req.valid("query")), 200))
  .openapi(connect, async (c) => c.json(await connectNumber(c.var.ctx, c.req.valid("json")), 201))
  .openapi(read, async (c) => {
    const row = await getNumber(c.var.ctx, c.req.valid("param").id);
    return c.json(numberView(row), 200, { etag: etagOf(row.updatedAt) });
  })
  .openapi(rename, async (c) => {
    const ifMatch = c.req.valid("header")["If-Match"];
    const input = { ...c.req.valid("json"), ifMatch };
    const row = await updateOwnNumber(c.var.ctx, c.req.valid("param").id, input);
    return c.json(numberView(row), 200, { etag: etagOf(row.updatedAt) });
  })
  .openapi(disconnect, async (c) => {
    await disconnectNumber(c.var.ctx, c.req.valid("param").id);
    return c.body(null, 204);
  })
  .openapi(token, async (c) => {
    const row = await replaceToken(c.var.ctx, c.req.valid("param").id, c.req.valid("json"));
    return c.json(numberView(row), 200, { etag: etagOf(row.updatedAt) });
  })
  .openapi(pause, async (c) => {
    const row = await pauseNumber(c.var.ctx, c.req.valid("param").id);
    return c.json(numberView(row), 200, { etag: etagOf(row.updatedAt) });
  })
  .openapi(resume, async (c) => {
    const row = await resumeNumber(c.var.ctx, c.req.valid("param").id);
    return c.json(numberView(row), 200, { etag: etagOf(row.updatedAt) });
  });
