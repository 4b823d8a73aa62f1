import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import type { Scope } from "#core/scopes";
import { sweepInvitations } from "#features/invitations/index";
import { sha256Hex } from "#platform/hash";
import { newId } from "#platform/ids";

import { aKey, call } from "../../fixtures/call.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { aPerson, control, registerVerified as register, visitor } from "../accounts/fixture.ts";

/** As production ships. */
const INVITE = { REGISTRATION: "invite" };
const REGISTER = "POST /auth/register";
const DAY_MS = 86_400_000;
const anEmail = () => `invited-${crypto.randomUUID()}@example.com`;
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** What a stranger with an invitation sends. */
const invited = (email: string, invitation: unknown, more: object = {}) =>
  aPerson({ email, invitation, ...more });

const join = (body: object, headers: Readonly<Record<string, string>> = {}) =>
  call(visitor(undefined, INVITE), REGISTER, body, headers);

/** A workspace's owner who has invited somebody. */
async function anInvitation(email = anEmail(), role = "agent") {
  const owner = await register();
  const { status, body } = await call(visitor(owner.accessToken), "POST /invitations", {
    email,
    role,
  });
  if (status !== 201) throw new Error(`inviting answered ${status}`);
  return { owner, email, id: String(body["id"]), token: String(body["token"]), body };
}

/** An invitation of the operator's, with no workspace. */
async function anOperatorsInvitation(email = anEmail()) {
  const token = `wqi_${crypto.randomUUID()}`;
  await control(
    `INSERT INTO invitations (id, token_hash, email, role, invited_by, created_at, expires_at)
     VALUES (?1, ?2, ?3, 'owner', 'operator', ?4, ?5)`,
    newId("invitation"),
    await sha256Hex(token),
    email,
    Date.now(),
    Date.now() + DAY_MS,
  );
  return { email, token };
}

const membersOf = (tenantId: string) =>
  control(
    "SELECT u.email, m.role FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.tenant_id = ?1 ORDER BY m.id",
    tenantId,
  );

describe("where registering takes an invitation", () => {
  test("a stranger without one is told so", async ({ expect }) => {
    const { status, body } = await join(aPerson());
    expect([status, body["code"]]).toEqual([403, "registration_closed"]);
  });

  test("the operator's makes an account with a workspace of its own", async ({ expect }) => {
    const { email, token } = await anOperatorsInvitation();
    const { status, body } = await join(
      invited(` ${email.toUpperCase()} `, token, { workspace_name: "Engines" }),
    );
    expect([status, body["workspace"]]).toMatchObject([201, { name: "Engines" }]);
    const me = await call(visitor(String(body["access_token"])), "GET /me");
    expect(me.body).toMatchObject({ email, role: "owner" });
    expect((await call(visitor(String(body["access_token"])), "GET /contacts")).status).toBe(200);
  });

  test("a workspace's makes an account in that workspace, with the role that it says", async ({
    expect,
  }) => {
    const { owner, email, token } = await anInvitation(anEmail(), "analyst");
    const { status, body } = await join(invited(email, token));
    expect([status, body["workspace"]]).toMatchObject([201, { id: owner.tenantId }]);
    const me = await call(visitor(String(body["access_token"])), "GET /me");
    expect(me.body).toMatchObject({ role: "analyst", workspace: { id: owner.tenantId } });
    expect(await membersOf(owner.tenantId)).toEqual([
      { email: owner.email, role: "owner" },
      { email, role: "analyst" },
    ]);
    const again = await call(visitor(), "POST /auth/login", {
      email,
      password: "correct horse battery",
    });
    expect(again.body["workspace"]).toMatchObject({ id: owner.tenantId });
  });

  test("two who use one token at once are one account", async ({ expect }) => {
    const { owner, email, token } = await anInvitation();
    const answers = await Promise.all(times(4).map(() => join(invited(email, token))));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201, 422, 422, 422,
    ]);
    expect(await membersOf(owner.tenantId)).toHaveLength(2);
  });

  test("a call that is made again under its key is answered again", async ({ expect }) => {
    const { email, token } = await anInvitation();
    const [body, key] = [invited(email, token), aKey()];
    const answers = await Promise.all([join(body, key), join(body, key)]);
    answers.push(await join(body, key));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const people = new Set(answers.map((each) => JSON.stringify(each.body["user"])));
    expect(people.size).toBe(1);
  });

  test("a token opens nothing for another e-mail, twice, or once withdrawn; all alike", async ({
    expect,
  }) => {
    const [used, withdrawn, others] = [
      await anInvitation(),
      await anInvitation(),
      await anInvitation(),
    ];
    await join(invited(used.email, used.token));
    const revoke = `DELETE /invitations/${withdrawn.id}` as const;
    expect((await call(visitor(withdrawn.owner.accessToken), revoke)).status).toBe(204);
    const refused = [
      await join(invited(used.email, used.token)),
      await join(invited(withdrawn.email, withdrawn.token)),
      await join(invited(anEmail(), others.token)),
      await join(invited((await register()).email, others.token)),
      await join(invited(anEmail(), "wqi_nobody_made_this")),
    ].map(({ status, body }) => ({
      status,
      told: { ...body, instance: undefined, request_id: undefined },
    }));
    expect(new Set(refused.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(refused[0]).toMatchObject({
      status: 422,
      told: { code: "invalid_invitation", errors: [{ pointer: "/invitation" }] },
    });
    expect((await join(invited(others.email, others.token))).status).toBe(201);
  });

  test("a token runs out after seven days", async ({ expect }) => {
    const { email, token, id, body, owner } = await anInvitation();
    const lives = Date.parse(String(body["expires_at"])) - Date.parse(String(body["created_at"]));
    expect(lives).toBe(7 * DAY_MS);
    await control("UPDATE invitations SET expires_at = ?2 WHERE id = ?1", id, Date.now());
    const late = await join(invited(email, token));
    expect([late.status, late.body["code"]]).toEqual([410, "invitation_expired"]);
    const { body: list } = await call(visitor(owner.accessToken), "GET /invitations");
    expect(list.data).toMatchObject([{ id, status: "expired" }]);
  });

  test("an e-mail that has an account signs in and accepts", async ({ expect }) => {
    const guest = await register();
    const { owner, token } = await anInvitation(guest.email, "manager");
    const registers = await join(invited(guest.email, token));
    expect([registers.status, registers.body["code"]]).toEqual([409, "email_taken"]);
    const accepts = await call(visitor(guest.accessToken), "POST /invitations/accept", { token });
    expect([accepts.status, accepts.body]).toMatchObject([
      200,
      { workspace: { id: owner.tenantId }, role: "manager" },
    ]);
    const there = await call(visitor(), "POST /auth/login", {
      email: guest.email,
      password: guest.password,
      workspace_id: owner.tenantId,
    });
    expect([there.status, there.body["workspace"]]).toMatchObject([200, { id: owner.tenantId }]);
    const again = await call(visitor(guest.accessToken), "POST /invitations/accept", { token });
    expect([again.status, again.body["code"]]).toEqual([422, "invalid_invitation"]);
  });

  test("closed is closed to who is invited, too", async ({ expect }) => {
    const { email, token } = await anOperatorsInvitation();
    const closed = visitor(undefined, { REGISTRATION: "closed" });
    const { status, body } = await call(closed, REGISTER, invited(email, token));
    expect([status, body["code"]]).toEqual([403, "registration_closed"]);
  });
});

test("who is invited uses up nothing of the network's day", async ({ expect }) => {
  const stranger = visitor(undefined, { REGISTRATIONS_PER_DAY: "1" });
  const { email, token } = await anInvitation();
  const statuses = [
    await call(stranger, REGISTER, aPerson()),
    await call(stranger, REGISTER, aPerson()),
    await call(stranger, REGISTER, invited(email, token)),
  ].map(({ status }) => status);
  expect(statuses).toEqual([201, 429, 201]);
});

describe("accepting", () => {
  test("is for the one who is invited, once at a time", async ({ expect }) => {
    const [guest, other] = [await register(), await register()];
    const { owner, token } = await anInvitation(guest.email);
    const accept = (as: { accessToken: string }) =>
      call(visitor(as.accessToken), "POST /invitations/accept", { token });
    expect((await accept(other)).body["code"]).toBe("invalid_invitation");
    const answers = await Promise.all(times(3).map(() => accept(guest)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422, 422]);
    expect(await membersOf(owner.tenantId)).toHaveLength(2);
  });

  test("changes nothing for a member, who keeps the role", async ({ expect }) => {
    const owner = await register();
    const { body } = await call(visitor(owner.accessToken), "POST /invitations", {
      email: owner.email,
      role: "agent",
    });
    const token = body["token"];
    const answer = await call(visitor(owner.accessToken), "POST /invitations/accept", { token });
    expect([answer.status, answer.body["code"]]).toEqual([409, "invalid_state"]);
    expect(await membersOf(owner.tenantId)).toEqual([{ email: owner.email, role: "owner" }]);
  });

  test("takes no invitation of the operator's: that one is for a new account", async ({
    expect,
  }) => {
    const guest = await register();
    const { token } = await anOperatorsInvitation(guest.email);
    const answer = await call(visitor(guest.accessToken), "POST /invitations/accept", { token });
    expect([answer.status, answer.body["code"]]).toEqual([422, "invalid_invitation"]);
  });
});

describe("inviting", () => {
  test("answers alike whether the e-mail has an account, and stores no token", async ({
    expect,
  }) => {
    const known = (await register()).email;
    const made = [await anInvitation(known), await anInvitation()];
    const shapes = made.map(({ body }) => ({ ...body, id: 0, email: 0, token: 0 }));
    expect(Object.keys(shapes[0] ?? {})).toEqual(Object.keys(shapes[1] ?? {}));
    expect(made.map(({ token }) => token)).toEqual([
      expect.stringMatching(/^wqi_[\w-]{43}$/),
      expect.stringMatching(/^wqi_[\w-]{43}$/),
    ]);
    for (const { id, token } of made) {
      const [row] = await control("SELECT * FROM invitations WHERE id = ?1", id);
      expect(row?.["token_hash"]).toBe(await sha256Hex(token));
      expect(JSON.stringify(row)).not.toContain(token);
    }
  });

  test("again under its key answers the invitation without its token", async ({ expect }) => {
    const { accessToken } = await register();
    const key = aKey();
    const ask = () =>
      call(
        visitor(accessToken),
        "POST /invitations",
        { email: "ada@example.com", role: "agent" },
        key,
      );
    const [first, again] = [await ask(), await ask()];
    expect(again.body).toEqual({ ...first.body, token: null });
  });

  test("gives no more than the caller has", async ({ expect }) => {
    const scopes: Scope[] = ["team:write", "workspace:read"];
    const key = await aTenant({ scopes });
    const invite = (role: string) => call(key, "POST /invitations", { email: anEmail(), role });
    expect((await invite("billing")).status).toBe(201);
    for (const role of ["admin", "agent"]) {
      const { status, body } = await invite(role);
      expect([status, body["code"], body.errors]).toMatchObject([
        403,
        "missing_scope",
        [{ pointer: "/role" }],
      ]);
    }
    expect((await invite("owner")).status).toBe(400);
  });

  test("is limited to twenty a day in each workspace", async ({ expect }) => {
    const [{ accessToken }, other] = [await register(), await register()];
    const invite = (token: string) =>
      call(visitor(token), "POST /invitations", { email: anEmail(), role: "agent" });
    for (const _ of times(20)) expect((await invite(accessToken)).status).toBe(201);
    const refused = await invite(accessToken);
    expect([refused.status, refused.headers.get("ratelimit-policy")]).toEqual([
      429,
      '"invitation";q=20;w=86400',
    ]);
    expect((await invite(other.accessToken)).status).toBe(201);
  });

  test("is listed page by page, without tokens and without what was revoked", async ({
    expect,
  }) => {
    const { accessToken } = await register();
    const me = visitor(accessToken);
    const ids: string[] = [];
    for (const _ of times(3)) {
      const body = { email: anEmail(), role: "agent" };
      ids.unshift(String((await call(me, "POST /invitations", body)).body["id"]));
    }
    await call(me, `DELETE /invitations/${ids[1]}`);
    const first = await call(me, "GET /invitations?limit=1");
    const rest = await call(me, `GET /invitations?after=${first.body.next_cursor}`);
    const listed = [...(first.body.data ?? []), ...(rest.body.data ?? [])];
    expect(listed.map((row) => [row["id"], row["status"], "token" in row])).toEqual([
      [ids[0], "pending", false],
      [ids[2], "pending", false],
    ]);
  });

  test("is not undone once it is accepted", async ({ expect }) => {
    const { owner, email, token, id } = await anInvitation();
    await join(invited(email, token));
    const me = visitor(owner.accessToken);
    const revoked = await call(me, `DELETE /invitations/${id}`);
    expect([revoked.status, revoked.body["code"]]).toEqual([409, "invalid_state"]);
    const { body } = await call(me, "GET /invitations");
    expect(body.data).toMatchObject([{ id, status: "accepted" }]);
  });

  test("leaves no e-mail behind 30 days after it ran out", async ({ expect }) => {
    const { id } = await anInvitation();
    const there = () => control("SELECT id FROM invitations WHERE id = ?1", id);
    await control("UPDATE invitations SET expires_at = 1 WHERE id = ?1", id);
    await sweepInvitations(env, 30 * DAY_MS);
    expect(await there()).toHaveLength(1);
    await sweepInvitations(env, 30 * DAY_MS + 1);
    expect(await there()).toHaveLength(0);
  });
});
