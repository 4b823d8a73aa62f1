import { AppError } from "#core/errors";
import type { Id } from "#core/ids";
import { log } from "#platform/log";

/**
 * Where a sealed value lives. It is bound into the seal, so a value that is copied to another workspace, column or row cannot
 * be opened there. `control` stands for the control plane, whose values belong to no workspace.
 */
export interface SealedAt {
  readonly tenantId: Id<"tenant"> | "control";
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

type Bytes = Uint8Array<ArrayBuffer>;

const VERSION = "v1";
const IV_BYTES = 12;
const KEY_BYTES = 32;
/** First byte of sealed bytes: version 1. */
const BYTES_VERSION = 1;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Seal a text with the current key of `ENCRYPTION_KEYS`.
 *
 * @returns `v1.<kid>.<iv>.<ciphertext>`, both in base64url without padding.
 */
export async function seal(env: Env, at: SealedAt, plaintext: string): Promise<string> {
  const { kid, iv, ciphertext } = await encrypt(env, at, encoder.encode(plaintext));
  return [VERSION, kid, toBase64Url(iv), toBase64Url(ciphertext)].join(".");
}

/**
 * Open what `seal` made. Any key of the ring may have sealed it.
 *
 * @throws AppError `internal` when the value was changed, moved, or sealed with a key that is not in the ring. The log names
 *   the column and the reason, never the value.
 */
export async function open(env: Env, at: SealedAt, sealed: string): Promise<string> {
  const [version, kid, iv, ciphertext, ...rest] = sealed.split(".");
  if (version !== VERSION || !kid || !iv || !ciphertext || rest.length > 0)
    throw unreadable(at, "malformed");
  const parts = fromBase64Url(iv, ciphertext);
  if (parts === undefined) throw unreadable(at, "malformed");
  return decoder.decode(await decrypt(env, at, { kid, iv: parts[0], ciphertext: parts[1] }));
}

/** `seal` for bytes: one version byte, the length of the key's name, its name, the nonce, the ciphertext. */
export async function sealBytes(env: Env, at: SealedAt, plaintext: Bytes): Promise<Bytes> {
  const { kid, iv, ciphertext } = await encrypt(env, at, plaintext);
  const name = encoder.encode(kid);
  const sealed = new Uint8Array(2 + name.length + iv.length + ciphertext.length);
  sealed.set([BYTES_VERSION, name.length]);
  sealed.set(name, 2);
  sealed.set(iv, 2 + name.length);
  sealed.set(ciphertext, 2 + name.length + iv.length);
  return sealed;
}

/** Open what `sealBytes` made. @throws AppError `internal`, as `open` does. */
export async function openBytes(env: Env, at: SealedAt, sealed: Bytes): Promise<Bytes> {
  const nameLength = sealed[1] ?? 0;
  const ivAt = 2 + nameLength;
  if (sealed[0] !== BYTES_VERSION || nameLength === 0 || sealed.length <= ivAt + IV_BYTES)
    throw unreadable(at, "malformed");
  return decrypt(env, at, {
    kid: new TextDecoder().decode(sealed.subarray(2, ivAt)),
    iv: sealed.slice(ivAt, ivAt + IV_BYTES),
    ciphertext: sealed.slice(ivAt + IV_BYTES),
  });
}

interface Sealed {
  readonly kid: string;
  readonly iv: Bytes;
  readonly ciphertext: Bytes;
}

async function encrypt(env: Env, at: SealedAt, plaintext: Uint8Array): Promise<Sealed> {
  const ring = await keyRing(env.ENCRYPTION_KEYS);
  const [current] = ring;
  if (current === undefined) throw unreadable(at, "no_key");
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const ciphertext = await crypto.subtle.encrypt(algorithm(iv, at), current[1], plaintext);
  return { kid: current[0], iv, ciphertext: new Uint8Array(ciphertext) };
}

async function decrypt(env: Env, at: SealedAt, sealed: Sealed): Promise<Bytes> {
  const key = (await keyRing(env.ENCRYPTION_KEYS)).get(sealed.kid);
  if (key === undefined) throw unreadable(at, "unknown_key");
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt(algorithm(sealed.iv, at), key, sealed.ciphertext),
    );
  } catch {
    throw unreadable(at, "not_authentic");
  }
}

/** `row` comes last: it is the only part that could hold a separator. */
const algorithm = (iv: Bytes, at: SealedAt) => ({
  name: "AES-GCM",
  iv,
  additionalData: encoder.encode([VERSION, at.tenantId, at.table, at.column, at.row].join("|")),
});

type Fault = "malformed" | "unknown_key" | "not_authentic" | "no_key";

function unreadable(at: SealedAt, reason: Fault): AppError {
  log("error", "secret.unreadable", {
    tenant: at.tenantId,
    table: at.table,
    column: at.column,
    reason,
  });
  return new AppError("internal", "Something failed on our side. Quote the request id to support.");
}

let ringCache:
  | { readonly text: string; readonly ring: Promise<Map<string, CryptoKey>> }
  | undefined;

/** The keys of `kid:base64[,kid:…]` by name, the current one first. Imported once per isolate, not extractable. */
function keyRing(text: string): Promise<Map<string, CryptoKey>> {
  if (ringCache?.text !== text) ringCache = { text, ring: importRing(text) };
  return ringCache.ring;
}

async function importRing(text: string): Promise<Map<string, CryptoKey>> {
  const ring = new Map<string, CryptoKey>();
  for (const entry of text.split(",")) {
    const colon = entry.indexOf(":");
    const kid = entry.slice(0, colon).trim();
    const raw = Uint8Array.fromBase64(entry.slice(colon + 1).trim());
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(kid) || raw.length !== KEY_BYTES)
      throw new Error("ENCRYPTION_KEYS must be kid:base64 of 32 bytes, comma-separated");
    ring.set(
      kid,
      await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]),
    );
  }
  return ring;
}

const toBase64Url = (bytes: Bytes): string =>
  bytes.toBase64({ alphabet: "base64url", omitPadding: true });

/** Undefined when either is not base64url, or the nonce has another length. */
function fromBase64Url(iv: string, ciphertext: string): readonly [Bytes, Bytes] | undefined {
  try {
    const nonce = Uint8Array.fromBase64(iv, { alphabet: "base64url" });
    if (nonce.length !== IV_BYTES) return undefined;
    return [nonce, Uint8Array.fromBase64(ciphertext, { alphabet: "base64url" })];
  } catch {
    return undefined;
  }
}
