import { requireRule } from "#features/assignment/require-rule";
import type { RuleView } from "#features/assignment/schemas";
import { ruleView } from "#features/assignment/view";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function getRule(ctx: TenantContext, id: string): Promise<RuleView> {
  requireScope(ctx, "inbox:read");

  return ruleView(await requireRule(ctx, id));
}
