import { argon2id } from "@noble/hashes/argon2.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { env } from "cloudflare:workers";
import { test } from "vitest";

import { hashPassword, verifyPassword } from "#platform/credentials/password";

const text = new TextEncoder();
/** The bindings with other values, as another deployment has them. */
const deployment = (change: Record<string, string>): Env => ({ ...env, ...change });

test("two hashes of one password differ, and both match", ({ expect }) => {
  const [a, b] = [hashPassword(env, "secret-pass"), hashPassword(env, "secret-pass")];
  expect(a).not.toBe(b);
  for (const stored of [a, b]) {
    expect(verifyPassword(env, "secret-pass", stored)).toEqual({ matches: true, outdated: false });
    expect(verifyPassword(env, "secret-pasS", stored).matches).toBe(false);
  }
});

test("a password is taken as it is", ({ expect }) => {
  const stored = hashPassword(env, " caf\u00e9 ");
  expect(verifyPassword(env, " caf\u00e9 ", stored).matches).toBe(true);
  for (const other of ["caf\u00e9", " cafe\u0301 ", " CAF\u00c9 "])
    expect(verifyPassword(env, other, stored).matches).toBe(false);
});

test("nobody's password matches nothing", ({ expect }) => {
  expect(verifyPassword(env, "", undefined)).toEqual({ matches: false, outdated: false });
});

test("without the pepper a stolen hash cannot be tried", ({ expect }) => {
  const stored = hashPassword(env, "secret-pass");
  const other = deployment({ PASSWORD_PEPPER: "another-pepper-0123456789abcdefghij" });
  expect(verifyPassword(other, "secret-pass", stored).matches).toBe(false);
  const [, , , cost = "", salt = "", hash = ""] = stored.split("$");
  const [m = 0, t = 0, p = 0] = [...cost.matchAll(/\d+/g)].map(Number);
  const options = { m, t, p, dkLen: 32, version: 0x13 };
  const plain = argon2id(text.encode("secret-pass"), Uint8Array.fromBase64(salt), options);
  expect(plain.toBase64({ omitPadding: true })).not.toBe(hash);
  const peppered = hmac(sha256, text.encode(env.PASSWORD_PEPPER), text.encode("secret-pass"));
  const expected = argon2id(peppered, Uint8Array.fromBase64(salt), options);
  expect(expected.toBase64({ omitPadding: true })).toBe(hash);
});

test.for([
  { PUBLIC_URL: "https://waqtor.example" },
  { PUBLIC_URL: "http://localhost.evil.example" },
  { PUBLIC_URL: "http://127.0.0.1.evil.example" },
  { PASSWORD_COST: "" },
  { PASSWORD_COST: "m=1" },
])("the cost is the strong one with %j", (change, { expect }) => {
  expect(hashPassword(deployment(change), "x")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("a malformed stored hash is a fault of ours, not a wrong password", ({ expect }) => {
  expect(() => verifyPassword(env, "x", "plain")).toThrow("a stored password is malformed");
});
