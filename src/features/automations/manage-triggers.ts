import type { z } from "@hono/zod-openapi";

import { formatHookToken } from "#core/automation/hook-token";
import { fieldError, notFound } from "#core/errors";
import type { Id } from "#core/ids";
import { findAutomation } from "#features/automations/queries";
import { findTrigger, findTriggers, type TriggerRow } from "#features/automations/queries-triggers";
import type {
  NewTriggerView,
  TriggerBody,
  TriggerView,
} from "#features/automations/schemas-triggers";
import { deleteTriggerRow, insertTrigger } from "#features/automations/writes-triggers";
import { commit } from "#platform/commit";
import { configOf } from "#platform/config";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { sha256Hex } from "#platform/hash";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";
import { seal } from "#platform/secrets/envelope";

/** Where the secret of a trigger's signatures is sealed. */
export const hookSecretAt = ({ tenant }: Pick<ScopedContext, "tenant">, id: Id<"trigger">) => ({
  tenantId: tenant.id,
  table: "triggers",
  column: "secret_sealed",
  row: id,
});

const triggerView = (ctx: ScopedContext, row: TriggerRow): TriggerView => ({
  id: row.id,
  automation_id: row.automationId,
  url: `${configOf(ctx.env).publicUrl}/v1/hooks/${row.id}?workspace=${ctx.tenant.id}`,
  auth: { ...row.auth },
  schema: { ...row.schema },
  map: { ...row.map },
  dedupe_key: row.dedupeKey,
  created_at: new Date(row.createdAt).toISOString(),
});

/**
 * Make a URL by which another system starts an automation. Its secret is told this once.
 *
 * @throws AppError `not_found` (the automation), `invalid_request` when its trigger is no hook.
 */
export async function createTrigger(
  ctx: TenantContext,
  input: TriggerBody,
): Promise<NewTriggerView> {
  requireScope(ctx, "automations:write");

  const automation = await findAutomation(ctx.db, input.automation_id);
  if (automation === undefined)
    throw fieldError("not_found", "/automation_id", "There is no such automation.");
  if (automation.definition.trigger.type !== "hook")
    throw fieldError("invalid_request", "/automation_id", "The automation's trigger is no hook.");
  const id = ctx.newId("trigger");
  const secret = secretFor(ctx, input);
  const isToken = input.auth.kind === "token";
  const row: TriggerRow = {
    id,
    automationId: automation.id,
    auth: input.auth,
    secretHash: isToken ? await sha256Hex(secret) : null,
    secretSealed: isToken ? null : await seal(ctx.env, hookSecretAt(ctx, id), secret),
    schema: input.schema,
    map: input.map,
    dedupeKey: input.dedupe_key ?? null,
    createdAt: ctx.nowMs(),
  };
  const view = triggerView(ctx, row);
  await commit(ctx, {
    statements: [insertTrigger(ctx.db, row)],
    audit: { action: "trigger.create", target: id },
    answer: { status: 201, body: { ...view, secret: null } },
  });
  return { ...view, secret };
}

function secretFor({ tenant }: ScopedContext, { auth, secret }: TriggerBody): string {
  const entropy = crypto.getRandomValues(new Uint8Array(32));
  if (auth.kind === "token") return formatHookToken(tenant.id.slice("ws_".length), entropy);
  return secret ?? entropy.toHex();
}

/** Trigger URLs, newest first. @throws AppError `invalid_cursor`. */
export async function listTriggers(
  ctx: TenantContext,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: TriggerView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "automations:read");

  const list = { name: "triggers", kind: "trigger", filters: {} } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findTriggers(ctx.db, { before, limit: limit + 1 });
  return page(ctx, list, {
    rows,
    limit,
    positionOf: (row) => [row.id],
    view: (row) => triggerView(ctx, row),
  });
}

/** Hear nobody at a URL any more. @throws AppError `not_found`. */
export async function deleteTrigger(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "automations:write");

  const row = await findTrigger(ctx.db, id);
  if (row === undefined) throw notFound();
  await commit(ctx, {
    statements: [deleteTriggerRow(ctx.db, row.id)],
    audit: { action: "trigger.delete", target: row.id },
    answer: { status: 204, body: null },
  });
}
