import { AppError } from "#core/errors";
import { horizonsOf, KEPT_OF_THE_ERASED } from "#core/privacy/erasure";
import { requireRequest } from "#features/privacy/get-request";
import type { CertificateView } from "#features/privacy/schemas";
import { requireScope, type TenantContext } from "#platform/context";
import { sha256Hex } from "#platform/hash";

/**
 * What an erasure did, who was given the person's data before, and where it still is.
 *
 * @throws AppError `not_found`, `invalid_state` for another kind of request, and while it is not done.
 */
export async function getCertificate(ctx: TenantContext, id: string): Promise<CertificateView> {
  requireScope(ctx, "privacy:read");

  const row = await requireRequest(ctx, id);
  if (row.kind !== "erase" || row.status !== "completed" || row.endedAt === null)
    throw new AppError("invalid_state", "There is a certificate when an erasure is done.");
  const certificate = {
    request_id: row.id,
    workspace_id: ctx.tenant.id,
    contact_id: row.contactId,
    erased_at: new Date(row.endedAt).toISOString(),
    erased: { ...row.outcome?.counts },
    kept: [...KEPT_OF_THE_ERASED],
    recipients: (row.outcome?.recipients ?? []).map(({ id, ...one }) => ({ ...one, resource: id })),
    horizon: horizonsOf(row.endedAt).map(({ place, untilMs }) => ({
      place,
      until: new Date(untilMs).toISOString(),
    })),
  };
  return { ...certificate, sha256: await sha256Hex(JSON.stringify(certificate)) };
}
