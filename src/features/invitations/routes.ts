import { createRoute } from "@hono/zod-openapi";

import { acceptInvitation } from "#features/invitations/accept-invitation";
import { createInvitation } from "#features/invitations/create-invitation";
import { listInvitations } from "#features/invitations/list-invitations";
import { revokeInvitation } from "#features/invitations/revoke-invitation";
import {
  AcceptInvitationBody,
  CreateInvitationBody,
  InvitationPage,
  InvitationParams,
  JoinedWorkspace,
  NewInvitation,
} from "#features/invitations/schemas";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { newRouter } from "#platform/http/router";
import { asPerson } from "#platform/person";

const secured = { tags: ["Team"], security: [{ bearer: [] }] };

const create = createRoute({
  ...secured,
  method: "post",
  path: "/invitations",
  operationId: "createInvitation",
  summary: "Invite somebody into the workspace",
  description:
    "A letter with a link goes to them, which proves their address as well. The answer holds a token too, once, to be handed over otherwise. With either the person registers (`POST /v1/auth/register`) or, with an account, accepts. At most 20 a day, and only from somebody whose own address is confirmed. Requires `team:write`, and every scope that the role has.",
  request: { body: { required: true, ...json(CreateInvitationBody) } },
  responses: {
    201: { description: "The invitation with its token", ...json(NewInvitation) },
    ...refusals("invalid_request", "not_found", "email_unverified"),
  },
});

const list = createRoute({
  ...secured,
  method: "get",
  path: "/invitations",
  operationId: "listInvitations",
  summary: "List invitations",
  description: "Newest first, never with their tokens. Requires `team:read`.",
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of invitations", ...json(InvitationPage) },
    ...refusals("out_of_range", "invalid_cursor", "unknown_parameter"),
  },
});

const revoke = createRoute({
  ...secured,
  method: "delete",
  path: "/invitations/{id}",
  operationId: "revokeInvitation",
  summary: "Revoke an invitation",
  description: "Its token opens nothing any more. Requires `team:write`.",
  request: { params: InvitationParams },
  responses: {
    204: { description: "The invitation is withdrawn" },
    ...refusals("not_found", "invalid_state"),
  },
});

const accept = createRoute({
  ...secured,
  method: "post",
  path: "/invitations/accept",
  operationId: "acceptInvitation",
  summary: "Join a workspace",
  description:
    "For somebody who has an account; who has none registers with the token. Only for people: an API key joins nothing.",
  request: { body: { required: true, ...json(AcceptInvitationBody) } },
  responses: {
    200: { description: "The workspace, and what you are in it", ...json(JoinedWorkspace) },
    ...refusals("invalid_request", "invalid_state", "invitation_expired", "invalid_invitation"),
  },
});

export const invitationRoutes = newRouter()
  .openapi(create, async (c) =>
    c.json(await createInvitation(c.var.caller, c.req.valid("json")), 201),
  )
  .openapi(list, async (c) =>
    c.json(await listInvitations(c.var.caller, c.req.valid("query")), 200),
  )
  .openapi(accept, async (c) =>
    c.json(await acceptInvitation(asPerson(c.var.caller), c.req.valid("json")), 200),
  )
  .openapi(revoke, async (c) => {
    await revokeInvitation(c.var.caller, c.req.valid("param").id);
    return c.body(null, 204);
  });
