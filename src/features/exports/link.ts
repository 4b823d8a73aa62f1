/** Links to an export: good for a quarter of an hour, and once. */
import type { Id } from "#core/ids";
import { signLink, type Linking, type LinkKind } from "#platform/signed-link";

export const EXPORT_LINK: LinkKind = {
  purpose: "waqtor export link v1",
  path: "/exports",
  actor: "export.link",
  remedy: "Read the export again for a new link.",
};

const GOOD_SECONDS = 15 * 60;
const NONCE_BYTES = 12;

/** A new link to an export that is ready. */
export function linkTo(ctx: Linking, id: Id<"export">): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  return signLink(ctx, EXPORT_LINK, {
    id,
    expires: Math.floor(ctx.nowMs() / 1000) + GOOD_SECONDS,
    nonce: nonce.toBase64({ alphabet: "base64url", omitPadding: true }),
  });
}
