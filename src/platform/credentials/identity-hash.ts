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
  const { hashes, keyed, scratch } = recentOf(configOf(ctx.env).passwordPepper, ctx.tenant.id);
  const known = hashes.get(key);
  if (known !== undefined) return known;
  if (hashes.size >= RECENT_MAX) hashes.clear();
  const hash = bytesToHex(keyed._cloneInto(scratch).update(utf8ToBytes(key)).digest());
  hashes.set(key, hash);
  return hash;
}

/** A file's row asks three times for the hash of each of its identities: by whom it is withdrawn, suppressed, and known. */
const RECENT_MAX = 4_096;

/** What is used of the library's class, whose own types its own objects do not fit. */
interface Hmac {
  clone(): Hmac;
  /** Takes this one's state over into another, which a digest has used up. */
  _cloneInto(to: Hmac): Hmac;
  update(bytes: Uint8Array): Hmac;
  digest(): Uint8Array;
}

/** What hashes of one workspace have in common is hashed once, with the key, which takes as long as a hash. */
interface Recent {
  readonly pepper: string;
  readonly tenantId: string;
  readonly keyed: Hmac;
  /** A file asks for so many that a new object for each is felt. */
  readonly scratch: Hmac;
  /** By key. */
  readonly hashes: Map<string, string>;
}

let recent: Recent | undefined;

function recentOf(pepper: string, tenantId: string): Recent {
  if (recent?.pepper === pepper && recent.tenantId === tenantId) return recent;
  // Safe: the class has these methods.
  const keyed = hmac
    .create(sha256, utf8ToBytes(pepper))
    .update(utf8ToBytes(`withdrawn identity\n${tenantId}\n`)) as unknown as Hmac;
  const begun: Recent = { pepper, tenantId, keyed, scratch: keyed.clone(), hashes: new Map() };
  recent = begun;
  return begun;
}
