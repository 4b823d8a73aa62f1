/** Links to the bytes of a medium, so that a page can show them: good for a quarter of an hour to half an hour. */
import type { Id } from "#core/ids";
import { signLink, type Linking, type LinkKind } from "#platform/signed-link";

export const MEDIA_LINK: LinkKind = {
  purpose: "waqtor media link v1",
  path: "/media",
  actor: "media.link",
  remedy: "Read the medium again for a new link.",
};

/** Links end on whole steps of this, seconds, so that a link stays the same for a while and a browser keeps what it shows. */
const STEP_SECONDS = 15 * 60;

/** A link to a stored medium's bytes. */
export function linkTo(ctx: Linking, id: Id<"media">): Promise<string> {
  const step = Math.floor(ctx.nowMs() / 1000 / STEP_SECONDS);
  return signLink(ctx, MEDIA_LINK, { id, expires: (step + 2) * STEP_SECONDS });
}
