import { BASE32 } from "#core/ids";

/** How many recovery codes somebody gets, and of how many random bytes each: 80 bits. */
export const RECOVERY_CODES = 10;
export const RECOVERY_CODE_BYTES = 10;

/** What somebody typed at the second step of a sign-in. */
export type SecondStep =
  | { readonly kind: "totp"; readonly code: string }
  | { readonly kind: "recovery_code"; readonly code: string };

/** The first of ten digits that follow each other: Arabic, Persian, Devanagari, Bengali and full width. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0xff10];

const RECOVERY = new RegExp(`^[${BASE32}]{16}$`);

/**
 * Read what was typed, with blanks and hyphens wherever they stand and digits of whatever script. Undefined for what is neither
 * six digits nor a recovery code.
 */
export function readSecondStep(text: string): SecondStep | undefined {
  const bare = Array.from(text, latinDigit)
    .join("")
    .replaceAll(/[\s\p{Pd}]/gu, "");
  if (/^\d{6}$/.test(bare)) return { kind: "totp", code: bare };
  // Letters that the alphabet leaves out, because they look like digits.
  const code = bare.toLowerCase().replaceAll("o", "0").replaceAll(/[il]/g, "1");
  return RECOVERY.test(code) ? { kind: "recovery_code", code } : undefined;
}

function latinDigit(char: string): string {
  const point = char.codePointAt(0) ?? 0;
  const zero = ZEROS.find((first) => point >= first && point < first + 10);
  return zero === undefined ? char : String(point - zero);
}

/** A recovery code of random bytes, without hyphens. @param entropy `RECOVERY_CODE_BYTES` of them. */
export function recoveryCode(entropy: Uint8Array): string {
  const bits = Array.from(entropy, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)] ?? "").join("");
}

/** A code as it is shown: `abcd-efgh-jkmn-pqrs`. */
export const shownCode = (code: string): string => code.replaceAll(/.{4}(?=.)/g, "$&-");
