import type { NewEvent } from "#core/event/catalogue";
import type { ChangeItem } from "#core/whatsapp/envelope-change";
import { isFaultOfData } from "#db/statement";
import { isFenced } from "#db/tenant/append-events";
import { noteStatuses, pausesForNews } from "#features/campaigns/index";
import { isWithdrawnMeanwhile } from "#features/consent/index";
import {
  isIdentityConflict,
  mergeProven,
  newContact,
  type ProvenPair,
} from "#features/contacts/index";
import { accountOutcomes } from "#features/inbound/account-outcomes";
import { decideDrain, type TemplateOutcome } from "#features/inbound/decide-drain";
import type { DrainPeople, PeopleActs } from "#features/inbound/drain-people";
import type { DrainPlan } from "#features/inbound/drain-plan";
import { drainStatements, type Part } from "#features/inbound/drain-statements";
import { handOver, strangersIn } from "#features/inbound/hand-over";
import { drainedMail } from "#features/inbound/listed-change";
import { existingConversations, readKnown } from "#features/inbound/queries-known";
import { readMail, type Mail, type ReadChange } from "#features/inbound/read-mail";
import { withoutErased } from "#features/inbound/without-erased";
import { ringFetches } from "#features/media/index";
import {
  conversationCreated,
  stopsOf,
  tellPaused,
  type Stops,
  withdrawalsOf,
} from "#features/messages/index";
import { isNumberMoved } from "#features/numbers/index";
import { applyTemplateStatus } from "#features/templates/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { IsolateCache } from "#platform/isolate-cache";
import { describeError, log } from "#platform/log";

/** Somebody else may make the same contact, or apply the same mail, meanwhile; the next look finds it. */
const TRIES_MAX = 3;

/** How far mail is applied now, and what of it is to be archived. */
export interface Applied {
  /** By this call or by an earlier one: settle so far and no further. */
  readonly upToSeq: number;
  readonly drained: readonly NonNullable<Awaited<ReturnType<typeof drainedMail>>>[];
}

/**
 * Apply a run of mail: one round trip of reads, one commit. If one piece cannot be applied, each is applied alone, and the odd
 * one is kept raw, so that it never stops the others.
 *
 * @throws What passes by itself: the database cannot be reached, or is overloaded. Nothing is applied beyond earlier pieces.
 */
export async function applyMail(ctx: ScopedContext, mail: readonly Mail[]): Promise<Applied> {
  return applyEach(runsOf(await readMail(ctx, mail)), (run) => applyRun(ctx, run));
}

/** What one commit applies, at most, but always one change: its events are one row of the ledger. */
const RUN_ITEMS_MAX = 400;

/**
 * A template change is decided on the template as it is, so a second one of the same template begins a new run; and behind a
 * person's move an id may be another person's, so a move ends its run.
 */
function runsOf(changes: readonly ReadChange[]): readonly (readonly ReadChange[])[] {
  const runs: ReadChange[][] = [];
  const templates = new Set<string>();
  let count = 0;
  for (const change of changes) {
    const ids = change.items.flatMap((item) =>
      item.kind === "template" ? [item.metaTemplateId] : [],
    );
    const current = runs.at(-1);
    count += change.items.length;
    if (current === undefined || count > RUN_ITEMS_MAX || ids.some((id) => templates.has(id))) {
      runs.push([change]);
      templates.clear();
      count = change.items.length;
    } else current.push(change);
    for (const id of ids) templates.add(id);
    if (change.items.some(isMove)) count = RUN_ITEMS_MAX;
  }
  return runs;
}

const isMove = (item: ChangeItem): boolean =>
  item.kind === "move" || (item.kind === "message" && item.moved !== null);

/** One run after the other, until one is not applied to its end. */
async function applyEach(
  runs: readonly (readonly ReadChange[])[],
  apply: (run: readonly ReadChange[]) => Promise<Applied>,
): Promise<Applied> {
  let upToSeq = 0;
  const drained: Applied["drained"][number][] = [];
  for (const run of runs) {
    const applied = await apply(run);
    upToSeq = Math.max(upToSeq, applied.upToSeq);
    drained.push(...applied.drained);
    if (applied.upToSeq < lastSeqOf(run)) break;
  }
  return { upToSeq, drained };
}

async function applyRun(ctx: ScopedContext, run: readonly ReadChange[]): Promise<Applied> {
  try {
    return await applyOnce(ctx, run);
  } catch (error) {
    if (!isFaultOfData(error)) throw error;
    log("error", "mail.isolated", { tenant: ctx.tenant.id, ...describeError(error) });
  }
  return applyEach(
    run.map((change) => [change]),
    (alone) => applyAlone(ctx, alone),
  );
}

async function applyAlone(ctx: ScopedContext, alone: readonly ReadChange[]): Promise<Applied> {
  try {
    return await applyOnce(ctx, alone);
  } catch (error) {
    if (!isFaultOfData(error)) throw error;
    log("error", "mail.kept_raw", {
      tenant: ctx.tenant.id,
      seq: lastSeqOf(alone),
      sha256: alone[0]?.sha256,
      ...describeError(error),
    });
    const items = [{ kind: "raw", what: "not_applied", wamid: null }] as const;
    return applyOnce(
      ctx,
      alone.map((change) => ({ ...change, items })),
    );
  }
}

/** Read, decide, write. */
async function applyOnce(ctx: ScopedContext, run: readonly ReadChange[]): Promise<Applied> {
  for (let tries = 1; ; tries++) {
    const { own, plan, act, drainedSeq, paused, proven } = await prepare(ctx, run);
    if (drainedSeq >= firstSeqOf(run)) return appliedBefore(ctx, plan, { run, own, drainedSeq });
    try {
      await commit(ctx, {
        ...act,
        fence: { firstSeq: firstSeqOf(run), lastSeq: lastSeqOf(run) },
      });
      for (const { id } of plan.touches) conversations.set(id, true);
      await mergeProven(ctx, proven);
      await tellPaused(ctx, paused);
      await ringFetches(ctx, plan.media);
      await noteStatuses(ctx, plan.outcomes);
      return archived(ctx, plan, { changes: plan.told, lastSeq: lastSeqOf(run) });
    } catch (error) {
      if (!passes(error) || tries === TRIES_MAX) throw error;
    }
  }
}

/** Whether somebody else was quicker with a part of it: the next look sees what they did. */
const passes = (error: unknown): boolean =>
  isFenced(error) ||
  isIdentityConflict(error) ||
  isWithdrawnMeanwhile(error) ||
  isNumberMoved(error);

/**
 * Mail was leased again, because whoever applied it did not come to say so: list it, since perhaps it is not listed yet. Of
 * copies that waited together only the first was planned.
 */
const appliedBefore = (
  ctx: ScopedContext,
  plan: DrainPlan,
  {
    run,
    own,
    drainedSeq,
  }: {
    readonly run: readonly ReadChange[];
    readonly own: readonly ReadChange[];
    readonly drainedSeq: number;
  },
): Promise<Applied> => {
  const upToSeq = Math.min(drainedSeq, lastSeqOf(run));
  const changes = own.filter((one) => one.seq <= upToSeq && plan.itemsOf(one).length > 0);
  return archived(ctx, plan, { changes, lastSeq: upToSeq });
};

async function archived(
  ctx: ScopedContext,
  plan: DrainPlan,
  what: { readonly changes: readonly ReadChange[]; readonly lastSeq: number },
): Promise<Applied> {
  const drained = await drainedMail(ctx, plan, what);
  return { upToSeq: what.lastSeq, drained: drained === null ? [] : [drained] };
}

/** What a run leads to. */
interface Prepared {
  /** What of the run is this workspace's; the rest was handed over. */
  readonly own: readonly ReadChange[];
  readonly plan: DrainPlan;
  /** Nothing to write when the run says nothing new, or was applied before. */
  readonly act: Part;
  readonly drainedSeq: number;
  /** Campaigns that the act pauses. */
  readonly paused: Stops["campaigns"];
  /** Contacts that the act proves to be one person. */
  readonly proven: readonly ProvenPair[];
}

async function prepare(ctx: ScopedContext, run: readonly ReadChange[]): Promise<Prepared> {
  const known = await readKnown(ctx, run);
  const live = known.remembersErased ? await withoutErased(ctx, run) : run;
  const foreign = await handOver(ctx, strangersIn(known, live));
  const own = live.filter((change) => !foreign.has(change));
  const { drainedSeq } = known;
  const templates = await templateOutcomes(ctx, own);
  const accounts = await accountOutcomes(ctx, own, known.seen);
  const made: Part[] = [];
  const addContact: PeopleActs["addContact"] = (person) => {
    const contact = newContact(ctx, {
      ...person,
      profileNamed: person.name !== null,
      phone: person.waId === null ? null : `+${person.waId}`,
    });
    made.push(contact);
    return contact.row.id;
  };
  const decided = decideDrain({
    changes: own,
    known,
    templates,
    accounts: accounts.about,
    newId: ctx.newId,
    addContact,
  });
  const { plan } = decided;
  if (plan.isEmpty || drainedSeq >= firstSeqOf(run))
    return { own, plan, act: { statements: [], events: [] }, drainedSeq, paused: [], proven: [] };
  const opened = { statements: [], events: await openedEvents(ctx, plan, decided.people) };
  const stops = await stopsOf(ctx, plan.refusals);
  plan.consents.push(...(await withdrawalsOf(ctx, plan.refusals, plan.consents)));
  const news = newsOf(plan, templates);
  const pauses = await pausesForNews(ctx, {
    events: news.flatMap(({ events }) => events),
    stopped: accounts.stopped,
    already: stops.campaigns,
  });
  const before = [...news, accounts, ...made, opened, stops, pauses];
  const act = drainStatements(ctx, decided, before);
  const paused = [...stops.campaigns, ...pauses.campaigns];
  return { own, plan, act, drainedSeq, paused, proven: decided.people.proven };
}

const firstSeqOf = (run: readonly ReadChange[]): number => run[0]?.seq ?? 0;
const lastSeqOf = (run: readonly ReadChange[]): number => run.at(-1)?.seq ?? 0;

async function templateOutcomes(
  ctx: ScopedContext,
  run: readonly ReadChange[],
): Promise<ReadonlyMap<ChangeItem, TemplateOutcome>> {
  const outcomes = new Map<ChangeItem, TemplateOutcome>();
  for (const change of run)
    for (const item of change.items)
      if (item.kind === "template")
        outcomes.set(item, await applyTemplateStatus(ctx, { ...item, wabaId: change.wabaId }));
  return outcomes;
}

/** What template changes lead to that were not seen before. */
const newsOf = (
  plan: DrainPlan,
  templates: ReadonlyMap<ChangeItem, TemplateOutcome>,
): readonly Part[] =>
  plan.told.flatMap(({ items }) => items.flatMap((item) => templates.get(item) ?? []));

/** Conversations that this isolate knows to exist, so that a known contact's message asks nothing more. */
const conversations = new IsolateCache<string, true>({ entriesMax: 50_000 });

/** An event for each conversation that begins with this drain. */
async function openedEvents(
  ctx: ScopedContext,
  plan: DrainPlan,
  people: DrainPeople,
): Promise<NewEvent[]> {
  const touches = new Map(
    plan.touches
      .filter((touch) => conversations.get(touch.id) === undefined)
      .map((touch) => [touch.id, touch] as const),
  );
  const unsure = [...touches.values()].filter((touch) => !people.isNew(touch.contactId));
  const existing =
    unsure.length === 0
      ? new Set<string>()
      : await existingConversations(
          ctx.db,
          unsure.map((touch) => touch.id),
        );
  return [...touches.values()]
    .filter((touch) => !existing.has(touch.id))
    .map((touch) => conversationCreated({ ...touch, conversationId: touch.id }));
}
