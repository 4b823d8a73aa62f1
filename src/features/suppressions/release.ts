import { notFound } from "#core/errors";
import { releaseContact } from "#db/tenant/suppressed-contacts";
import { suppressionRemoved } from "#features/suppressions/events";
import { findSuppression } from "#features/suppressions/queries";
import { whom, type Person } from "#features/suppressions/whom";
import { deleteSuppression } from "#features/suppressions/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Take somebody from the suppression list. What they withdrew stays withdrawn.
 *
 * @throws AppError `not_found`.
 */
export async function release(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "consents:write");

  const row = await findSuppression(ctx.db, id);
  if (row === undefined) throw notFound();
  const person =
    row.contactId === null ? null : await whom(ctx, { kind: "id", value: row.contactId });
  await commit(ctx, {
    statements: [
      ...deleteSuppression(ctx.db, row.id),
      ...(person?.contactId
        ? [releaseContact(ctx.db, person.contactId, hashesOf(person), ctx.nowMs())]
        : []),
    ],
    events: [suppressionRemoved(row)],
    audit: { action: "suppression.remove", target: row.id, changes: { reason: row.reason } },
    answer: { status: 204, body: null },
  });
}

const hashesOf = ({ identities }: Person): readonly string[] =>
  identities.map(({ keyHash }) => keyHash);
