/** Links to an export that need no credential: signed, of one workspace and one export, good for a quarter of an hour, and once. */
import type { Id } from "#core/ids";
import { configOf } from "#platform/config";
import type { TenantContext } from "#platform/context";
import { signingKeys } from "#platform/credentials/signing-keys";

const PURPOSE = "waqtor export link v1";
const GOOD_MS = 15 * 60 * 1000;
const TAG_BYTES = 24;
const NONCE_BYTES = 12;

/** What a link says. */
export interface ExportLink {
  readonly workspace: string;
  readonly id: string;
  /** Unix seconds. */
  readonly expires: number;
  /** Of this link alone: it is used up by it. */
  readonly nonce: string;
  readonly signature: string;
}

const base64 = (bytes: Uint8Array): string =>
  bytes.toBase64({ alphabet: "base64url", omitPadding: true });

type Linking = Pick<TenantContext, "env" | "tenant" | "nowMs">;

/** A new link to an export that is ready. */
export async function linkTo(ctx: Linking, id: Id<"export">): Promise<string> {
  const of = {
    workspace: ctx.tenant.id,
    id,
    expires: Math.floor((ctx.nowMs() + GOOD_MS) / 1000),
    nonce: base64(crypto.getRandomValues(new Uint8Array(NONCE_BYTES))),
  };
  const [key] = await signingKeys(ctx.env, PURPOSE);
  if (key === undefined) throw new Error("a key ring is empty");
  const query = new URLSearchParams({
    workspace: of.workspace,
    expires: String(of.expires),
    nonce: of.nonce,
    signature: base64(await tag(key, of)),
  });
  return `${configOf(ctx.env).publicUrl}/exports/${id}?${query.toString()}`;
}

/** Whether a link was made here, and how it stands. */
export async function judgeLink(
  env: Env,
  link: ExportLink,
  nowMs: number,
): Promise<"good" | "expired" | "forged"> {
  const given = bytesOf(link.signature);
  if (given?.length !== TAG_BYTES) return "forged";
  for (const key of await signingKeys(env, PURPOSE))
    if (crypto.subtle.timingSafeEqual(await tag(key, link), given))
      return link.expires * 1000 > nowMs ? "good" : "expired";
  return "forged";
}

async function tag(
  key: CryptoKey,
  { workspace, id, expires, nonce }: Omit<ExportLink, "signature">,
): Promise<Uint8Array<ArrayBuffer>> {
  const message = new TextEncoder().encode(JSON.stringify([workspace, id, expires, nonce]));
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, message)).slice(0, TAG_BYTES);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.fromBase64(text, { alphabet: "base64url" });
  } catch {
    return undefined;
  }
}
