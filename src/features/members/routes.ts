import { createRoute, z } from "@hono/zod-openapi";

import { getMember } from "#features/members/get-member";
import { listMembers } from "#features/members/list-members";
import { leaveWorkspace, removeMember } from "#features/members/remove-member";
import { MemberPage, MemberView, UpdateMemberBody } from "#features/members/schemas";
import { updateMember } from "#features/members/update-member";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { contentEtag, ETAG_HEADER, IF_MATCH } from "#platform/http/etag";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";
import { asPerson } from "#platform/person";

const common = { tags: ["Team"], security: [{ bearer: [] }] };
const params = z.object({ id: givenId("user") });

const list = createRoute({
  method: "get",
  path: "/members",
  operationId: "listMembers",
  summary: "List the members of the workspace",
  description:
    "Who came first is first. E-mails are told to those who hold `team:read`. Requires `inbox:read`.",
  ...common,
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of members", ...json(MemberPage) },
    ...refusals("out_of_range", "invalid_cursor", "unknown_parameter"),
  },
});

const read = createRoute({
  method: "get",
  path: "/members/{id}",
  operationId: "getMember",
  summary: "Read a member",
  description: "The e-mail is told to those who hold `team:read`. Requires `inbox:read`.",
  ...common,
  request: { params },
  responses: {
    200: { description: "The member", headers: ETAG_HEADER, ...json(MemberView) },
    ...refusals("not_found"),
  },
});

const update = createRoute({
  method: "patch",
  path: "/members/{id}",
  operationId: "updateMember",
  summary: "Change a member",
  description:
    "It counts everywhere within 30 seconds. Nobody touches a role that may do more than they may; ownership is given and taken by owners, and the last owner stays one (409 `last_owner`). Requires `team:write`.",
  ...common,
  request: { params, headers: IF_MATCH, body: { required: true, ...json(UpdateMemberBody) } },
  responses: {
    200: { description: "The member", headers: ETAG_HEADER, ...json(MemberView) },
    ...refusals(
      "invalid_request",
      "not_found",
      "owner_required",
      "last_owner",
      "invalid_state",
      "precondition_failed",
    ),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/members/{id}",
  operationId: "removeMember",
  summary: "Remove a member, or leave",
  description:
    "Their sessions of this workspace end within 30 seconds, and what they have of open conversations becomes nobody's. Whoever works in no other workspace loses their account with it. Your own id means that you leave, which takes no scope; of your only workspace delete the account (`DELETE /v1/me`). The last owner stays (409 `last_owner`). Requires `team:write`.",
  ...common,
  request: { params },
  responses: {
    204: { description: "They are here no more" },
    ...refusals("not_found", "owner_required", "last_owner", "invalid_state"),
  },
});

export const memberRoutes = newRouter()
  .openapi(list, async (c) => c.json(await listMembers(c.var.caller, c.req.valid("query")), 200))
  .openapi(read, async (c) => {
    const member = await getMember(c.var.caller, c.req.valid("param").id);
    return c.json(member, 200, { etag: await contentEtag(member) });
  })
  .openapi(update, async (c) => {
    const change = { ...c.req.valid("json"), ifMatch: c.req.valid("header")["If-Match"] };
    const member = await updateMember(c.var.caller, c.req.valid("param").id, change);
    return c.json(member, 200, { etag: await contentEtag(member) });
  })
  .openapi(remove, async (c) => {
    const { caller } = c.var;
    const { id } = c.req.valid("param");
    if (caller.actor.kind === "user" && caller.actor.id === id)
      await leaveWorkspace(asPerson(caller));
    else await removeMember(caller, id);
    return c.body(null, 204);
  });
