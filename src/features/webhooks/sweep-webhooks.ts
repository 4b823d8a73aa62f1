import { DELIVERIES_KEPT_MS } from "#core/webhook/states";
import type { Statement } from "#db/statement";
import { firstPrefixAt } from "#features/webhooks/packed-log";
import { findAllWebhooks, type WebhookRow } from "#features/webhooks/queries";
import { findOld } from "#features/webhooks/queries-log";
import { ringDue } from "#features/webhooks/ring-due";
import { forgetOldSecrets, removeDeleted } from "#features/webhooks/writes";
import { forgetLog } from "#features/webhooks/writes-log";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Rows of one webhook's log that one sweep forgets, at most. */
const ROWS_MAX = 500;
/** Sorts behind every row. */
const ALL = "dlv_~";

/** Ring for what a crash left, and forget what is kept no longer: of the log, of secrets, of webhooks that were deleted. */
export async function sweepWebhooks(ctx: ScopedContext): Promise<void> {
  const rows = await findAllWebhooks(ctx.db);
  if (rows.length === 0) return;
  const statements = await forgotten(ctx, rows);
  if (statements.length > 0) await commit(ctx, { statements });
  await ringDue(ctx);
}

async function forgotten(
  ctx: ScopedContext,
  rows: readonly WebhookRow[],
): Promise<readonly Statement[]> {
  const nowMs = ctx.nowMs();
  const beforeId = firstPrefixAt(nowMs - DELIVERIES_KEPT_MS);
  const alive = rows.filter(({ deletedAt }) => deletedAt === null);
  const deleted = rows.filter(({ deletedAt }) => deletedAt !== null);
  const old = await findOld(
    ctx.db,
    alive.map(({ id }) => id),
    beforeId,
  );
  return [
    ...old.map((id) => forgetLog(ctx.db, id, { beforeId, rowsMax: ROWS_MAX })),
    ...deleted.flatMap(({ id }) => [
      forgetLog(ctx.db, id, { beforeId: ALL, rowsMax: ROWS_MAX }),
      removeDeleted(ctx.db, id),
    ]),
    ...(rows.some(({ oldSecretEndsAt }) => (oldSecretEndsAt ?? nowMs) < nowMs)
      ? [forgetOldSecrets(ctx.db, nowMs)]
      : []),
  ];
}
