import { requireRule } from "#features/assignment/require-rule";
import { deleteRule } from "#features/assignment/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** What it gave stays given. @throws AppError `not_found`. */
export async function removeRule(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "inbox:write");

  const row = await requireRule(ctx, id);
  await commit(ctx, {
    statements: [deleteRule(ctx.db, row.id)],
    audit: { action: "assignment_rule.delete", target: row.id },
    answer: { status: 204, body: null },
  });
}
