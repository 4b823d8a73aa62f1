import { decode, sign, verify } from "@tsndr/cloudflare-worker-jwt";
import { z } from "zod";

import { isId, type Id } from "#core/ids";
import { configOf } from "#platform/config";
import type { KeyRing } from "#platform/credentials/key-ring";
import { IsolateCache } from "#platform/isolate-cache";

/** Seconds an access token lives; a session outlives it by its refresh token. */
export const ACCESS_TOKEN_SECONDS = 600;

const TYPE = "at+jwt";
const ALGORITHM = "HS256";
const AUDIENCE = "waqtor-api";
const CLOCK_SKEW_SECONDS = 60;
/** Ours are under 600 characters; a longer one is not worth decoding. */
const LENGTH_MAX = 2_048;
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Whom an access token speaks for. */
export interface AccessClaims {
  readonly userId: Id<"user">;
  readonly sessionId: Id<"session">;
  readonly tenantId: Id<"tenant">;
}

/** Only these members: a header that brings its own key (`jku`, `x5u`, `jwk`) or its own rules (`crit`) is refused. */
const Header = z.strictObject({
  typ: z.literal(TYPE),
  alg: z.literal(ALGORITHM),
  kid: z.string(),
});

const Payload = z.object({
  iss: z.string(),
  aud: z.literal(AUDIENCE),
  sub: z.custom<Id<"user">>((v) => typeof v === "string" && isId("user", v)),
  sid: z.custom<Id<"session">>((v) => typeof v === "string" && isId("session", v)),
  tid: z.custom<Id<"tenant">>((v) => typeof v === "string" && isId("tenant", v)),
  exp: z.int(),
  nbf: z.int(),
});

/** Sign an access token with the ring's current key. */
export async function issueAccessToken(
  env: Env,
  claims: AccessClaims,
  nowMs: number,
): Promise<string> {
  const now = Math.floor(nowMs / 1000);
  const { jwtKeys: ring, publicUrl } = configOf(env);
  const payload = {
    iss: publicUrl,
    aud: AUDIENCE,
    sub: claims.userId,
    sid: claims.sessionId,
    tid: claims.tenantId,
    iat: now,
    nbf: now,
    exp: now + ACCESS_TOKEN_SECONDS,
    jti: crypto.randomUUID(),
  };
  return sign(payload, await hmacKey(ring, ring.current), {
    algorithm: ALGORITHM,
    header: { typ: TYPE, kid: ring.current },
  });
}

/** The claims of a token that is ours and valid now, with its expiry; `undefined` for anything else, garbage included. */
export async function verifyAccessToken(
  env: Env,
  token: string,
  nowMs: number,
): Promise<(AccessClaims & { readonly expiresAtMs: number }) | undefined> {
  if (token.length > LENGTH_MAX || !COMPACT.test(token)) return undefined;
  const { jwtKeys: ring, publicUrl } = configOf(env);
  try {
    const header = Header.parse(decode(token).header);
    if (!ring.keys.has(header.kid)) return undefined;
    const proven = await verify(token, await hmacKey(ring, header.kid), {
      algorithm: ALGORITHM,
      clockTolerance: CLOCK_SKEW_SECONDS,
    });
    const payload = Payload.parse(proven?.payload);
    const now = nowMs / 1000;
    if (payload.iss !== publicUrl || payload.exp <= now) return undefined;
    if (payload.nbf > now + CLOCK_SKEW_SECONDS) return undefined;
    return {
      userId: payload.sub,
      sessionId: payload.sid,
      tenantId: payload.tid,
      expiresAtMs: payload.exp * 1000,
    };
  } catch {
    // The library throws on what is not base64 or not JSON, and the schemas on what is not ours.
    return undefined;
  }
}

/** By the key's own bytes. */
const imported = new IsolateCache<Uint8Array, CryptoKey>({ entriesMax: 16 });

function hmacKey(ring: KeyRing, kid: string): Promise<CryptoKey> {
  const bytes = ring.keys.get(kid);
  if (bytes === undefined) throw new Error("no such key");
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return imported.getOrLoad(bytes, () =>
    crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign", "verify"]),
  );
}
