import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { control, register, visitor } from "./fixture.ts";

const me = (token: string) => call(visitor(token), "GET /me");
const encode = (value: unknown) =>
  new TextEncoder()
    .encode(typeof value === "string" ? value : JSON.stringify(value))
    .toBase64({ alphabet: "base64url", omitPadding: true });
const partsOf = (token: string) => {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const read = (part: string) =>
    JSON.parse(
      new TextDecoder().decode(Uint8Array.fromBase64(part, { alphabet: "base64url" })),
    ) as Record<string, unknown>;
  return { header: read(header), payload: read(payload), signature };
};

/** Sign as an attacker or an older deployment would: with any header, any claims and any key. */
async function forge(
  header: Record<string, unknown>,
  payload: Record<string, unknown>,
  secret: Uint8Array<ArrayBuffer> = ourKey(),
  hash = "SHA-256",
): Promise<string> {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash }, false, ["sign"]);
  const text = `${encode(header)}.${encode(payload)}`;
  const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
  return `${text}.${new Uint8Array(signature).toBase64({ alphabet: "base64url", omitPadding: true })}`;
}

const ourKey = () => Uint8Array.fromBase64(env.JWT_KEYS.slice(env.JWT_KEYS.indexOf(":") + 1));

test("is an HS256 at+jwt of the current key that lives ten minutes", async ({ expect }) => {
  const person = await register();
  const { header, payload } = partsOf(person.accessToken);
  expect(header).toEqual({ typ: "at+jwt", alg: "HS256", kid: "t1" });
  expect(payload).toMatchObject({
    iss: env.PUBLIC_URL,
    sub: person.userId,
    tid: person.tenantId,
    sid: expect.stringMatching(/^ses_/),
  });
  expect(Number(payload["exp"]) - Number(payload["iat"])).toBe(600);
  // The forging of the tests below is sound: unchanged, it is accepted.
  expect((await me(await forge(header, payload))).status).toBe(200);
});

describe("anything else is invalid_token", () => {
  type Forgery = (parts: ReturnType<typeof partsOf>, token: string) => string | Promise<string>;
  const now = () => Math.floor(Date.now() / 1000);
  const cases: Record<string, Forgery> = {
    "alg none": ({ header, payload }) =>
      `${encode({ ...header, alg: "none" })}.${encode(payload)}.`,
    "alg none with a signature": ({ header, payload, signature }) =>
      `${encode({ ...header, alg: "none" })}.${encode(payload)}.${signature}`,
    "another algorithm": ({ header, payload }) =>
      forge({ ...header, alg: "HS512" }, payload, ourKey(), "SHA-512"),
    "a public-key algorithm": ({ header, payload }) => forge({ ...header, alg: "RS256" }, payload),
    "a changed payload": ({ header, payload, signature }) =>
      `${encode(header)}.${encode({ ...payload, tid: newId("tenant") })}.${signature}`,
    "a changed signature": (_, token) => token.slice(0, -2) + (token.endsWith("AA") ? "BB" : "AA"),
    "another key": ({ header, payload }) =>
      forge(header, payload, crypto.getRandomValues(new Uint8Array(32))),
    "an unknown kid": ({ header, payload }) => forge({ ...header, kid: "t2" }, payload),
    "a kid that is a path": ({ header, payload }) => forge({ ...header, kid: "../../x" }, payload),
    "a kid that is SQL": ({ header, payload }) =>
      forge({ ...header, kid: "' UNION SELECT 1 --" }, payload),
    "a kid of every object": ({ header, payload }) =>
      forge({ ...header, kid: "__proto__" }, payload),
    "no kid": ({ payload }) => forge({ typ: "at+jwt", alg: "HS256" }, payload),
    "a key set's address": ({ header, payload }) =>
      forge({ ...header, jku: "https://evil.example/jwks" }, payload),
    "a certificate's address": ({ header, payload }) =>
      forge({ ...header, x5u: "https://evil.example/x" }, payload),
    "a key of its own": ({ header, payload }) =>
      forge({ ...header, jwk: { kty: "oct", k: "AAAA" } }, payload),
    "critical extensions": ({ header, payload }) =>
      forge({ ...header, crit: ["b64"], b64: false }, payload),
    "another type": ({ header, payload }) => forge({ ...header, typ: "JWT" }, payload),
    "expired a second ago": ({ header, payload }) => forge(header, { ...payload, exp: now() - 1 }),
    "no expiry": ({ header, payload }) => forge(header, { ...payload, exp: undefined }),
    "an expiry that is text": ({ header, payload }) =>
      forge(header, { ...payload, exp: String(now() + 600) }),
    "not valid yet": ({ header, payload }) => forge(header, { ...payload, nbf: now() + 300 }),
    "another issuer": ({ header, payload }) =>
      forge(header, { ...payload, iss: "https://evil.example" }),
    "another audience": ({ header, payload }) => forge(header, { ...payload, aud: "other" }),
    "another person's id": ({ header, payload }) =>
      forge(header, { ...payload, sub: newId("user") }),
    "another workspace": ({ header, payload }) =>
      forge(header, { ...payload, tid: newId("tenant") }),
    "an unknown session": ({ header, payload }) =>
      forge(header, { ...payload, sid: newId("session") }),
    "a payload that is no object": ({ header }) => forge(header, [] as never),
    "two dots": () => "..",
    "two parts": (_, token) => token.split(".").slice(0, 2).join("."),
    "four parts": (_, token) => `${token}.AAAA`,
    "not base64": () => "%%%.$$$.###",
    "not JSON": ({ signature }) => `${encode("{")}.${encode("}")}.${signature}`,
    "one word": () => "garbage",
    "a very long one": () => `eyJ${"A".repeat(5_000)}.e30.AA`,
  };
  test.for(Object.entries(cases))("%s", async ([, forgery], { expect }) => {
    const { accessToken } = await register();
    const { status, body } = await me(await forgery(partsOf(accessToken), accessToken));
    expect([status, body["code"], body["detail"]]).toEqual([
      401,
      "invalid_token",
      "The credential is not valid.",
    ]);
  });
});

test("a former member's token is refused", async ({ expect }) => {
  const person = await register();
  await control("DELETE FROM memberships WHERE user_id = ?1", person.userId);
  expect((await me(person.accessToken)).status).toBe(401);
});

test("a role holds its scopes and no more", async ({ expect }) => {
  const person = await register();
  await control("UPDATE memberships SET role = 'agent' WHERE user_id = ?1", person.userId);
  expect((await me(person.accessToken)).body).toMatchObject({ role: "agent" });
  const { status, body } = await call(visitor(person.accessToken), "GET /api-keys");
  expect([status, body["code"]]).toEqual([403, "missing_scope"]);
  expect(body["detail"]).toContain("keys:write");
});

test("a suspended workspace is told so", async ({ expect }) => {
  const person = await register();
  await control("UPDATE tenants SET state = 'suspended' WHERE id = ?1", person.tenantId);
  const { status, body } = await me(person.accessToken);
  expect([status, body["code"]]).toEqual([403, "workspace_suspended"]);
});

test("a new current key signs, and the former one still proves", async ({ expect }) => {
  const person = await register();
  const fresh = crypto.getRandomValues(new Uint8Array(32)).toBase64();
  const rotated = { JWT_KEYS: `t9:${fresh},${env.JWT_KEYS}` };
  const later = await register({}, rotated);
  expect(partsOf(later.accessToken).header["kid"]).toBe("t9");
  for (const token of [later.accessToken, person.accessToken]) {
    const answer = await call(visitor(token, rotated), "GET /me");
    expect(answer.status).toBe(200);
  }
});
