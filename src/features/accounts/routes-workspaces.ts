/** The workspaces of one person. */
import { createRoute } from "@hono/zod-openapi";

import { createWorkspace } from "#features/accounts/create-workspace";
import { handOut } from "#features/accounts/hand-out";
import { listWorkspaces } from "#features/accounts/list-workspaces";
import { SignedIn } from "#features/accounts/schemas";
import {
  CreateWorkspaceBody,
  MyWorkspace,
  MyWorkspacePage,
  SwitchBody,
} from "#features/accounts/schemas-workspaces";
import { switchWorkspace } from "#features/accounts/switch-workspace";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { newRouter } from "#platform/http/router";
import { asPerson } from "#platform/person";

const secured = { security: [{ bearer: [] }] };

const list = createRoute({
  ...secured,
  tags: ["Workspace"],
  method: "get",
  path: "/workspaces",
  operationId: "listMyWorkspaces",
  summary: "List your workspaces",
  description: "Where you work and as what, the oldest first. Only for people.",
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of workspaces", ...json(MyWorkspacePage) },
    ...refusals("out_of_range", "invalid_cursor", "unknown_parameter"),
  },
});

const create = createRoute({
  ...secured,
  tags: ["Workspace"],
  method: "post",
  path: "/workspaces",
  operationId: "createWorkspace",
  summary: "Make another workspace",
  description:
    "You own it; `POST /v1/auth/switch` goes there. At most five a day. Where registering takes an invitation, so does this. Only for people whose address is confirmed.",
  request: { body: { required: true, ...json(CreateWorkspaceBody) } },
  responses: {
    201: { description: "The workspace", ...json(MyWorkspace) },
    ...refusals(
      "invalid_request",
      "invalid_timezone",
      "email_unverified",
      "registration_closed",
      "invitation_expired",
      "invalid_invitation",
    ),
  },
});

const goTo = createRoute({
  ...secured,
  tags: ["Accounts"],
  method: "post",
  path: "/auth/switch",
  operationId: "switchWorkspace",
  summary: "Go on in another workspace of yours",
  description:
    "Answers tokens of a new session, which ends when this one would. A browser's session moves there; a program's goes on beside it. Only for people.",
  request: { body: { required: true, ...json(SwitchBody) } },
  responses: {
    200: { description: "Signed in there", ...json(SignedIn) },
    ...refusals("invalid_request", "not_found"),
  },
});

export const myWorkspaceRoutes = newRouter()
  .openapi(list, async (c) =>
    c.json(await listWorkspaces(asPerson(c.var.caller), c.req.valid("query")), 200),
  )
  .openapi(create, async (c) =>
    c.json(await createWorkspace(asPerson(c.var.caller), c.req.valid("json")), 201),
  )
  .openapi(goTo, async (c) => {
    const caller = asPerson(c.var.caller);
    const { answer, kind } = await switchWorkspace(caller, c.req.valid("json"));
    return c.json(handOut(c, kind, answer), 200);
  });
