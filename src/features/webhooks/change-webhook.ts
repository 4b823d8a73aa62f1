import type { NewEvent } from "#core/event/catalogue";
import type { WebhookRow } from "#features/webhooks/queries";
import { changedMeanwhile } from "#features/webhooks/require-webhook";
import { isChanged, updateWebhook, type WebhookChange } from "#features/webhooks/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** A change that somebody makes, and how it is told. */
export interface Change {
  readonly set: WebhookChange;
  readonly action: string;
  /** Names of what changed. */
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly events?: readonly NewEvent[];
  /** What a repeated call is answered, of the webhook as it is afterwards. */
  readonly answer: (row: WebhookRow) => { readonly status: number; readonly body: unknown };
}

/** Change a webhook as one act. @returns It as it is now. @throws AppError `invalid_state` when somebody changed it meanwhile. */
export async function changeWebhook(
  ctx: ScopedContext,
  before: WebhookRow,
  { set, action, changes = {}, events = [], answer }: Change,
): Promise<WebhookRow> {
  const updatedAt = Math.max(ctx.nowMs(), before.updatedAt + 1);
  const after = { ...before, ...set, updatedAt };
  try {
    await commit(ctx, {
      statements: updateWebhook(ctx.db, before, { ...set, updatedAt }),
      events,
      audit: { action, target: before.id, changes },
      answer: answer(after),
    });
  } catch (error) {
    throw isChanged(error) ? changedMeanwhile() : error;
  }
  return after;
}
