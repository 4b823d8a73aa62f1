import type { RuleRow } from "#features/assignment/queries";
import type { RuleBody } from "#features/assignment/schemas";
import { ruleView } from "#features/assignment/view";
import { keepRule } from "#features/assignment/writes";
import { requireMembers } from "#features/conversations/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Write a rule and answer it. @throws AppError `not_found` of `/members/<n>`. */
export async function keepGiven(
  ctx: ScopedContext,
  body: RuleBody,
  {
    of,
    action,
    status,
  }: {
    readonly of: Pick<RuleRow, "id" | "turn" | "createdAt">;
    readonly action: string;
    readonly status: 200 | 201;
  },
) {
  const members = await requireMembers(
    ctx,
    body.members.map((id, i) => ({ id, pointer: `/members/${i}` })),
  );
  const { name, place, enabled, how, when: conditions } = body;
  const row = { ...of, name, place, enabled, how, conditions, members, updatedAt: ctx.nowMs() };
  const view = ruleView(row);
  await commit(ctx, {
    statements: [keepRule(ctx.db, row)],
    audit: { action, target: row.id },
    answer: { status, body: view },
  });
  return view;
}
