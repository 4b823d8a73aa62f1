import { MEDIA_LINK } from "#features/media/link";
import { serveContent } from "#features/media/serve-content";
import { workspaceOfLink, type SignedLink } from "#platform/signed-link";

/**
 * Answer a link that needs no credential.
 *
 * @throws AppError `not_found` for a link that was not made here, of whatever is not there, and of a suspended workspace;
 *   `link_expired`.
 */
export const openLink = async (env: Env, link: SignedLink, request: Request): Promise<Response> =>
  serveContent(await workspaceOfLink(env, MEDIA_LINK, link), link.id, request);
