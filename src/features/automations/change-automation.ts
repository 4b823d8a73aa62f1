import type { Definition } from "#core/automation/definition";
import { AppError } from "#core/errors";
import type { NewEvent } from "#core/event/catalogue";
import type { Statement } from "#db/statement";
import type { AutomationRow } from "#features/automations/queries";
import { automationView } from "#features/automations/view";
import { guardRevision, isAutomationChanged, saveAutomation } from "#features/automations/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** A change of an automation: how it is after it, and what goes with it. */
export interface AutomationChange {
  readonly before: AutomationRow;
  readonly after: AutomationRow;
  readonly action: string;
  readonly statements?: readonly Statement[];
  readonly events?: readonly NewEvent[];
  /** What a change that came between is to the caller: a version that it named, or a state that it met. */
  readonly conflict: "precondition_failed" | "invalid_state";
}

/** The automation with another draft, in its next revision. */
export const redrafted = (
  ctx: ScopedContext,
  before: AutomationRow,
  definition: Definition,
): AutomationRow => ({
  ...before,
  name: definition.name,
  definition,
  revision: before.revision + 1,
  updatedAt: ctx.nowMs(),
});

/**
 * Write a change, unless somebody else has written one since `before` was read.
 *
 * @throws AppError `precondition_failed` or `invalid_state`, as the change says.
 */
export async function changeAutomation(
  ctx: ScopedContext,
  { before, after, action, statements = [], events = [], conflict }: AutomationChange,
): Promise<AutomationRow> {
  try {
    await commit(ctx, {
      statements: [guardRevision(ctx.db, before), ...statements, saveAutomation(ctx.db, after)],
      events,
      audit: { action, target: after.id },
      answer: { status: 200, body: automationView(after) },
    });
  } catch (error) {
    if (!isAutomationChanged(error)) throw error;
    throw new AppError(conflict, "The automation has changed since it was read.");
  }
  return after;
}
