import { AppError } from "#core/errors";
import { requestCompleted } from "#features/privacy/events";
import { requireRequest } from "#features/privacy/get-request";
import type { RequestRow } from "#features/privacy/queries";
import type { RejectBody, RequestView } from "#features/privacy/schemas";
import { requestView } from "#features/privacy/view";
import { endRequest, hasEnded } from "#features/privacy/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Say of a request that somebody has seen to it.
 *
 * @throws AppError `not_found`, `invalid_state` when the machine does it, or it has ended.
 */
export async function completeRequest(ctx: TenantContext, id: string): Promise<RequestView> {
  requireScope(ctx, "privacy:write");

  return end(ctx, await requireRequest(ctx, id), { status: "completed", reason: null });
}

/**
 * Refuse a request, and say why.
 *
 * @throws AppError `not_found`, `invalid_state` when the machine does it, or it has ended.
 */
export async function rejectRequest(
  ctx: TenantContext,
  id: string,
  { reason }: RejectBody,
): Promise<RequestView> {
  requireScope(ctx, "privacy:write");

  return end(ctx, await requireRequest(ctx, id), { status: "rejected", reason });
}

async function end(
  ctx: ScopedContext,
  row: RequestRow,
  { status, reason }: { readonly status: "completed" | "rejected"; readonly reason: string | null },
): Promise<RequestView> {
  if (row.status !== "open") throw notOpen();
  const outcome = reason === null ? null : { reason };
  const ended = { ...row, status, endedAt: ctx.nowMs(), outcome };
  const view = requestView(ended, ctx.nowMs());
  try {
    await commit(ctx, {
      statements: endRequest(ctx.db, row, ended),
      events: status === "completed" ? [requestCompleted(row)] : [],
      audit: { action: `privacy.${status}`, target: row.contactId, changes: { request: row.id } },
      answer: { status: 200, body: view },
    });
  } catch (error) {
    throw hasEnded(error) ? notOpen() : error;
  }
  return view;
}

const notOpen = (): AppError => new AppError("invalid_state", "The request is not open.");
