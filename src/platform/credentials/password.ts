import { argon2id } from "@noble/hashes/argon2.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";

import { configOf, type PasswordCost } from "#platform/config";

/** OWASP's parameters for argon2id: about a quarter of a second of CPU on Workers. */
const STRONG: PasswordCost = { m: 19_456, t: 2, p: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Standard PHC form, so that every stored hash says how it was made. Base64 without padding. */
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Hash a password with a fresh salt. The password is taken as it is: no trimming, no normalisation. */
export function hashPassword(env: Env, password: string): string {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return spell(costOf(env), salt, derive(env, password, salt, costOf(env)));
}

/**
 * Compare a password with a stored hash in constant time. Without a hash (nobody has that e-mail) it works as long as with
 * one, and answers no. `outdated` tells that the hash was made with other parameters than today's.
 */
export function verifyPassword(
  env: Env,
  password: string,
  stored: string | undefined,
): { readonly matches: boolean; readonly outdated: boolean } {
  const cost = costOf(env);
  if (stored === undefined) {
    derive(env, password, new Uint8Array(SALT_BYTES), cost);
    return { matches: false, outdated: false };
  }
  const [, m, t, p, salt, hash] = PHC.exec(stored) ?? [];
  if (salt === undefined || hash === undefined) throw new Error("a stored password is malformed");
  const made: PasswordCost = { m: Number(m), t: Number(t), p: Number(p) };
  const expected = Uint8Array.fromBase64(hash);
  const actual = derive(env, password, Uint8Array.fromBase64(salt), made);
  return {
    matches: actual.length === expected.length && crypto.subtle.timingSafeEqual(actual, expected),
    outdated: made.m !== cost.m || made.t !== cost.t || made.p !== cost.p,
  };
}

/** The pepper goes in first: a copy of the database alone lets nobody guess passwords, however weak they are. */
function derive(env: Env, password: string, salt: Uint8Array, cost: PasswordCost): Uint8Array {
  const text = new TextEncoder();
  const peppered = hmac(sha256, text.encode(configOf(env).passwordPepper), text.encode(password));
  return argon2id(peppered, salt, { ...cost, dkLen: HASH_BYTES, version: 0x13 });
}

function spell(cost: PasswordCost, salt: Uint8Array, hash: Uint8Array): string {
  const text = (bytes: Uint8Array) => bytes.toBase64({ omitPadding: true });
  return `$argon2id$v=19$m=${cost.m},t=${cost.t},p=${cost.p}$${text(salt)}$${text(hash)}`;
}

/** The strong cost, except on somebody's own machine, where a test run may be made quick. */
const costOf = (env: Env): PasswordCost => configOf(env).passwordCost ?? STRONG;
