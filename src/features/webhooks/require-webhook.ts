import { AppError, fieldError, notFound } from "#core/errors";
import { isId, type Id } from "#core/ids";
import { webhookUrlFault } from "#core/webhook/url";
import { findNumbers, findWebhook, type WebhookRow } from "#features/webhooks/queries";
import { configOf } from "#platform/config";
import type { ScopedContext } from "#platform/context";

/** The webhook of that id. @throws AppError `not_found`. */
export async function requireWebhook(ctx: ScopedContext, id: string): Promise<WebhookRow> {
  const row = await findWebhook(ctx.db, id);
  if (row === undefined) throw notFound();
  return row;
}

/** A URL as it is called. @throws AppError `url_not_allowed`, whose fault names the rule. */
export function allowedUrl(ctx: ScopedContext, text: string): string {
  const { publicUrl, allowsLoopback } = configOf(ctx.env);
  const fault = webhookUrlFault(text, { publicUrl, allowsLoopback });
  if (fault === null) return new URL(text).href;
  throw new AppError("url_not_allowed", fault.message, {
    errors: [{ pointer: "/url", code: fault.rule, message: fault.message }],
  });
}

/** @throws AppError `not_found` naming the first that is no number of the workspace. */
export async function knownNumbers(
  ctx: ScopedContext,
  ids: readonly string[] | null,
): Promise<readonly Id<"number">[] | null> {
  if (ids === null) return null;
  const known = await findNumbers(ctx.db, ids);
  return ids.map((id, i) => {
    if (isId("number", id) && known.has(id)) return id;
    throw fieldError("not_found", `/numbers/${i}`, "No such number in this workspace.");
  });
}

/** Somebody was faster: what was read is not what stands. */
export const changedMeanwhile = (): AppError =>
  new AppError("invalid_state", "Somebody changed the webhook at this moment: ask again.");
