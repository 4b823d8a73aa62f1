import { notFound } from "#core/errors";
import { findContact } from "#db/tenant/find-contact";
import { releaseContact } from "#db/tenant/suppressed-contacts";
import { suppressionRemoved } from "#features/suppressions/events";
import { findSuppression, identitiesOfContact } from "#features/suppressions/queries";
import { deleteSuppression } from "#features/suppressions/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import { identityHash } from "#platform/credentials/identity-hash";

/**
 * Take somebody from the suppression list. What they withdrew stays withdrawn.
 *
 * @throws AppError `not_found`.
 */
export async function release(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "consents:write");

  const row = await findSuppression(ctx.db, id);
  if (row === undefined) throw notFound();
  const contact =
    row.contactId === null
      ? undefined
      : await findContact(ctx.db, { kind: "id", value: row.contactId });
  const identities = contact === undefined ? [] : await identitiesOfContact(ctx.db, contact.id);
  const hashes = identities.map(({ kind, value }) => identityHash(ctx, `${kind}:${value}`));
  await commit(ctx, {
    statements: [
      ...deleteSuppression(ctx.db, row.id),
      ...(contact === undefined ? [] : [releaseContact(ctx.db, contact.id, hashes, ctx.nowMs())]),
    ],
    events: [suppressionRemoved(row)],
    audit: { action: "suppression.remove", target: row.id, changes: { reason: row.reason } },
    answer: { status: 204, body: null },
  });
}
