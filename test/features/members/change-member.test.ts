import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import { SCOPES } from "#core/scopes";
import { contacts, conversations } from "#db/tenant/schema";
import { sweepStrangers } from "#features/conversations/index";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { eventsOf } from "../../fixtures/events.ts";
import { aMember } from "../../fixtures/member.ts";
import { aContactRow, aConversationRow } from "../../fixtures/message-rows.ts";
import { aTenant, byAnotherKey, type TenantFixture } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";
import {
  aPerson,
  control,
  registerVerified as register,
  visitor,
  type Registered,
} from "../accounts/fixture.ts";

/** Somebody who joined a workspace by its invitation; `owner` is made one afterwards. */
async function joined(by: Registered, role: string): Promise<Registered> {
  const email = `${role}-${crypto.randomUUID()}@example.com`;
  const asked = { email, role: role === "owner" ? "admin" : role };
  const { body: invitation } = await call(visitor(by.accessToken), "POST /invitations", asked);
  const person = aPerson({ email, invitation: invitation["token"] });
  const { status, body } = await call(visitor(), "POST /auth/register", person);
  if (status !== 201) throw new Error(`joining answered ${status}`);
  const one = {
    email,
    password: person.password,
    userId: (body["user"] as { id: string }).id,
    tenantId: by.tenantId,
    accessToken: String(body["access_token"]),
    refreshToken: String(body["refresh_token"]),
  };
  if (role === "owner") await change(by, one, { role });
  return one;
}

const change = (
  by: Registered,
  { userId }: Pick<Registered, "userId">,
  body: object,
  more: Readonly<Record<string, string>> = {},
) => call(visitor(by.accessToken), `PATCH /members/${userId}`, body, more);

const remove = (by: Registered, { userId }: Pick<Registered, "userId">) =>
  call(visitor(by.accessToken), `DELETE /members/${userId}`);

const rolesOf = async ({ tenantId }: Registered) =>
  Object.fromEntries(
    (await control("SELECT user_id, role FROM memberships WHERE tenant_id = ?1", tenantId)).map(
      ({ user_id, role }) => [user_id, role],
    ),
  );

describe("a member's role", () => {
  test("is changed, counts at once, and is told in the audit trail", async ({ expect }) => {
    const owner = await register();
    const agent = await joined(owner, "agent");
    expect((await call(visitor(agent.accessToken), "GET /invitations")).status).toBe(403);
    const changed = await change(owner, agent, { role: "admin" });
    expect([changed.status, changed.body["role"]]).toEqual([200, "admin"]);
    expect((await call(visitor(agent.accessToken), "GET /invitations")).status).toBe(200);
    const acts = await control(
      "SELECT actor_id, target, changes FROM audit_logs WHERE tenant_id = ?1 AND action = 'member.update'",
      owner.tenantId,
    );
    expect(
      acts.map(({ changes, ...act }) => ({ ...act, changes: JSON.parse(String(changes)) })),
    ).toEqual([
      {
        actor_id: owner.userId,
        target: agent.userId,
        changes: { role: { from: "agent", to: "admin" } },
      },
    ]);
  });

  test("is changed as it was read, or not at all", async ({ expect }) => {
    const owner = await register();
    const agent = await joined(owner, "agent");
    const read = await call(visitor(owner.accessToken), `GET /members/${agent.userId}`);
    const tag = { "if-match": String(read.headers.get("etag")) };
    expect((await change(owner, agent, { role: "analyst" }, tag)).status).toBe(200);
    const stale = await change(owner, agent, { role: "admin" }, tag);
    expect([stale.status, stale.body["code"]]).toEqual([412, "precondition_failed"]);
  });

  test("is nothing that may do more than whoever gives it, and nobody touches one that may", async ({
    expect,
  }) => {
    const owner = await register();
    const admin = await joined(owner, "admin");
    const agent = await joined(owner, "agent");
    for (const [answer, pointer] of [
      [await change(admin, agent, { role: "owner" }), "/role"],
      [await change(admin, admin, { role: "owner" }), "/role"],
      [await change(admin, owner, { role: "agent" }), undefined],
      [await remove(admin, owner), undefined],
    ] as const)
      expect([answer.status, answer.body["code"], answer.body.errors?.[0]?.pointer]).toEqual([
        403,
        "owner_required",
        pointer,
      ]);
    for (const answer of [
      await change(agent, agent, { role: "admin" }),
      await remove(agent, admin),
    ])
      expect([answer.status, answer.body["code"]]).toEqual([403, "missing_scope"]);
    expect(await rolesOf(owner)).toEqual({
      [owner.userId]: "owner",
      [admin.userId]: "admin",
      [agent.userId]: "agent",
    });
  });

  test("is given by a key within the key's own scopes, ownership never", async ({ expect }) => {
    const tenant = await aTenant();
    const narrow = await byAnotherKey(tenant, ["team:write", "team:read", "inbox:read"]);
    const billing = await aMember(tenant);
    const give = async (by: TenantFixture, role: string) => {
      const { status, body } = await call(by, `PATCH /members/${billing}`, { role });
      return [status, body["code"], body.errors?.[0]?.pointer];
    };
    expect(await give(narrow, "agent")).toEqual([403, "missing_scope", undefined]);
    expect(await give(tenant, "billing")).toEqual([200, undefined, undefined]);
    expect(
      await give(await byAnotherKey(tenant, ["team:write", "workspace:read"]), "manager"),
    ).toEqual([403, "missing_scope", "/role"]);
    expect(await give(await byAnotherKey(tenant, SCOPES), "owner")).toEqual([
      403,
      "owner_required",
      "/role",
    ]);
  });

  test("that was lost is not taken back by whom an isolate still remembers with it", async ({
    expect,
  }) => {
    const owner = await register();
    const other = await joined(owner, "owner");
    expect((await call(visitor(other.accessToken), "GET /members")).status).toBe(200);
    await control("UPDATE memberships SET role = 'agent' WHERE user_id = ?1", other.userId);
    const back = await change(other, other, { role: "owner" });
    expect([back.status, (await rolesOf(owner))[other.userId]]).toEqual([403, "agent"]);
    const third = await joined(owner, "agent");
    const given = await change(other, third, { role: "owner" });
    expect([given.status, given.body["code"]]).toEqual([403, "missing_scope"]);
    expect((await rolesOf(owner))[third.userId]).toBe("agent");
  });
});

describe("the last owner", () => {
  test("stays one, and is here to stay", async ({ expect }) => {
    const owner = await register({ workspace_name: "Bluebird Books" });
    await joined(owner, "admin");
    for (const answer of [
      await change(owner, owner, { role: "admin" }),
      await remove(owner, owner),
    ]) {
      expect([answer.status, answer.body["code"]]).toEqual([409, "last_owner"]);
      expect(answer.body["workspaces"]).toEqual([{ id: owner.tenantId, name: "Bluebird Books" }]);
    }
    expect((await rolesOf(owner))[owner.userId]).toBe("owner");
  });

  test.for([
    ["step back", (one: Registered) => change(one, one, { role: "admin" })],
    ["leave", (one: Registered) => remove(one, one)],
  ] as const)("is one of two who %s at once", async ([, act], { expect }) => {
    const owner = await register();
    const other = await joined(owner, "owner");
    // Both work elsewhere too, so that they may leave.
    for (const one of [owner, other])
      await control(
        "INSERT INTO memberships (id, tenant_id, user_id, role, created_at) VALUES (?1, ?2, ?3, 'agent', 1)",
        newId("membership"),
        (await register()).tenantId,
        one.userId,
      );
    const answers = await Promise.all([act(owner), act(other)]);
    expect(answers.map(({ status }) => status).filter((status) => status === 409)).toEqual([409]);
    const owners = Object.values(await rolesOf(owner)).filter((role) => role === "owner");
    expect(owners).toEqual(["owner"]);
  });

  test("is one of two who remove each other at once", async ({ expect }) => {
    const owner = await register();
    const other = await joined(owner, "owner");
    const answers = await Promise.all([remove(owner, other), remove(other, owner)]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(Object.values(await rolesOf(owner))).toEqual(["owner"]);
  });
});

describe("who is removed", () => {
  test("is signed in no more, and loses the account with the last workspace", async ({
    expect,
  }) => {
    const owner = await register();
    const agent = await joined(owner, "agent");
    expect((await call(visitor(agent.accessToken), "GET /me")).status).toBe(200);
    expect((await remove(owner, agent)).status).toBe(204);
    expect((await call(visitor(agent.accessToken), "GET /me")).status).toBe(401);
    const { refreshToken } = agent;
    const refreshed = await call(visitor(), "POST /auth/refresh", { refresh_token: refreshToken });
    expect(refreshed.status).toBe(401);
    expect(await control("SELECT id FROM users WHERE id = ?1", agent.userId)).toEqual([]);
    expect((await remove(owner, agent)).status).toBe(404);
    expect(
      (await call(visitor(), "POST /auth/register", aPerson({ email: agent.email }))).status,
    ).toBe(201);
  });

  test("goes on elsewhere, in sessions of elsewhere", async ({ expect }) => {
    const owner = await register();
    const guest = await register();
    const { body: invitation } = await call(visitor(owner.accessToken), "POST /invitations", {
      email: guest.email,
      role: "agent",
    });
    const { token } = invitation;
    await call(visitor(guest.accessToken), "POST /invitations/accept", { token });
    const { body: here } = await call(visitor(guest.accessToken), "POST /auth/switch", {
      workspace_id: owner.tenantId,
    });
    const session = String(here["access_token"]);
    expect((await call(visitor(session), "GET /members")).status).toBe(200);
    expect((await remove(owner, guest)).status).toBe(204);
    expect((await call(visitor(session), "GET /members")).status).toBe(401);
    const mine = await call(visitor(guest.accessToken), "GET /members");
    expect(mine.body.data?.map(({ id }) => id)).toEqual([guest.userId]);
  });

  test("leaves by their own will, but the only workspace with the account alone", async ({
    expect,
  }) => {
    const owner = await register();
    const agent = await joined(owner, "agent");
    const only = await remove(agent, agent);
    expect([only.status, only.body["code"]]).toEqual([409, "invalid_state"]);
    const again = await call(visitor(agent.accessToken), "GET /me");
    expect(again.status).toBe(200);
    const guest = await register();
    const { body } = await call(visitor(owner.accessToken), "POST /invitations", {
      email: guest.email,
      role: "billing",
    });
    await call(visitor(guest.accessToken), "POST /invitations/accept", { token: body["token"] });
    const { body: here } = await call(visitor(guest.accessToken), "POST /auth/switch", {
      workspace_id: owner.tenantId,
    });
    const left = await remove({ ...guest, accessToken: String(here["access_token"]) }, guest);
    expect([left.status, Object.keys(await rolesOf(owner)).toSorted()]).toEqual([
      204,
      [owner.userId, agent.userId].toSorted(),
    ]);
  });

  test("is nobody of another workspace", async ({ expect }) => {
    const [mine, theirs] = [await register(), await register()];
    for (const answer of [
      await change(mine, theirs, { role: "agent" }),
      await remove(mine, theirs),
      await call(visitor(mine.accessToken), `GET /members/${theirs.userId}`),
    ])
      expect([answer.status, answer.body["code"]]).toEqual([404, "not_found"]);
  });
});

/** A conversation that somebody has. */
async function aConversation(
  { ctx }: TenantFixture,
  over: Partial<typeof conversations.$inferInsert>,
) {
  const contact = aContactRow({ id: newId("contact"), phone: null });
  const of = { contactId: contact.id ?? newId("contact"), numberId: newId("number") };
  const id = conversationIdOf(of.contactId, of.numberId);
  await ctx.db.insert(contacts).values(contact);
  await ctx.db.insert(conversations).values(aConversationRow(id, of, over));
  return id;
}

describe("the conversations of who is removed", () => {
  test("become nobody's unless they are resolved, and are told", async ({ expect }) => {
    const tenant = await aTenant();
    const [gone, stays] = [await aMember(tenant), await aMember(tenant)];
    const held = [
      await aConversation(tenant, { assignee: gone }),
      await aConversation(tenant, { assignee: gone, status: "pending" }),
    ];
    const resolved = await aConversation(tenant, { assignee: gone, status: "resolved" });
    const others = await aConversation(tenant, { assignee: stays });
    expect((await call(tenant, `DELETE /members/${gone}`)).status).toBe(204);
    const assignees = async () =>
      new Map(
        (await tenant.ctx.db.query.conversations.findMany()).map(({ id, assignee }) => [
          id,
          assignee,
        ]),
      );
    await until(async () => {
      const now = await assignees();
      return held.every((id) => now.get(id) === null);
    });
    const now = await assignees();
    expect([now.get(resolved), now.get(others)]).toEqual([gone, stays]);
    const told = (await eventsOf(tenant.ctx)).filter(
      ({ type }) => type === "conversation.assigned",
    );
    expect(
      told.map(({ data }) => [data["conversation_id"], data["assignee"], data["previous"]]),
    ).toEqual(expect.arrayContaining(held.map((id) => [id, null, gone])));
    expect(told).toHaveLength(2);
  });

  test("are found by the sweep when the job was lost", async ({ expect }) => {
    const tenant = await aTenant();
    const id = await aConversation(tenant, { assignee: newId("user") });
    await sweepStrangers(tenant.ctx);
    const rows = await tenant.ctx.db.query.conversations.findMany();
    expect(rows.map((row) => [row.id, row.assignee])).toEqual([[id, null]]);
  });
});

describe("the numbers that somebody is limited to", () => {
  test("come with the invitation, whether they register with it or accept it", async ({
    expect,
  }) => {
    const owner = await register();
    const { body: number } = await call(visitor(owner.accessToken), "POST /numbers", {
      kind: "sandbox",
    });
    const numbers = [String(number["id"])];
    const guest = await register();
    const invite = async (email: string) => {
      const asked = { email, role: "agent", numbers };
      const made = await call(visitor(owner.accessToken), "POST /invitations", asked);
      expect([made.status, made.body["numbers"]]).toEqual([201, numbers]);
      return made.body["token"];
    };
    const token = await invite(guest.email);
    await call(visitor(guest.accessToken), "POST /invitations/accept", { token });
    const email = `new-${crypto.randomUUID()}@example.com`;
    const person = aPerson({ email, invitation: await invite(email) });
    const registered = await call(visitor(), "POST /auth/register", person);
    const { data } = (await call(visitor(owner.accessToken), "GET /members")).body;
    expect(data?.map((member) => member["numbers"])).toEqual([null, numbers, numbers]);
    const theirs = visitor(String(registered.body["access_token"]));
    const seen = (await call(theirs, "GET /numbers")).body.data;
    expect(seen?.map(({ id }) => id)).toEqual(numbers);
    const { body: hidden } = await call(visitor(owner.accessToken), "POST /numbers", {
      kind: "sandbox",
    });
    expect((await call(theirs, `GET /numbers/${String(hidden["id"])}`)).status).toBe(404);
    expect((await call(theirs, "GET /exports")).status).toBe(403);
  });

  test("are an owner's never, and go with the ownership", async ({ expect }) => {
    const owner = await register();
    const agent = await joined(owner, "agent");
    const { body: number } = await call(visitor(owner.accessToken), "POST /numbers", {
      kind: "sandbox",
    });
    const numbers = [String(number["id"])];
    const refused = await change(owner, owner, { numbers });
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([400, "/numbers"]);
    expect((await change(owner, agent, { numbers })).body["numbers"]).toEqual(numbers);
    const raised = await change(owner, agent, { role: "owner" });
    expect([raised.status, raised.body["numbers"]]).toEqual([200, null]);
  });

  test("are numbers of the workspace alone", async ({ expect }) => {
    const [mine, theirs] = [await register(), await register()];
    const agent = await joined(mine, "agent");
    const { body: foreign } = await call(visitor(theirs.accessToken), "POST /numbers", {
      kind: "sandbox",
    });
    const answer = await change(mine, agent, { numbers: [foreign["id"]] });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([404, "/numbers/0"]);
  });
});
