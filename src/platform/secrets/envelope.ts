import { AppError } from "#core/errors";
import type { Id } from "#core/ids";
import { configOf } from "#platform/config";
import type { KeyRing } from "#platform/credentials/key-ring";
import { IsolateCache } from "#platform/isolate-cache";
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

/** The id of the key that a text was sealed with; undefined for what is no sealed text. */
export const sealedBy = (sealed: string): string | undefined => {
  const [version, kid] = sealed.split(".", 2);
  return version === VERSION ? kid : undefined;
};

interface Sealed {
  readonly kid: string;
  readonly iv: Bytes;
  readonly ciphertext: Bytes;
}

async function encrypt(env: Env, at: SealedAt, plaintext: Uint8Array): Promise<Sealed> {
  const ring = configOf(env).encryptionKeys;
  const kid = ring.current;
  const key = await keyOf(ring, kid);
  if (key === undefined) throw unreadable(at, "unknown_key");
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const ciphertext = await crypto.subtle.encrypt(algorithm(iv, at), key, plaintext);
  return { kid, iv, ciphertext: new Uint8Array(ciphertext) };
}

async function decrypt(env: Env, at: SealedAt, sealed: Sealed): Promise<Bytes> {
  const key = await keyOf(configOf(env).encryptionKeys, sealed.kid);
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

type Fault = "malformed" | "unknown_key" | "not_authentic";

function unreadable(at: SealedAt, reason: Fault): AppError {
  log("error", "secret.unreadable", {
    tenant: at.tenantId,
    table: at.table,
    column: at.column,
    reason,
  });
  return new AppError("internal", "Something failed on our side. Quote the request id to support.");
}

/** By the key's own bytes; not extractable. */
const imported = new IsolateCache<Uint8Array, CryptoKey>({ entriesMax: 16 });

async function keyOf(ring: KeyRing, kid: string): Promise<CryptoKey | undefined> {
  const bytes = ring.keys.get(kid);
  if (bytes === undefined) return undefined;
  return imported.getOrLoad(bytes, () =>
    crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]),
  );
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
