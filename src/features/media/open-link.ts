import { AppError } from "#core/errors";
import { isId } from "#core/ids";
import { judgeLink, type MediaLink } from "#features/media/link";
import { serveContent } from "#features/media/serve-content";
import { asJob } from "#platform/context";
import { bindTenant, loadTenant } from "#platform/tenancy";

/**
 * Answer a link that needs no credential. Nothing is looked up before its signature is proven.
 *
 * @throws AppError `not_found` for a link that was not made here, of whatever is not there, and of a suspended workspace;
 *   `link_expired`.
 */
export async function openLink(env: Env, link: MediaLink, request: Request): Promise<Response> {
  const nowMs = Date.now();
  const standing = await judgeLink(env, link, nowMs);
  if (standing === "expired")
    throw new AppError("link_expired", "Read the medium again for a new link.");
  const tenant =
    standing === "good" && isId("tenant", link.workspace)
      ? await loadTenant(env, link.workspace)
      : undefined;
  if (tenant === undefined || tenant.binding === null || tenant.state === "suspended")
    throw new AppError("not_found", "No such file.");
  const ctx = await bindTenant(env, tenant, {
    actor: { kind: "job", id: "media.link" },
    origin: { requestId: "media.link", ip: null, userAgent: null },
  });
  return serveContent(asJob(ctx), link.id, request);
}
