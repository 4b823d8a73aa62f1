import { describe, onTestFinished, test, vi } from "vitest";

import { call, type Caller } from "../../fixtures/call.ts";
import { until } from "../../fixtures/until.ts";
import { control, register, visitor } from "../accounts/fixture.ts";

/** A key of a new workspace. */
async function aKey(change: object = {}) {
  const person = await register();
  const body = { name: "x", scopes: ["contacts:read", "keys:write"], ...change };
  const made = await call(visitor(person.accessToken), "POST /api-keys", body);
  return { person, made, id: String(made.body["id"]), secret: String(made.body["secret"]) };
}

/** The key at an address; null: at none that anybody tells. */
const from = (secret: string, ip: string | null, more: Record<string, string> = {}): Caller => ({
  headers: {
    authorization: `Bearer ${secret}`,
    ...(ip === null ? {} : { "cf-connecting-ip": ip }),
    ...more,
  },
});

const codeOf = async (caller: Caller) => {
  const { status, body } = await call(caller, "GET /scopes");
  return [status, body["code"]];
};

describe("a key that is taken from some networks", () => {
  test("keeps them in one spelling, and works from there alone", async ({ expect }) => {
    const { made, secret } = await aKey({
      ip_allow: ["203.0.113.9/24", "2001:DB8:0::/48", "203.0.113.0/24", "198.51.100.7"],
    });
    expect(made.body["ip_allow"]).toEqual(["203.0.113.0/24", "2001:db8::/48", "198.51.100.7/32"]);
    for (const ip of ["203.0.113.200", "2001:db8::5", "198.51.100.7", "::ffff:203.0.113.1"])
      expect([ip, await codeOf(from(secret, ip))]).toEqual([ip, [200, undefined]]);
    for (const ip of ["203.0.114.1", "2001:db8:1::5", "198.51.100.8", "", "x", null])
      expect([ip, await codeOf(from(secret, ip))]).toEqual([ip, [401, "invalid_token"]]);
  });

  test("believes no header but that of the deployment's host", async ({ expect }) => {
    const { secret } = await aKey({ ip_allow: ["203.0.113.0/24"] });
    const faked = { "x-forwarded-for": "203.0.113.1", "x-real-ip": "203.0.113.1" };
    expect(await codeOf(from(secret, "192.0.2.1", faked))).toEqual([401, "invalid_token"]);
    const unnamed = { ...from(secret, "203.0.113.1"), variables: { CLIENT_IP_HEADER: "" } };
    expect(await codeOf(unnamed)).toEqual([401, "invalid_token"]);
  });

  test("is refused in the words of a key that is none, and that is told once a day", async ({
    expect,
  }) => {
    const { id, secret } = await aKey({ ip_allow: ["203.0.113.0/24"] });
    const strange = { ...from(secret, "192.0.2.1") };
    const [refused, none] = [
      await call(strange, "GET /scopes"),
      await call(from(`${secret}x`, "192.0.2.1"), "GET /scopes"),
    ];
    const { instance: _, request_id: __, ...told } = refused.body;
    const { instance: ___, request_id: ____, ...expected } = none.body;
    expect(told).toEqual(expected);
    await Promise.all(Array.from({ length: 5 }, () => call(strange, "GET /scopes")));
    const acts = () =>
      control(
        "SELECT actor_id, outcome, ip FROM audit_logs WHERE action = 'api_key.refuse_address' AND target = ?1",
        id,
      );
    await until(async () => (await acts()).length > 0);
    expect(await acts()).toEqual([{ actor_id: id, outcome: "failure", ip: "192.0.2.1" }]);
    const [row] = await control("SELECT last_used_at FROM api_keys WHERE id = ?1", id);
    expect(row).toEqual({ last_used_at: null });
  });

  test.for([
    [["203.0.113.0/33"], "/ip_allow/0"],
    [["203.0.113.1", "nowhere"], "/ip_allow/1"],
    [Array.from({ length: 51 }, (_, i) => `10.0.0.${i}`), "/ip_allow"],
    ["203.0.113.1", "/ip_allow"],
    [[7], "/ip_allow/0"],
  ])("names none of %j", async ([networks, pointer], { expect }) => {
    const { made } = await aKey({ ip_allow: networks });
    expect([made.status, made.body["code"], made.body.errors?.[0]?.pointer]).toEqual([
      400,
      "invalid_request",
      pointer,
    ]);
  });
});

describe("a rotation with an overlap", () => {
  const rotate = ({ person, id }: Awaited<ReturnType<typeof aKey>>, body?: object) =>
    call(visitor(person.accessToken), `POST /api-keys/${id}/rotate`, body);

  test("takes both secrets until it is over, and then the new one", async ({ expect }) => {
    const key = await aKey();
    const rotated = await rotate(key, { overlap_seconds: 3600 });
    const fresh = String(rotated.body["secret"]);
    expect(rotated.body["former_secret_until"]).toEqual(expect.any(String));
    for (const secret of [key.secret, fresh])
      expect(await codeOf(from(secret, null))).toEqual([200, undefined]);
    const clock = vi.spyOn(Date, "now").mockImplementation(
      (
        (nowMs) => () =>
          nowMs + 3_600_001
      )(Date.now()),
    );
    onTestFinished(() => clock.mockRestore());
    expect(await codeOf(from(key.secret, null))).toEqual([401, "invalid_token"]);
    expect(await codeOf(from(fresh, null))).toEqual([200, undefined]);
  });

  test("ends with the next rotation, and with the key", async ({ expect }) => {
    const key = await aKey();
    const second = String((await rotate(key, { overlap_seconds: 600 })).body["secret"]);
    const third = String((await rotate(key, { overlap_seconds: 600 })).body["secret"]);
    expect(await codeOf(from(key.secret, null))).toEqual([401, "invalid_token"]);
    expect(await codeOf(from(second, null))).toEqual([200, undefined]);
    await rotate(key);
    for (const secret of [second, third])
      expect(await codeOf(from(secret, null))).toEqual([401, "invalid_token"]);
    const last = String((await rotate(key, { overlap_seconds: 600 })).body["secret"]);
    await call(visitor(key.person.accessToken), `DELETE /api-keys/${key.id}`);
    expect(await codeOf(from(last, null))).toEqual([401, "invalid_token"]);
  });

  test.for([[-1], [604_801], [1.5], ["1"]])("is no %j seconds", async ([seconds], { expect }) => {
    const answer = await rotate(await aKey(), { overlap_seconds: seconds });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, "/overlap_seconds"]);
  });
});
