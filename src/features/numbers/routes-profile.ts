import { createRoute, z } from "@hono/zod-openapi";

import { getNumberComponents, setNumberComponents } from "#features/numbers/manage-components";
import { getNumberProfile, updateNumberProfile } from "#features/numbers/manage-profile";
import {
  createNumberQrCode,
  deleteNumberQrCode,
  listNumberQrCodes,
  updateNumberQrCode,
} from "#features/numbers/manage-qr-codes";
import {
  ComponentsBody,
  ComponentsView,
  CreateQrCodeBody,
  ProfileView,
  QrCodePage,
  QrCodeView,
  UpdateProfileBody,
  UpdateQrCodeBody,
} from "#features/numbers/schemas-profile";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Numbers"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("number") });
const body = <T extends z.ZodType>(schema: T) => ({ required: true, ...json(schema) });
const MANAGED = [
  "not_found",
  "invalid_state",
  "number_needs_reauth",
  "meta_refused",
  "meta_error",
] as const;

const readProfile = createRoute({
  method: "get",
  path: "/numbers/{id}/profile",
  operationId: "getNumberProfile",
  summary: "Read what people see of the business",
  description: "As Meta has it at this moment. Requires `numbers:read`.",
  ...common,
  request: { params },
  responses: { 200: { description: "The profile", ...json(ProfileView) }, ...refusals(...MANAGED) },
});

const changeProfile = createRoute({
  method: "patch",
  path: "/numbers/{id}/profile",
  operationId: "updateNumberProfile",
  summary: "Change what people see of the business",
  description: "What is not given stays. Requires `numbers:write`.",
  ...common,
  request: { params, body: body(UpdateProfileBody) },
  responses: {
    200: { description: "The profile as it is now", ...json(ProfileView) },
    ...refusals("invalid_request", ...MANAGED),
  },
});

const readComponents = createRoute({
  method: "get",
  path: "/numbers/{id}/components",
  operationId: "getNumberComponents",
  summary: "Read what is offered in a chat",
  description: "Ice breakers and commands, as Meta has them. Requires `numbers:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "What is offered", ...json(ComponentsView) },
    ...refusals(...MANAGED),
  },
});

const replaceComponents = createRoute({
  method: "put",
  path: "/numbers/{id}/components",
  operationId: "setNumberComponents",
  summary: "Replace what is offered in a chat",
  description:
    "All ice breakers and commands; empty lists remove them. (Meta knows no welcome message any more.) Requires `numbers:write`.",
  ...common,
  request: { params, body: body(ComponentsBody) },
  responses: {
    200: { description: "What is offered now", ...json(ComponentsView) },
    ...refusals("invalid_request", ...MANAGED),
  },
});

const listCodes = createRoute({
  method: "get",
  path: "/numbers/{id}/qr-codes",
  operationId: "listNumberQrCodes",
  summary: "List a number's QR codes",
  description: "As Meta has them, newest first; a page holds 25 at most. Requires `numbers:read`.",
  ...common,
  request: { params, query: PageQuery },
  responses: {
    200: { description: "One page of codes", ...json(QrCodePage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter", ...MANAGED),
  },
});

const createCode = createRoute({
  method: "post",
  path: "/numbers/{id}/qr-codes",
  operationId: "createNumberQrCode",
  summary: "Make a QR code",
  description:
    "Whoever scans it, or follows its link, finds a chat with the text written. Requires `numbers:write`.",
  ...common,
  request: { params, body: body(CreateQrCodeBody) },
  responses: {
    201: { description: "The new code", ...json(QrCodeView) },
    ...refusals("invalid_request", ...MANAGED),
  },
});

const codeParams = params.extend({
  code: z.string().openapi({
    description: "The `code` of a QR code of this number.",
    example: "ANED2T5QRU7HG1",
  }),
});

const changeCode = createRoute({
  method: "patch",
  path: "/numbers/{id}/qr-codes/{code}",
  operationId: "updateNumberQrCode",
  summary: "Give a QR code another text",
  description: "Its picture and its link stay as they are. Requires `numbers:write`.",
  ...common,
  request: { params: codeParams, body: body(UpdateQrCodeBody) },
  responses: {
    200: { description: "The code as it is now", ...json(QrCodeView) },
    ...refusals("invalid_request", ...MANAGED),
  },
});

const removeCode = createRoute({
  method: "delete",
  path: "/numbers/{id}/qr-codes/{code}",
  operationId: "deleteNumberQrCode",
  summary: "Delete a QR code",
  description: "Its picture and its link lead nowhere then. Requires `numbers:write`.",
  ...common,
  request: { params: codeParams },
  responses: { 204: { description: "The code is gone" }, ...refusals(...MANAGED) },
});

/** What a business shows and offers on a number. */
export const numberProfileRoutes = newRouter()
  .openapi(readProfile, async (c) =>
    c.json(await getNumberProfile(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(changeProfile, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await updateNumberProfile(c.var.ctx, id, c.req.valid("json")), 200);
  })
  .openapi(readComponents, async (c) =>
    c.json(await getNumberComponents(c.var.ctx, c.req.valid("param").id), 200),
  )
  .openapi(replaceComponents, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await setNumberComponents(c.var.ctx, id, c.req.valid("json")), 200);
  })
  .openapi(listCodes, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await listNumberQrCodes(c.var.ctx, id, c.req.valid("query")), 200);
  })
  .openapi(createCode, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await createNumberQrCode(c.var.ctx, id, c.req.valid("json")), 201);
  })
  .openapi(changeCode, async (c) =>
    c.json(await updateNumberQrCode(c.var.ctx, c.req.valid("param"), c.req.valid("json")), 200),
  )
  .openapi(removeCode, async (c) => {
    await deleteNumberQrCode(c.var.ctx, c.req.valid("param"));
    return c.body(null, 204);
  });
