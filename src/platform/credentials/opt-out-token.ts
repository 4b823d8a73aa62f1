import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

import { ID_PREFIXES, isId, type Id } from "#core/ids";
import { configOf } from "#platform/config";

/** Whose marketing a link withdraws. */
export interface OptOutSubject {
  readonly tenantId: Id<"tenant">;
  readonly contactId: Id<"contact">;
}

const SUFFIX_CHARS = 26;
const TAG_BYTES = 16;
const TOKEN = /^([0-9a-z]{26})([0-9a-z]{26})([\w-]{22})$/;

/**
 * The token of a person's opt-out link: their opaque ids and an HMAC of them. It never ends, and it holds nothing of the person.
 * The key is the deployment's pepper, which is never rotated: a link that was sent years ago still works.
 */
export function optOutToken(env: Env, subject: OptOutSubject): string {
  const suffix = (id: string): string => id.slice(-SUFFIX_CHARS);
  const tag = tagOf(env, subject).toBase64({ alphabet: "base64url", omitPadding: true });
  return `${suffix(subject.tenantId)}${suffix(subject.contactId)}${tag}`;
}

/** The address of the page where a person withdraws, `<PUBLIC_URL>/u/<token>`. */
export const optOutUrl = (env: Env, subject: OptOutSubject): string =>
  `${configOf(env).publicUrl}/u/${optOutToken(env, subject)}`;

/** Whom a token is about; null for one that was not made here. Nothing is looked up before. */
export function readOptOutToken(env: Env, token: string): OptOutSubject | null {
  const [, tenant = "", contact = "", given = ""] = TOKEN.exec(token) ?? [];
  const tenantId = `${ID_PREFIXES.tenant}_${tenant}`;
  const contactId = `${ID_PREFIXES.contact}_${contact}`;
  if (!isId("tenant", tenantId) || !isId("contact", contactId)) return null;
  const subject = { tenantId, contactId };
  const bytes = Uint8Array.fromBase64(given, { alphabet: "base64url" });
  return crypto.subtle.timingSafeEqual(bytes, tagOf(env, subject)) ? subject : null;
}

const tagOf = (env: Env, { tenantId, contactId }: OptOutSubject): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    hmac(
      sha256,
      utf8ToBytes(configOf(env).passwordPepper),
      utf8ToBytes(`opt-out link\n${tenantId}\n${contactId}`),
    ),
  ).slice(0, TAG_BYTES);
