import { nextDue } from "#core/automation/schedule";
import { AppError } from "#core/errors";
import { changeAutomation } from "#features/automations/change-automation";
import { automationDisabled, automationPublished } from "#features/automations/events";
import { findProblems } from "#features/automations/find-problems";
import type { AutomationRow } from "#features/automations/queries";
import { requireAutomation } from "#features/automations/require-automation";
import { insertVersion } from "#features/automations/writes";
import { readHours } from "#features/hours/index";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { wakeAt } from "#platform/wake";

/**
 * Make a version of the draft and let it start runs. Runs that go on stay in the version that they began with.
 *
 * @throws AppError `not_found`, `lint_failed` with a pointer for each error, `invalid_state` when somebody changed it meanwhile.
 */
export async function publishAutomation(ctx: TenantContext, id: string): Promise<AutomationRow> {
  requireScope(ctx, "automations:write");

  const before = await requireAutomation(ctx, id);
  requireNone(await findProblems(ctx, before));
  const nowMs = ctx.nowMs();
  const after: AutomationRow = {
    ...before,
    status: "published",
    version: before.version + 1,
    publishedAt: Math.max(nowMs, (before.publishedAt ?? 0) + 1),
    publishedRevision: before.revision + 1,
    revision: before.revision + 1,
    dueAt: await firstDue(ctx, before, nowMs),
    dueAfter: null,
    updatedAt: nowMs,
  };
  const version = {
    automationId: after.id,
    n: after.version,
    publishedAt: nowMs,
    publishedBy: ctx.actor.id,
    definition: after.definition,
  };
  await changeAutomation(ctx, {
    before,
    after,
    action: "automation.publish",
    statements: [insertVersion(ctx.db, version)],
    events: [automationPublished(after.id, after.version)],
    conflict: "invalid_state",
  });
  if (after.dueAt !== null) await wakeAt(ctx, "automations.due", after.dueAt);
  return after;
}

/**
 * Let an automation start no more runs; those that are under way go on.
 *
 * @throws AppError `not_found`, `invalid_state` when it is not published.
 */
export async function disableAutomation(ctx: TenantContext, id: string): Promise<AutomationRow> {
  requireScope(ctx, "automations:write");

  const before = await requireAutomation(ctx, id);
  if (before.status !== "published")
    throw new AppError("invalid_state", "Only a published automation can be disabled.");
  const after: AutomationRow = {
    ...before,
    status: "disabled",
    revision: before.revision + 1,
    publishedRevision:
      before.publishedRevision === before.revision ? before.revision + 1 : before.publishedRevision,
    dueAt: null,
    dueAfter: null,
    updatedAt: ctx.nowMs(),
  };
  return changeAutomation(ctx, {
    before,
    after,
    action: "automation.disable",
    events: [automationDisabled(after.id, after.version)],
    conflict: "invalid_state",
  });
}

/** @throws AppError `lint_failed` with a pointer for each error. */
function requireNone(problems: Awaited<ReturnType<typeof findProblems>>): void {
  const errors = problems.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first === undefined) return;
  throw new AppError("lint_failed", `${first.pointer}: ${first.message}`, {
    errors: errors.map(({ pointer, code, message }) => ({ pointer, code, message })),
  });
}

async function firstDue(
  ctx: ScopedContext,
  { definition: { trigger } }: AutomationRow,
  nowMs: number,
): Promise<number | null> {
  if (trigger.type !== "schedule") return null;
  const { timezone } = await readHours(ctx);
  return nextDue(trigger, timezone, nowMs);
}
