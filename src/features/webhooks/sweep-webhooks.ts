import type { Statement } from "#db/statement";
import { findAllWebhooks, type WebhookRow } from "#features/webhooks/queries";
import { ringDue } from "#features/webhooks/ring-due";
import { forgetOldSecrets, removeDeleted } from "#features/webhooks/writes";
import { forgetLog } from "#features/webhooks/writes-log";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Rows of one webhook's log that one sweep forgets, at most. */
const ROWS_MAX = 500;
/** Sorts behind every row. */
const ALL = "dlv_~";

/** Ring for what a crash left, and forget secrets that are over and what is left of webhooks that were deleted. */
export async function sweepWebhooks(ctx: ScopedContext): Promise<void> {
  const rows = await findAllWebhooks(ctx.db);
  if (rows.length === 0) return;
  const statements = forgotten(ctx, rows);
  if (statements.length > 0) await commit(ctx, { statements });
  await ringDue(ctx);
}

function forgotten(ctx: ScopedContext, rows: readonly WebhookRow[]): readonly Statement[] {
  const nowMs = ctx.nowMs();
  const deleted = rows.filter(({ deletedAt }) => deletedAt !== null);
  return [
    ...deleted.flatMap(({ id }) => [
      forgetLog(ctx.db, id, { beforeId: ALL, rowsMax: ROWS_MAX }),
      removeDeleted(ctx.db, id),
    ]),
    ...(rows.some(({ oldSecretEndsAt }) => (oldSecretEndsAt ?? nowMs) < nowMs)
      ? [forgetOldSecrets(ctx.db, nowMs)]
      : []),
  ];
}
