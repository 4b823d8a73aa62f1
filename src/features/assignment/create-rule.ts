import { keepGiven } from "#features/assignment/keep-rule";
import type { RuleBody, RuleView } from "#features/assignment/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `not_found` of `/members/<n>`. */
export async function createRule(ctx: TenantContext, body: RuleBody): Promise<RuleView> {
  requireScope(ctx, "inbox:write");

  const of = { id: ctx.newId("assignmentRule"), turn: 0, createdAt: ctx.nowMs() };
  return keepGiven(ctx, body, { of, action: "assignment_rule.create", status: 201 });
}
