import { and, eq, isNull, lte } from "drizzle-orm";

import { toStatement } from "#db/statement";
import { templates } from "#db/tenant/schema";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Longer than a submission can take. */
const SUBMISSION_STALE_MS = 5 * 60_000;

/**
 * Make a draft again of what a crash left `pending` without Meta's id. If Meta had taken it after all, its webhook finds the
 * template by name and language.
 */
export async function sweepTemplates(ctx: TenantContext): Promise<void> {
  requireScope(ctx, "templates:write");

  const left = and(
    eq(templates.status, "pending"),
    isNull(templates.metaTemplateId),
    lte(templates.updatedAt, ctx.nowMs() - SUBMISSION_STALE_MS),
  );
  const found = await ctx.db.select({ id: templates.id }).from(templates).where(left).get();
  if (found === undefined) return;
  const update = ctx.db.update(templates).set({ status: "draft" }).where(left);
  await commit(ctx, { statements: [toStatement(ctx.db, update)] });
}
