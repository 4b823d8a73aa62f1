/**
 * What Meta's refusals stop beside their own messages: the number, the campaign, the template. One way for the answer of a
 * call and for a status that comes later, so that Meta's word has the same consequences however it is said.
 */
import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import { consequencesOf, type Consequences, type MetaRefusal } from "#core/whatsapp/consequences";
import type { Statement } from "#db/statement";
import { pauseRunning } from "#db/tenant/pause-campaign";
import { campaignPaused } from "#features/messages/events";
import { findRunning } from "#features/messages/queries";
import { stopNumbers, type NumberStop } from "#features/numbers/index";
import { refuseTemplates, type TemplateRefusal } from "#features/templates/index";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** The message that was refused, as far as others may hang on it. */
export interface RefusedMessage {
  readonly id: Id<"message">;
  readonly numberId: Id<"number">;
  readonly contactId: Id<"contact">;
  readonly campaignId: Id<"campaign"> | null;
  readonly templateId: Id<"template"> | null;
}

export interface Refusal {
  readonly message: RefusedMessage;
  readonly error: MetaRefusal;
  /** When Meta refused, Unix ms. */
  readonly atMs: number;
  /** The last instant about which the refusal says anything, Unix ms. What changed after it is not what Meta refused. */
  readonly asOfMs: number;
}

/** Statements and events of one act, and the campaigns that it pauses: the session is to be told of them behind the commit. */
export interface Stops {
  readonly statements: readonly Statement[];
  readonly events: readonly NewEvent[];
  readonly campaigns: readonly Id<"campaign">[];
}

interface Judged extends Refusal {
  readonly follows: Consequences;
}

/** What refusals stop, for the batch that records them. Nothing is read when they stop nothing. */
export async function stopsOf(ctx: ScopedContext, refusals: readonly Refusal[]): Promise<Stops> {
  const judged = refusals
    .map((refusal): Judged => ({ ...refusal, follows: consequencesOf(refusal.error) }))
    .toSorted((a, b) => weightOf(b.follows) - weightOf(a.follows));
  const [numbers, campaigns, templates] = await Promise.all([
    stopNumbers(ctx, numbersIn(judged)),
    pausesOf(ctx, judged),
    refuseTemplates(ctx, templatesIn(judged)),
  ]);
  return {
    statements: [...numbers.statements, ...campaigns.statements, ...templates.statements],
    events: [...numbers.events, ...campaigns.events, ...templates.events],
    campaigns: campaigns.ids,
  };
}

/** Tell the session which campaigns a commit has paused. A lost call does no harm: no run claims a message of theirs. */
export async function tellPaused(ctx: ScopedContext, ids: Stops["campaigns"]): Promise<void> {
  for (const id of ids)
    try {
      await ctx.session.pauseCampaign(id);
    } catch (error) {
      log("warn", "pause.untold", { campaign: id, ...describeError(error) });
    }
}

/** The strongest reason is the one that is told. */
export const weightOf = ({ number, pausesCampaign }: Consequences): number =>
  number === "needs_reauth" ? 3 : number === "restricted" ? 2 : pausesCampaign ? 1 : 0;

function numbersIn(judged: readonly Judged[]): readonly NumberStop[] {
  const latest = new Map<string, NumberStop>();
  for (const { message, follows, error, asOfMs } of judged) {
    const { numberId } = message;
    const { number: status } = follows;
    const key = `${numberId} ${status}`;
    if (status !== null && asOfMs > (latest.get(key)?.asOfMs ?? -Infinity))
      latest.set(key, { numberId, status, code: error.code, asOfMs });
  }
  return [...latest.values()];
}

async function pausesOf(ctx: ScopedContext, judged: readonly Judged[]) {
  const reasons = new Map<Id<"campaign">, string>();
  for (const { message, follows, error } of judged)
    if (message.campaignId !== null && follows.pausesCampaign && !reasons.has(message.campaignId))
      reasons.set(message.campaignId, `meta_${error.code}`);
  const ids = reasons.size === 0 ? [] : await findRunning(ctx.db, [...reasons.keys()]);
  const nowMs = ctx.nowMs();
  const paused = ids.map((id) => ({ id, reason: reasons.get(id) ?? "" }));
  return {
    ids,
    statements: paused.map(({ id, reason }) => pauseRunning(ctx.db, id, { reason, nowMs })),
    events: paused.map(({ id, reason }) => campaignPaused(id, reason)),
  };
}

function templatesIn(judged: readonly Judged[]): ReadonlyMap<Id<"template">, TemplateRefusal> {
  const refused = new Map<Id<"template">, TemplateRefusal>();
  for (const { message, follows, asOfMs } of judged) {
    const { template: status } = follows;
    const id = message.templateId;
    if (id !== null && status !== null && asOfMs > (refused.get(id)?.asOfMs ?? -Infinity))
      refused.set(id, { status, asOfMs });
  }
  return refused;
}
