import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { openControlDb } from "#db/control/client";
import { register as registerPerson } from "#features/accounts/register";
import { RegisterBody } from "#features/accounts/schemas";
import { newId } from "#platform/ids";

import { aKey, call, type Caller } from "../../fixtures/call.ts";
import { aNetwork, aPerson, control, register, visitor } from "./fixture.ts";

const REGISTER = "POST /auth/register";
const DAY_SECONDS = 86_400;
/** As production ships. */
const TEN = { REGISTRATIONS_PER_DAY: "10" };
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Somebody on this network, of a deployment that allows ten. */
const at = (ip: string | null, variables: Caller["variables"] = TEN): Caller => {
  const { headers } = visitor();
  const { "cf-connecting-ip": _own, ...rest } = headers;
  return { headers: ip === null ? rest : { ...rest, "cf-connecting-ip": ip }, variables };
};

/** Statuses of registrations, one after another. */
async function statuses(callers: readonly Caller[], person: () => object = aPerson) {
  const answered: number[] = [];
  for (const caller of callers) answered.push((await call(caller, REGISTER, person())).status);
  return answered;
}
const met = (count: number, good: number) => times(count).map((i) => (i < 10 ? good : 429));

/** A /64 of IPv6, without its last 64 bits. */
const aNetworkOf64 = () => aNetwork().replace(/::1$/, "");

describe("registrations from one network", () => {
  test("are ten a day, whichever of its addresses they come from", async ({ expect }) => {
    const network = aNetworkOf64();
    const callers = times(13).map((index) => at(`${network}:1:2:3:${index + 1}`));
    expect(await statuses(callers)).toEqual(met(13, 201));
    const refused = await call(at(`${network}::9`), REGISTER, aPerson());
    expect([refused.status, refused.body["code"]]).toEqual([429, "rate_limited"]);
    expect(refused.headers.get("ratelimit-policy")).toBe(`"register";q=10;w=${DAY_SECONDS}`);
    const wait = Number(refused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(DAY_SECONDS - 600);
    expect(wait).toBeLessThanOrEqual(DAY_SECONDS);
    expect(refused.headers.get("ratelimit")).toBe(`"register";r=0;t=${wait}`);
    expect((await call(at(aNetwork()), REGISTER, aPerson())).status).toBe(201);
  });

  test("count when the e-mail is taken, so that e-mails are not found out in plenty", async ({
    expect,
  }) => {
    const [{ email }, ip] = [await register(), aNetwork()];
    const callers = times(12).map(() => at(ip));
    expect(await statuses(callers, () => aPerson({ email }))).toEqual(met(12, 409));
    expect((await call(at(ip), REGISTER, aPerson())).status).toBe(429);
  });

  test("do not count when the body is refused", async ({ expect }) => {
    const ip = aNetwork();
    const callers = times(12).map(() => at(ip));
    expect(new Set(await statuses(callers, () => aPerson({ password: "x" })))).toEqual(
      new Set([422]),
    );
    expect((await call(at(ip), REGISTER, aPerson())).status).toBe(201);
  });

  test("that are made again under their key are answered still, and do not count", async ({
    expect,
  }) => {
    const [ip, person, key] = [aNetwork(), aPerson(), aKey()];
    const again = () => call(at(ip), REGISTER, person, key);
    expect((await again()).status).toBe(201);
    for (const _ of times(3)) expect((await again()).status).toBe(201);
    expect(await statuses(times(9).map(() => at(ip)))).toEqual(times(9).map(() => 201));
    expect((await call(at(ip), REGISTER, aPerson())).status).toBe(429);
    expect((await again()).headers.get("idempotent-replayed")).toBe("true");
  });

  test("leave the pool alone, and most of it when each reads its contacts", async ({ expect }) => {
    const claimed = async () =>
      Number((await control("SELECT count(tenant_id) AS n FROM pool"))[0]?.["n"]);
    const [before, ip] = [await claimed(), aNetwork()];
    const tokens: string[] = [];
    for (const _ of times(40)) {
      const { status, body } = await call(at(ip), REGISTER, aPerson());
      if (status === 201) tokens.push(String(body["access_token"]));
    }
    expect(await claimed()).toBe(before);
    for (const token of tokens) await call(visitor(token), "GET /contacts");
    expect(await claimed()).toBe(before + 10);
  });

  test("begin anew after a day", async ({ expect }) => {
    const [ip, nowMs] = [aNetwork(), Date.now()];
    const attempt = (atMs: number) =>
      registerPerson(
        {
          env: { ...env, ...TEN } as unknown as Env,
          control: openControlDb(env.CONTROL_DB),
          origin: { requestId: "test", ip, userAgent: null },
          nowMs: () => atMs,
          newId,
          defer: () => undefined,
        },
        RegisterBody.parse(aPerson()),
      );
    for (const _ of times(10)) await attempt(nowMs);
    await expect(attempt(nowMs + DAY_SECONDS * 1000 - 1)).rejects.toMatchObject({
      code: "rate_limited",
      extras: { retryAfterSeconds: 1 },
    });
    await attempt(nowMs + DAY_SECONDS * 1000);
  });
});

test("registrations count as one network's where no address is believed", async ({ expect }) => {
  const nobody = { ...TEN, CLIENT_IP_HEADER: "" };
  const answered = await statuses(times(12).map(() => at(aNetwork(), nobody)));
  // Others of this run may have counted before.
  expect(answered.slice(-2)).toEqual([429, 429]);
});
