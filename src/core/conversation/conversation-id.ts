import { sha256 } from "@noble/hashes/sha2.js";

import { BASE32, ID_PREFIXES, type Id } from "#core/ids";

/** The first ten characters of a TypeID's suffix are exactly the 48 bits of its time. */
const TIME_CHARS = 10;
const HASH_BYTES = 10;

/**
 * The id of the one conversation of a contact on a number. It is derived, so nobody looks it up and two writers cannot make
 * two: the contact's own time, then 74 bits of SHA-256 over both ids, laid out as a UUIDv7.
 */
export function conversationIdOf(
  contactId: Id<"contact">,
  numberId: Id<"number">,
): Id<"conversation"> {
  const start = ID_PREFIXES.contact.length + 1;
  const time = contactId.slice(start, start + TIME_CHARS);
  const digest = sha256(new TextEncoder().encode(`${contactId}\n${numberId}`));
  const bytes = digest.slice(0, HASH_BYTES);
  const version = digest[0] ?? 0;
  const variant = digest[2] ?? 0;
  bytes[0] = (version & 0x0f) | 0x70;
  bytes[2] = (variant & 0x3f) | 0x80;
  return `${ID_PREFIXES.conversation}_${time}${base32(bytes)}`;
}

/** Five bits a character; the length in bits must be a multiple of five. */
function base32(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = "";
  for (let shift = bytes.length * 8 - 5; shift >= 0; shift -= 5)
    text += BASE32[Number((bits >> BigInt(shift)) & 31n)] ?? "";
  return text;
}
