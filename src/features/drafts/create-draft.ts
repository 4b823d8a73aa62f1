import { draftTemplate, type Drafting, type DraftOrder } from "#ai/draft-template";
import type { Brief } from "#core/draft/brief";
import { AppError, fieldError } from "#core/errors";
import { normaliseLanguage } from "#core/whatsapp/template-status";
import { retryConflict } from "#db/tenant/retry-conflict";
import { aiUnavailable, notConfigured } from "#features/drafts/ai-unavailable";
import { refusePersonalData } from "#features/drafts/check-brief";
import { aiCapReached, draftCreated } from "#features/drafts/events";
import { freeName } from "#features/drafts/free-name";
import { findProvider } from "#features/drafts/provider";
import { readUsage, type DraftRow } from "#features/drafts/queries";
import { reserveCall, type ReservedCall } from "#features/drafts/reserve-call";
import type { CreateDraftBody } from "#features/drafts/schemas";
import { readSettings, type AiSettings } from "#features/drafts/settings";
import { draftView } from "#features/drafts/view";
import {
  countDraft,
  guardUsed,
  insertDraft,
  isUsedMeanwhile,
  settleCall,
} from "#features/drafts/writes";
import { AlreadyAnswered, commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { findAnswer } from "#platform/idempotency";
import { log } from "#platform/log";

/**
 * Have a model draft a template of a brief. It is told the brief and nothing else. What comes out has no error of Meta's rules, is
 * kept as a draft and submitted to nobody. Only a draft counts against the limits.
 *
 * @throws AppError `personal_data`, `ai_disabled`, `invalid_request` (the model), `quota_exceeded`, `ai_unavailable`.
 */
export async function createDraft(ctx: TenantContext, input: CreateDraftBody): Promise<DraftRow> {
  requireScope(ctx, "ai:draft");

  refusePersonalData(input);
  await refuseAnswered(ctx);
  const settings = await readSettings(ctx);
  if (!settings.enabled)
    throw new AppError("ai_disabled", "An owner of the workspace can turn AI on.");
  const provider = findProvider(ctx);
  if (provider === undefined) throw notConfigured();
  const order: DraftOrder = { model: chosenModel(settings, input.model), brief: briefOf(input) };
  const call = await reserveCall(ctx, order, settings.monthlyCap);
  const drafting = await draftTemplate(provider, order);
  if (drafting.type === "drafted")
    return keep(ctx, { call, order, drafting, cap: settings.monthlyCap });
  const { rounds, usage, fault } = drafting;
  log("warn", "ai.failed", { tenant: ctx.tenant.id, model: order.model, fault, rounds });
  await commit(ctx, { statements: [settleCall(ctx.db, call.id, { rounds, usage, fault })] });
  throw aiUnavailable(fault);
}

/** A call that was answered is not paid for again. @throws AlreadyAnswered, which the edge makes the first answer of. */
async function refuseAnswered(ctx: ScopedContext): Promise<void> {
  if (ctx.idempotency === null) return;
  const answer = await findAnswer(ctx.db, ctx.idempotency, ctx.nowMs());
  if (answer !== null) throw new AlreadyAnswered();
}

function chosenModel({ models }: AiSettings, asked: string | undefined): string {
  const [first] = models;
  if (first === undefined)
    throw new AppError(
      "ai_unavailable",
      "The deployment has none of the workspace's models any more.",
    );
  if (asked === undefined) return first;
  if (models.includes(asked)) return asked;
  throw fieldError("invalid_request", "/model", `The workspace uses ${models.join(", ")}.`);
}

const briefOf = (input: CreateDraftBody): Brief => ({
  brief: input.brief,
  goal: input.goal ?? null,
  language: normaliseLanguage(input.language),
  category: input.category,
  tone: input.tone ?? null,
  brand: input.brand ?? null,
  variables: input.variables ?? [],
});

/** What a model brought. */
interface Brought {
  readonly call: ReservedCall;
  readonly order: DraftOrder;
  readonly drafting: Extract<Drafting, { type: "drafted" }>;
  /** Drafts of a month. */
  readonly cap: number;
}

async function keep(ctx: ScopedContext, brought: Brought): Promise<DraftRow> {
  const { call, order, drafting } = brought;
  const { rounds, usage, drafted } = drafting;
  try {
    const row: DraftRow = {
      id: ctx.newId("draft"),
      asked: order.brief,
      name: await freeName(ctx, drafted.template),
      components: drafted.template.components,
      variables: { ...drafted.variables },
      model: order.model,
      templateId: null,
      createdAt: ctx.nowMs(),
      acceptedAt: null,
    };
    await retryConflict(() => write(ctx, row, brought), isUsedMeanwhile);
    return row;
  } catch (error) {
    const end = { rounds, usage, fault: "not_kept" } as const;
    await commit(ctx, { statements: [settleCall(ctx.db, call.id, end)] });
    throw error;
  }
}

/** What takes the last place of the month's cap tells so, whoever else drafts at the time. */
async function write(ctx: ScopedContext, row: DraftRow, { call, drafting, cap }: Brought) {
  const { month } = call.spans;
  const used = (await readUsage(ctx.db, [month])).get(month) ?? 0;
  const end = { rounds: drafting.rounds, usage: drafting.usage, draftId: row.id };
  await commit(ctx, {
    statements: [
      guardUsed(ctx.db, month, used),
      insertDraft(ctx.db, row),
      settleCall(ctx.db, call.id, end),
      ...countDraft(ctx.db, call.spans),
    ],
    events: [draftCreated(row), ...(used + 1 === cap ? [aiCapReached(month, cap)] : [])],
    audit: { action: "draft.create", target: row.id, changes: { model: row.model } },
    answer: { status: 201, body: draftView(row) },
  });
}
