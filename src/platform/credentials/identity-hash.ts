import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

import { configOf } from "#platform/config";
import type { ScopedContext } from "#platform/context";

/**
 * The keyed hash of an identity, hex: it recognises a person who comes back, and tells nobody who they are. The key is the
 * deployment's pepper, which is never rotated; the workspace is hashed along, so that no two workspaces' hashes are alike.
 *
 * @param key An identity as one text, e.g. `phone:5511987654321`.
 */
export function identityHash(ctx: ScopedContext, key: string): string {
  const text = `withdrawn identity\n${ctx.tenant.id}\n${key}`;
  const known = recent.get(text);
  if (known !== undefined) return known;
  if (recent.size >= RECENT_MAX) recent.clear();
  const hash = bytesToHex(
    keyed(configOf(ctx.env).passwordPepper).clone().update(utf8ToBytes(text)).digest(),
  );
  recent.set(text, hash);
  return hash;
}

/** A file's row asks three times for the hash of each of its identities: by whom it is withdrawn, suppressed, and known. */
const RECENT_MAX = 4_096;
const recent = new Map<string, string>();

let last: { readonly pepper: string; readonly hash: ReturnType<typeof hmac.create> } | undefined;

/** The hash with its key worked in, which takes as long as a hash. */
function keyed(pepper: string): ReturnType<typeof hmac.create> {
  if (last?.pepper !== pepper) last = { pepper, hash: hmac.create(sha256, utf8ToBytes(pepper)) };
  return last.hash;
}
