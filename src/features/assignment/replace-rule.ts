import { keepGiven } from "#features/assignment/keep-rule";
import { requireRule } from "#features/assignment/require-rule";
import type { RuleBody, RuleView } from "#features/assignment/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** All of a rule anew; whose turn it is stays. @throws AppError `not_found`, of `/members/<n>` too. */
export async function replaceRule(
  ctx: TenantContext,
  id: string,
  body: RuleBody,
): Promise<RuleView> {
  requireScope(ctx, "inbox:write");

  const of = await requireRule(ctx, id);
  return keepGiven(ctx, body, { of, action: "assignment_rule.update", status: 200 });
}
