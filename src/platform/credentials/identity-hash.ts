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
export const identityHash = (ctx: ScopedContext, key: string): string =>
  bytesToHex(
    hmac(
      sha256,
      utf8ToBytes(configOf(ctx.env).passwordPepper),
      utf8ToBytes(`withdrawn identity\n${ctx.tenant.id}\n${key}`),
    ),
  );
