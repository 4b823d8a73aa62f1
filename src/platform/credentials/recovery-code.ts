import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

import type { Id } from "#core/ids";
import { configOf } from "#platform/config";

/** The keyed hash of somebody's recovery code, hex. The key is the deployment's pepper: a copy of the database alone finds none. */
export const recoveryCodeHash = (env: Env, userId: Id<"user">, code: string): string =>
  bytesToHex(
    hmac(
      sha256,
      utf8ToBytes(configOf(env).passwordPepper),
      utf8ToBytes(`recovery code\n${userId}\n${code}`),
    ),
  );
