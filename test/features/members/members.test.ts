import { describe, test } from "vitest";

import { call } from "../../fixtures/call.ts";
import { aPerson, control, registerVerified as register, visitor } from "../accounts/fixture.ts";

/** Somebody who joined a workspace by its invitation. */
async function joined(owner: string, role: string, name: string) {
  const email = `${role}-${crypto.randomUUID()}@example.com`;
  const { body: invitation } = await call(visitor(owner), "POST /invitations", { email, role });
  const person = aPerson({ email, full_name: name, invitation: invitation["token"] });
  const { status, body } = await call(visitor(), "POST /auth/register", person);
  if (status !== 201) throw new Error(`joining answered ${status}`);
  return { email, token: String(body["access_token"]), user: body["user"] as { id: string } };
}

describe("the members of a workspace", () => {
  test("are listed to whoever deals with the inbox, who came first first, e-mails only to whoever may see the team", async ({
    expect,
  }) => {
    const owner = await register({ full_name: "Ada Lovelace" });
    const agent = await joined(owner.accessToken, "agent", "Grace Hopper");
    await register({ full_name: "Somebody Else" });
    const named = [
      { id: owner.userId, full_name: "Ada Lovelace", role: "owner" },
      { id: agent.user.id, full_name: "Grace Hopper", role: "agent" },
    ];
    const toOwner = await call(visitor(owner.accessToken), "GET /members");
    expect(toOwner.body.data).toMatchObject([
      { ...named[0], email: owner.email },
      { ...named[1], email: agent.email },
    ]);
    const toAgent = await call(visitor(agent.token), "GET /members");
    expect(toAgent.body.data).toMatchObject(named.map((one) => ({ ...one, email: null })));
  });

  test("come page by page", async ({ expect }) => {
    const owner = await register();
    const agent = await joined(owner.accessToken, "agent", "Grace Hopper");
    const me = visitor(owner.accessToken);
    const first = await call(me, "GET /members?limit=1");
    const rest = await call(me, `GET /members?after=${first.body.next_cursor}`);
    expect([first, rest].map(({ body }) => body.data?.map(({ id }) => id))).toEqual([
      [owner.userId],
      [agent.user.id],
    ]);
    expect(rest.body.next_cursor).toBeNull();
  });

  test("are no more once their membership is gone", async ({ expect }) => {
    const owner = await register();
    const agent = await joined(owner.accessToken, "agent", "Grace Hopper");
    await control("DELETE FROM memberships WHERE user_id = ?1", agent.user.id);
    const { body } = await call(visitor(owner.accessToken), "GET /members");
    expect(body.data?.map(({ id }) => id)).toEqual([owner.userId]);
  });
});
