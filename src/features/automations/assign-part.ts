import { reaches } from "#core/account/number-access";
import { chooseMember } from "#core/assignment/choose";
import type { Effect } from "#core/automation/run-state";
import { isId, type Id } from "#core/ids";
import type { Statement } from "#db/statement";
import { readCounts, type RunRow } from "#features/automations/queries-runs";
import { guardCount } from "#features/automations/writes-runs";
import { findMembers } from "#features/conversations/index";
import type { ScopedContext } from "#platform/context";

const NO_COUNTS: Readonly<Record<string, number>> = {};

/** Whom a turn gives its conversation, and what must still hold when that is written. */
export interface Assigned {
  /** Null: nobody. Undefined: it stays as it is. */
  readonly assignee: Id<"user"> | null | undefined;
  readonly guards: readonly Statement[];
}

/**
 * Of the last step of a turn that assigns: in turn it is the member whom as many runs point at as came to the step before, so that
 * two runs at once are given to two.
 */
export async function assignedBy(
  ctx: ScopedContext,
  row: RunRow,
  effects: readonly Effect[],
): Promise<Assigned> {
  const effect = effects.findLast((one) => one.type === "assign");
  if (effect === undefined) return { assignee: undefined, guards: [] };
  const { how, step } = effect;
  if (how === "nobody") return { assignee: null, guards: [] };
  const members = effect.members.filter((id) => isId("user", id));
  const [there, counts] = await Promise.all([
    findMembers(ctx.control, ctx.tenant.id, members),
    how === "round_robin" ? readCounts(ctx.db, row.automationId, row.n) : NO_COUNTS,
  ]);
  const turn = Object.hasOwn(counts, step) ? (counts[step] ?? 0) : 0;
  const team = {
    isMember: (id: Id<"user">) => there.has(id) && reaches(there.get(id) ?? null, row.numberId),
    openOf: () => 0,
  };
  return {
    assignee: chooseMember({ how, members, turn }, team) ?? undefined,
    guards: how === "round_robin" ? [guardCount(ctx.db, row, { step, runs: turn })] : [],
  };
}
