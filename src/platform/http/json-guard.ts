/**
 * What a JSON body must be before a schema sees it. Pure: bytes in, text and value out, or an `AppError` with the code that
 * names the fault. Recursive code never runs on a body whose depth was not bounded first.
 */
import { AppError, fieldError } from "#core/errors";
import { faultPosition } from "#platform/http/json-position";

const DEPTH_MAX = 32;
/** Of all objects together. */
const MEMBERS_MAX = 10_000;
/** Members and array elements together. */
const VALUES_MAX = 20_000;
/** They change an object's prototype when code copies them carelessly. */
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Check a body's bytes and read them. A leading byte order mark is ignored; of a repeated member the last one counts.
 *
 * @returns The text without byte order mark; it parses to a JSON object.
 * @throws AppError `body_required`, `invalid_utf8`, `too_deep`, `too_many_keys`, `malformed_json`, `body_not_object`,
 *   `forbidden_key`, `invalid_unicode`, `out_of_range`.
 */
export function readJsonObject(bytes: Uint8Array): {
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
} {
  const text = decode(bytes);
  if (text.trim() === "") throw new AppError("body_required", "Send a JSON object as the body.");
  checkSize(bytes);
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new AppError("body_not_object", "The body must be a JSON object.");
  checkContent(value, "");
  // Safe: an object that is neither null nor an array, made by JSON.parse.
  return { text, value: value as Readonly<Record<string, unknown>> };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new AppError("invalid_utf8", "The body is not valid UTF-8.");
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
/** What each byte adds to the depth. */
const DEPTH_STEPS = new Map([
  [0x7b, 1],
  [0x5b, 1],
  [0x7d, -1],
  [0x5d, -1],
]);

/** Bound depth and size on the bytes, without recursion. Structural characters are ASCII, so UTF-8 needs no decoding. */
function checkSize(bytes: Uint8Array): void {
  let depth = 0;
  let members = 0;
  let commas = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === QUOTE) i = endOfString(bytes, i);
    else if (byte === COLON) members++;
    else if (byte === COMMA) commas++;
    else depth += DEPTH_STEPS.get(byte) ?? 0;
    if (depth > DEPTH_MAX)
      throw new AppError("too_deep", `The body is nested more than ${DEPTH_MAX} levels deep.`);
    if (members > MEMBERS_MAX || commas >= VALUES_MAX)
      throw new AppError(
        "too_many_keys",
        `The body has more than ${MEMBERS_MAX} members or ${VALUES_MAX} values.`,
      );
  }
}

/** Index of the closing quote of the string that opens at `start`, or the end of the bytes. */
function endOfString(bytes: Uint8Array, start: number): number {
  let i = start + 1;
  while (i < bytes.length && bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
  return i;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const position = faultPosition(text);
    throw new AppError("malformed_json", `The body is not JSON at position ${position}.`, {
      members: { position },
    });
  }
}

/** Check every key, text and number below a value whose depth is bounded. `pointer` is where it stands (RFC 6901). */
function checkContent(value: unknown, pointer: string): void {
  if (typeof value === "string") checkText(value, pointer);
  else if (typeof value === "number" && !Number.isFinite(value))
    throw fieldError("out_of_range", pointer, "The number is too large.");
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) checkContent(item, `${pointer}/${index}`);
  else if (typeof value === "object" && value !== null)
    for (const [key, item] of Object.entries(value)) {
      checkText(key, pointer);
      const inner = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (FORBIDDEN_KEYS.has(key))
        throw fieldError("forbidden_key", inner, `The member name ${key} is not allowed.`);
      checkContent(item, inner);
    }
}

/** SQLite ends a text at NUL and D1 rewrites a lone surrogate, so neither could be given back as it came. */
function checkText(text: string, pointer: string): void {
  if (!text.isWellFormed())
    throw fieldError("invalid_unicode", pointer, "The text holds a lone surrogate.");
  if (text.includes("\0"))
    throw fieldError("invalid_unicode", pointer, "The text holds a NUL character.");
}
