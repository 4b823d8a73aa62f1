import { AppError } from "#core/errors";
import { isId } from "#core/ids";
/** Links to one thing of one workspace that need no credential: signed, and good for a while. */
import { standingOf } from "#core/tenant/standing";
import { configOf } from "#platform/config";
import { asJob, type ScopedContext, type TenantContext } from "#platform/context";
import { signingKeys } from "#platform/credentials/signing-keys";
import { bindTenant, loadTenant } from "#platform/tenancy";

const TAG_BYTES = 24;

/** What links of one kind have in common. */
export interface LinkKind {
  /** What is signed, e.g. `waqtor media link v1`; it never changes. */
  readonly purpose: string;
  /** The path under which they open, before the id, e.g. `/media`. */
  readonly path: string;
  /** Who acts when one is opened, e.g. `media.link`. */
  readonly actor: string;
  /** What to do when one has run out, e.g. `Read the medium again for a new link.` */
  readonly remedy: string;
}

/** What a link says. */
export interface SignedLink {
  readonly workspace: string;
  readonly id: string;
  /** Unix seconds. */
  readonly expires: number;
  /** Of this link alone; absent where links are good for more than once. */
  readonly nonce?: string;
  readonly signature: string;
}

/** What making a link needs to know. */
export type Linking = Pick<TenantContext, "env" | "tenant" | "nowMs">;

/** A new link to what has the id. */
export async function signLink(
  { env, tenant }: Linking,
  kind: LinkKind,
  of: Pick<SignedLink, "id" | "expires" | "nonce">,
): Promise<string> {
  const [key] = await signingKeys(env, kind.purpose);
  if (key === undefined) throw new Error("a key ring is empty");
  const signature = await tag(key, { workspace: tenant.id, ...of });
  const query = new URLSearchParams({
    workspace: tenant.id,
    expires: String(of.expires),
    ...(of.nonce !== undefined && { nonce: of.nonce }),
    signature: signature.toBase64({ alphabet: "base64url", omitPadding: true }),
  });
  return `${configOf(env).publicUrl}${kind.path}/${of.id}?${query.toString()}`;
}

/**
 * The workspace of a link that was made here and has not run out. Nothing is looked up before its signature is proven.
 *
 * @throws AppError `not_found` for a link that was not made here and of a suspended or closed workspace; `link_expired`.
 */
export async function workspaceOfLink(
  env: Env,
  kind: LinkKind,
  link: SignedLink,
): Promise<ScopedContext> {
  if (!(await isMadeHere(env, kind, link)) || !isId("tenant", link.workspace)) throw noSuchFile();
  if (link.expires * 1000 <= Date.now()) throw new AppError("link_expired", kind.remedy);
  const tenant = await loadTenant(env, link.workspace);
  if (tenant === undefined || tenant.binding === null) throw noSuchFile();
  // Of one that is closing files are still taken along.
  if (!["active", "closing"].includes(standingOf(tenant, Date.now()))) throw noSuchFile();
  return asJob(
    await bindTenant(env, tenant, {
      actor: { kind: "job", id: kind.actor },
      origin: { requestId: kind.actor, ip: null, userAgent: null },
    }),
  );
}

/** A link leads to nothing, and does not say why. */
export const noSuchFile = (): AppError => new AppError("not_found", "No such file.");

async function isMadeHere(env: Env, kind: LinkKind, link: SignedLink): Promise<boolean> {
  const given = bytesOf(link.signature);
  if (given?.length !== TAG_BYTES) return false;
  for (const key of await signingKeys(env, kind.purpose))
    if (crypto.subtle.timingSafeEqual(await tag(key, link), given)) return true;
  return false;
}

async function tag(
  key: CryptoKey,
  { workspace, id, expires, nonce }: Omit<SignedLink, "signature">,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts = [workspace, id, expires, ...(nonce === undefined ? [] : [nonce])];
  const message = new TextEncoder().encode(JSON.stringify(parts));
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, message)).slice(0, TAG_BYTES);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.fromBase64(text, { alphabet: "base64url" });
  } catch {
    return undefined;
  }
}
