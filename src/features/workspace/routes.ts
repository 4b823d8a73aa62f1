import { createRoute } from "@hono/zod-openapi";

import { getWorkspace } from "#features/workspace/get-workspace";
import { UpdateWorkspaceBody, WorkspaceView } from "#features/workspace/schemas";
import { updateWorkspace } from "#features/workspace/update-workspace";
import { forgetCredentials } from "#platform/http/authenticate";
import { problems } from "#platform/http/problem";
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
      content: { "application/json": { schema: WorkspaceView } },
    },
    ...problems("unauthenticated", "invalid_token", "missing_scope", "rate_limited", "internal"),
  },
});

const update = createRoute({
  ...secured,
  method: "patch",
  path: "/workspace",
  operationId: "updateWorkspace",
  summary: "Change the workspace",
  description: "Absent members stay. Requires `workspace:write`.",
  request: {
    body: { required: true, content: { "application/json": { schema: UpdateWorkspaceBody } } },
  },
  responses: {
    200: {
      description: "The workspace after the change",
      content: { "application/json": { schema: WorkspaceView } },
    },
    ...problems(
      "invalid_request",
      "invalid_timezone",
      "unauthenticated",
      "invalid_token",
      "missing_scope",
      "rate_limited",
      "internal",
    ),
  },
});

export const workspaceRoutes = newRouter()
  .openapi(get, async (c) => c.json(await getWorkspace(c.var.ctx), 200))
  .openapi(update, async (c) => {
    const workspace = await updateWorkspace(c.var.ctx, c.req.valid("json"));
    // Credentials are cached with their workspace: here the change counts at once.
    forgetCredentials();
    return c.json(workspace, 200);
  });
