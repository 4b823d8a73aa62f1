/**
 * Links to the bytes of a medium that need no credential, so that a page can show them: signed, of one workspace and one medium, and
 * good for a quarter of an hour to half an hour.
 */
import type { Id } from "#core/ids";
import { configOf } from "#platform/config";
import type { TenantContext } from "#platform/context";
import { signingKeys } from "#platform/credentials/signing-keys";

const PURPOSE = "waqtor media link v1";
/** Links end on whole steps of this, ms, so that a link stays the same for a while and a browser keeps what it shows. */
const STEP_MS = 15 * 60 * 1000;
const TAG_BYTES = 24;

/** What a link says. */
export interface MediaLink {
  readonly workspace: string;
  readonly id: string;
  /** Unix seconds. */
  readonly expires: number;
  readonly signature: string;
}

type Linking = Pick<TenantContext, "env" | "tenant" | "nowMs">;

/** A link to a stored medium's bytes. */
export async function linkTo(ctx: Linking, id: Id<"media">): Promise<string> {
  const expires = (Math.floor(ctx.nowMs() / STEP_MS) + 2) * (STEP_MS / 1000);
  const of = { workspace: ctx.tenant.id, id, expires };
  const [key] = await signingKeys(ctx.env, PURPOSE);
  if (key === undefined) throw new Error("a key ring is empty");
  const signature = (await tag(key, of)).toBase64({ alphabet: "base64url", omitPadding: true });
  const query = new URLSearchParams({
    workspace: of.workspace,
    expires: String(expires),
    signature,
  });
  return `${configOf(ctx.env).publicUrl}/media/${id}?${query.toString()}`;
}

/** Whether a link was made here, and how it stands. */
export async function judgeLink(
  env: Env,
  link: MediaLink,
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
  { workspace, id, expires }: Omit<MediaLink, "signature">,
): Promise<Uint8Array<ArrayBuffer>> {
  const message = new TextEncoder().encode(JSON.stringify([workspace, id, expires]));
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, message)).slice(0, TAG_BYTES);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.fromBase64(text, { alphabet: "base64url" });
  } catch {
    return undefined;
  }
}
