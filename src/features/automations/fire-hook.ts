import { hookVariables } from "#core/automation/hook";
import { misfitOf } from "#core/automation/hook-schema";
import { parseHookToken } from "#core/automation/hook-token";
import { asText, valueAt } from "#core/automation/json-pointer";
import { parseContactSelector, type ContactSelector } from "#core/contact/selector";
import { AppError, fieldError, notFound } from "#core/errors";
import { isId } from "#core/ids";
import { findContact } from "#db/tenant/find-contact";
import { retryConflict } from "#db/tenant/retry-conflict";
import { newRunRow } from "#features/automations/plant-run";
import { proveHook, type HookCall } from "#features/automations/prove-hook";
import { readBook, type Published } from "#features/automations/queries-book";
import { findTrigger, type TriggerRow } from "#features/automations/queries-triggers";
import type { HookAnswer } from "#features/automations/schemas-triggers";
import { arriveWakes } from "#features/automations/turn-items";
import { insertRuns } from "#features/automations/writes-runs";
import { isPersonConflict, personAsContact } from "#features/contacts/index";
import { commit } from "#platform/commit";
import { configOf } from "#platform/config";
import { asJob, type ScopedContext } from "#platform/context";
import { refuseResting } from "#platform/http/resting";
import { bindTenant, loadTenant } from "#platform/tenancy";

/** A call of a trigger URL, from outside. */
export interface HookPost extends HookCall {
  readonly triggerId: string;
  /** As the URL names it; null when it does not. */
  readonly workspace: string | null;
  readonly posted: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  /** Hash of the caller's `Idempotency-Key`; null without one. */
  readonly keyHash: string | null;
}

/**
 * Start an automation for the person that a post of another system names. The URL or the token names the workspace, and whoever
 * is not the trigger's caller learns nothing of it.
 *
 * @throws AppError `unavailable` while the configuration is wrong, `not_found`, `rate_limited`, `workspace_suspended`, `workspace_closing`, `invalid_token`, `invalid_signature`, `invalid_request`
 *   with the place in the post, `invalid_phone`, `country_required`, `invalid_user_id`, `invalid_state`.
 */
export async function fireHook(env: Env, post: HookPost): Promise<HookAnswer> {
  configOf(env);
  const { success } = await env.API_LIMIT.limit({ key: `hook|${post.triggerId.slice(0, 40)}` });
  if (!success)
    throw new AppError("rate_limited", "A trigger takes 600 posts a minute.", {
      retryAfterSeconds: 60,
    });
  const ctx = await workspaceOf(env, post);
  const row = await findTrigger(ctx.db, post.triggerId);
  if (row === undefined) throw notFound();
  await proveHook(ctx, row, post);
  const misfit = misfitOf(row.schema, post.posted);
  if (misfit !== null) throw fieldError("invalid_request", misfit.pointer, misfit.message);
  const automation = await automationOf(ctx, row);
  return retryConflict(() => start(ctx, { row, automation, post }), isPersonConflict);
}

async function workspaceOf(env: Env, post: HookPost): Promise<ScopedContext> {
  const id = namedBy(post);
  const tenant = isId("tenant", id) ? await loadTenant(env, id) : undefined;
  if (tenant === undefined || tenant.binding === null) throw notFound();
  refuseResting(tenant, Date.now());
  const actor = { kind: "job", id: "automations.hook" } as const;
  const origin = { requestId: post.requestId, ip: null, userAgent: null };
  return asJob(await bindTenant(env, tenant, { actor, origin }));
}

/** The workspace as the URL names it, or else the token. */
function namedBy({ workspace, headers }: HookPost): string {
  if (workspace !== null) return workspace;
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  return `ws_${parseHookToken(bearer ?? "")?.idSuffix ?? ""}`;
}

async function automationOf(ctx: ScopedContext, row: TriggerRow): Promise<Published> {
  const { automations } = await readBook(ctx.db, ctx.tenant.id);
  const found = automations.find(({ id }) => id === row.automationId);
  if (found?.definition.trigger.type === "hook") return found;
  throw new AppError("invalid_state", "The trigger's automation is not published.");
}

interface Starting {
  readonly row: TriggerRow;
  readonly automation: Published;
  readonly post: HookPost;
}

async function start(ctx: ScopedContext, { row, automation, post }: Starting): Promise<HookAnswer> {
  const person = await personOf(ctx, row, post.posted);
  const run = newRunRow(
    ctx,
    {
      automation,
      ...causeOf(ctx, row, post),
      contactId: person.id,
      numberId: null,
      conversationId: null,
      variables: hookVariables(row.map, post.posted),
    },
    1,
  );
  await commit(ctx, {
    statements: [...person.statements, ...insertRuns(ctx.db, [run])],
    events: person.events,
  });
  await arriveWakes(ctx, [run]);
  return { run_id: run.id };
}

/** What is posted again under its key is named as it was before, whenever that was. */
function causeOf(ctx: ScopedContext, row: TriggerRow, { posted, requestId, keyHash }: HookPost) {
  if (row.dedupeKey === null && keyHash !== null)
    return { cause: `hook ${row.id} call ${keyHash}`, atMs: row.createdAt };
  if (row.dedupeKey === null) return { cause: `hook ${row.id} ${requestId}`, atMs: ctx.nowMs() };
  const key = asText(valueAt(posted, row.dedupeKey));
  if (key === null || key === "")
    throw fieldError("invalid_request", row.dedupeKey, "Is what posts are told apart by.");
  return { cause: `hook ${row.id} key ${key}`, atMs: row.createdAt };
}

async function personOf(ctx: ScopedContext, { map }: TriggerRow, posted: unknown) {
  const pointer = map.phone ?? map.contact ?? "";
  const text = asText(valueAt(posted, pointer));
  if (text === null || text.trim() === "")
    throw fieldError("invalid_request", pointer, "Names the person.");
  const selector = selectorOf(ctx, map.phone === undefined ? text : `phone:${text}`, pointer);
  const known = await findContact(ctx.db, selector);
  if (known !== undefined) return { id: known.id, statements: [], events: [] };
  if (selector.kind !== "phone") throw fieldError("invalid_request", pointer, "No such contact.");
  const { row, statements, events } = await personAsContact(ctx, { phone: selector.value });
  return { id: row.id, statements, events };
}

function selectorOf(ctx: ScopedContext, text: string, pointer: string): ContactSelector {
  const parsed = parseContactSelector(text, ctx.tenant.settings.default_country ?? null);
  if (parsed.ok) return parsed.value;
  const { code, message } = parsed.error;
  throw fieldError(code, pointer, message);
}
