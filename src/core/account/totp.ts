/** Codes that an app makes from a seed and the time: RFC 6238 over RFC 4226, as the common apps do it (SHA-1, 6 digits, 30 s). */
import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";

const STEP_MS = 30_000;
const DIGITS = 6;
/** How many steps a clock may be ahead or behind. */
const DRIFT_STEPS = 1;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** 160 bits, as RFC 4226 recommends. */
export const SEED_BYTES = 20;

/** The time step of an instant: how many 30 s have passed since 1970. */
export const stepAt = (nowMs: number): number => Math.floor(nowMs / STEP_MS);

/** The code of a counter (RFC 4226 §5.3), or of a time step. @param counter A whole number from 0. */
export function codeOf(seed: Uint8Array, counter: number, digits: number = DIGITS): string {
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, BigInt(counter));
  const mac = hmac(sha1, seed, message);
  const view = new DataView(mac.buffer, mac.byteOffset, mac.byteLength);
  const offset = view.getUint8(mac.length - 1) & 0x0f;
  const number = view.getUint32(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/**
 * The time step whose code was given, among those that are near enough and were not used yet.
 *
 * @param lastStep The last step whose code was taken: neither it nor one before works again.
 */
export function matchingStep(
  seed: Uint8Array,
  code: string,
  at: { readonly nowMs: number; readonly lastStep: number },
): number | undefined {
  const now = stepAt(at.nowMs);
  const steps = [now, now - DRIFT_STEPS, now + DRIFT_STEPS];
  return steps.find((step) => step > at.lastStep && step >= 0 && codeOf(seed, step) === code);
}

/** A seed as apps take it: base32 (RFC 4648) without padding. @param seed A multiple of 5 bytes. */
export function seedText(seed: Uint8Array): string {
  const bits = Array.from(seed, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)] ?? "").join("");
}

/** The seed of a text that `seedText` made. @throws RangeError for any other. */
export function seedOf(text: string): Uint8Array {
  const values = Array.from(text, (letter) => BASE32.indexOf(letter));
  if (values.includes(-1)) throw new RangeError("not a seed");
  const bits = values.map((value) => value.toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** What an app reads from a picture, or is pasted into it. @param account Whose codes they are, as the app shows it. */
export function otpauthUrl(seed: Uint8Array, account: string): string {
  const query = new URLSearchParams({
    secret: seedText(seed),
    issuer: "WaQtor",
    algorithm: "SHA1",
    digits: String(DIGITS),
    period: String(STEP_MS / 1000),
  });
  return `otpauth://totp/WaQtor:${encodeURIComponent(account)}?${query.toString()}`;
}
