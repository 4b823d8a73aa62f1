import type { Definition } from "#core/automation/definition";
import { AppError } from "#core/errors";
import { isFull, type AutomationRow } from "#features/automations/queries";
import { automationView } from "#features/automations/view";
import { insertAutomation } from "#features/automations/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Keep an automation as a draft. It may still be wrong in every way that `validate` tells.
 *
 * @throws AppError `quota_exceeded` in a workspace with 1,000 of them.
 */
export async function createAutomation(
  ctx: TenantContext,
  definition: Definition,
): Promise<AutomationRow> {
  requireScope(ctx, "automations:write");

  if (await isFull(ctx.db))
    throw new AppError("quota_exceeded", "A workspace has at most 1,000 automations.");
  const nowMs = ctx.nowMs();
  const row: AutomationRow = {
    id: ctx.newId("automation"),
    name: definition.name,
    kind: definition.kind,
    status: "draft",
    revision: 1,
    version: 0,
    publishedAt: null,
    publishedRevision: null,
    dueAt: null,
    dueAfter: null,
    createdAt: nowMs,
    updatedAt: nowMs,
    definition,
  };
  await commit(ctx, {
    statements: [insertAutomation(ctx.db, row)],
    audit: { action: "automation.create", target: row.id },
    answer: { status: 201, body: automationView(row) },
  });
  return row;
}
