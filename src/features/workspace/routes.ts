import { createRoute } from "@hono/zod-openapi";

import { getWorkspace } from "#features/workspace/get-workspace";
import { UpdateWorkspaceBody, WorkspaceView } from "#features/workspace/schemas";
import { updateWorkspace } from "#features/workspace/update-workspace";
import { forgetCredentials } from "#platform/http/authenticate";
import { json, refusals } from "#platform/http/contract";
import { contentEtag, ETAG_HEADER, IF_MATCH } from "#platform/http/etag";
import { newRouter } from "#platform/http/router";

const secured = { tags: ["Workspace"], security: [{ bearer: [] }] };

const get = createRoute({
  ...secured,
  method: "get",
  path: "/workspace",
  operationId: "getWorkspace",
  summary: "Get the workspace",
  description: "The workspace that the credential belongs to. Requires `workspace:read`.",
  responses: {
    200: {
      description: "The workspace",
      headers: ETAG_HEADER,
      ...json(WorkspaceView),
    },
    ...refusals(),
  },
});

const update = createRoute({
  ...secured,
  method: "patch",
  path: "/workspace",
  operationId: "updateWorkspace",
  summary: "Change the workspace",
  description: "Absent members stay. Requires `workspace:write`.",
  request: { headers: IF_MATCH, body: { required: true, ...json(UpdateWorkspaceBody) } },
  responses: {
    200: {
      description: "The workspace after the change",
      headers: ETAG_HEADER,
      ...json(WorkspaceView),
    },
    ...refusals("invalid_request", "invalid_timezone", "precondition_failed"),
  },
});

export const workspaceRoutes = newRouter()
  .openapi(get, async (c) => {
    const workspace = await getWorkspace(c.var.caller);
    return c.json(workspace, 200, { etag: await contentEtag(workspace) });
  })
  .openapi(update, async (c) => {
    const ifMatch = c.req.valid("header")["If-Match"];
    const workspace = await updateWorkspace(c.var.caller, { ...c.req.valid("json"), ifMatch });
    // Credentials are cached with their workspace: here the change counts at once.
    forgetCredentials();
    return c.json(workspace, 200, { etag: await contentEtag(workspace) });
  });
