import { notFound } from "#core/errors";
import { findAlert } from "#features/alerts/queries";
import type { AlertView } from "#features/alerts/schemas";
import { alertView } from "#features/alerts/view";
import { acknowledge } from "#features/alerts/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Somebody sees to it; done again it stays as it is. @throws AppError `not_found`. */
export async function acknowledgeAlert(ctx: TenantContext, id: string): Promise<AlertView> {
  requireScope(ctx, "workspace:write");

  const row = await findAlert(ctx.db, id);
  if (row === undefined) throw notFound();
  const by = { actor: ctx.actor.id, atMs: ctx.nowMs() };
  const view = alertView(
    row.acknowledgedAt === null
      ? { ...row, acknowledgedAt: by.atMs, acknowledgedBy: by.actor }
      : row,
  );
  await commit(ctx, {
    statements: [acknowledge(ctx.db, row.id, by)],
    audit: { action: "alert.acknowledge", target: row.id },
    answer: { status: 200, body: view },
  });
  return view;
}
