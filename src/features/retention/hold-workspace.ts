import { notFound } from "#core/errors";
import { findHold } from "#features/retention/queries";
import type { LegalHoldBody, LegalHoldView } from "#features/retention/schemas";
import { tellArchive } from "#features/retention/tell-archive";
import { holdView } from "#features/retention/view";
import { endHold, placeHold } from "#features/retention/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Hold everything of the workspace: until the hold is ended nothing is swept, and nobody is erased. */
export async function holdWorkspace(
  ctx: TenantContext,
  { reason }: LegalHoldBody,
): Promise<LegalHoldView> {
  requireScope(ctx, "privacy:write");

  const stands = await findHold(ctx.db, "workspace");
  const row = {
    subject: "workspace" as const,
    reason,
    placedBy: stands?.placedBy ?? ctx.actor.id,
    placedAt: stands?.placedAt ?? ctx.nowMs(),
  };
  const view = holdView(row);
  await commit(ctx, {
    statements: [placeHold(ctx.db, row)],
    audit: { action: "legal_hold.place", target: ctx.tenant.id },
    answer: { status: 200, body: view },
  });
  await tellArchive(ctx);
  return view;
}

/** Let the workspace's data go its ways again. @throws AppError `not_found` when no hold stands. */
export async function releaseWorkspace(ctx: TenantContext): Promise<void> {
  requireScope(ctx, "privacy:write");

  if ((await findHold(ctx.db, "workspace")) === undefined) throw notFound();
  await commit(ctx, {
    statements: [endHold(ctx.db, "workspace")],
    audit: { action: "legal_hold.end", target: ctx.tenant.id },
    answer: { status: 204, body: null },
  });
  await tellArchive(ctx);
}
