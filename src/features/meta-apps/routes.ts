import { createRoute } from "@hono/zod-openapi";

import { deleteMetaApp } from "#features/meta-apps/delete-meta-app";
import { listMetaApps } from "#features/meta-apps/list-meta-apps";
import { saveMetaApp } from "#features/meta-apps/save-meta-app";
import {
  MetaAppPage,
  MetaAppParams,
  MetaAppView,
  SaveMetaAppBody,
} from "#features/meta-apps/schemas";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { newRouter } from "#platform/http/router";

const secured = { tags: ["Numbers"], security: [{ bearer: [] }] };

const save = createRoute({
  ...secured,
  method: "post",
  path: "/meta-apps",
  operationId: "saveMetaApp",
  summary: "Add a Meta app of your own",
  description:
    "Enter the callback URL and the verify token of the answer in the app's dashboard, then connect numbers with its `app_id`: their webhooks are taken under this app alone. The same `app_id` again replaces the secret. An app belongs to one workspace: 409 `invalid_state` when another has it. Requires `numbers:write`.",
  request: { body: { required: true, ...json(SaveMetaAppBody) } },
  responses: {
    200: { description: "Its secret is replaced", ...json(MetaAppView) },
    201: { description: "The app is added", ...json(MetaAppView) },
    ...refusals("invalid_request", "invalid_state", "meta_refused"),
  },
});

const list = createRoute({
  ...secured,
  method: "get",
  path: "/meta-apps",
  operationId: "listMetaApps",
  summary: "List your own Meta apps",
  description: "Newest first, never with their secrets. Requires `numbers:read`.",
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of apps", ...json(MetaAppPage) },
    ...refusals("invalid_cursor", "out_of_range", "unknown_parameter"),
  },
});

const remove = createRoute({
  ...secured,
  method: "delete",
  path: "/meta-apps/{app_id}",
  operationId: "deleteMetaApp",
  summary: "Delete a Meta app of your own",
  description:
    "Its callback URL takes nothing any more, everywhere after 30 seconds. Refused while numbers are connected with it. Requires `numbers:write`.",
  request: { params: MetaAppParams },
  responses: {
    204: { description: "The app is gone" },
    ...refusals("not_found", "invalid_state"),
  },
});

export const metaAppRoutes = newRouter()
  .openapi(save, async (c) => {
    const { view, isNew } = await saveMetaApp(c.var.caller, c.req.valid("json"));
    return isNew ? c.json(view, 201) : c.json(view, 200);
  })
  .openapi(list, async (c) => c.json(await listMetaApps(c.var.caller, c.req.valid("query")), 200))
  .openapi(remove, async (c) => {
    await deleteMetaApp(c.var.caller, c.req.valid("param").app_id);
    return c.body(null, 204);
  });
