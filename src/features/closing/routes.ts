import { createRoute } from "@hono/zod-openapi";

import { closeWorkspace } from "#features/closing/close-workspace";
import { restoreWorkspace } from "#features/closing/restore-workspace";
import { CloseWorkspaceBody, ClosingView } from "#features/closing/schemas";
import { forgetCredentials } from "#platform/http/authenticate";
import { json, refusals } from "#platform/http/contract";
import { newRouter } from "#platform/http/router";

const secured = { tags: ["Workspace"], security: [{ bearer: [] }] };

const close = createRoute({
  ...secured,
  method: "delete",
  path: "/workspace",
  operationId: "closeWorkspace",
  summary: "Close the workspace",
  description:
    "From now on nothing is sent, and calls that change something answer 403 `workspace_closing`; reading, exporting and what people write in go on. After seven days everything is deleted: the database, the files, the keys, and the accounts of members who work nowhere else. Its members are told by mail. Only for an owner, signed in. Requires `workspace:write`.",
  request: { body: { required: true, ...json(CloseWorkspaceBody) } },
  responses: {
    202: { description: "It is closed; until when it can be restored", ...json(ClosingView) },
    ...refusals("invalid_request", "owner_required", "reauth_required"),
  },
});

const restore = createRoute({
  ...secured,
  method: "post",
  path: "/workspace/restore",
  operationId: "restoreWorkspace",
  summary: "Restore a closed workspace",
  description:
    "It goes on as before; what was due meanwhile is decided anew. Only for an owner, signed in. Requires `workspace:write`.",
  responses: {
    204: { description: "It is open again" },
    ...refusals("owner_required", "invalid_state"),
  },
});

/** Routes by which a workspace is closed and taken back. */
export const closingRoutes = newRouter()
  .openapi(close, async (c) => {
    const closing = await closeWorkspace(c.var.caller, c.req.valid("json"));
    // Credentials are cached with their workspace: here the change counts at once.
    forgetCredentials();
    return c.json(closing, 202);
  })
  .openapi(restore, async (c) => {
    await restoreWorkspace(c.var.caller);
    forgetCredentials();
    return c.body(null, 204);
  });
