import { together } from "#core/automation/heard";
import { conditionsHold, pulled, type Arrived } from "#core/automation/pulls";
import { runIdOf } from "#core/automation/run-id";
import type { End, Heard } from "#core/automation/run-state";
import { isBotActive } from "#core/conversation/standing";
import { isOpen } from "#core/hours/calendar";
import type { Id } from "#core/ids";
import type { ContactRow } from "#db/tenant/find-contact";
import { retryConflict } from "#db/tenant/retry-conflict";
import { driveRun, type Driven, type Happening } from "#features/automations/drive-run";
import { heardIn } from "#features/automations/heard-in";
import { newRunRow } from "#features/automations/plant-run";
import { findVersion } from "#features/automations/queries";
import { readBook, type Published } from "#features/automations/queries-book";
import { findRun, type RunRow } from "#features/automations/queries-runs";
import {
  findLastConversation,
  readAnswered,
  readConversations,
  readHeard,
  readPeople,
  readRoot,
  readWaiting,
  type ConversationFacts,
  type HeardRow,
} from "#features/automations/queries-turn";
import { itemsOf, type MessageItem } from "#features/automations/turn-items";
import { writeTurn } from "#features/automations/write-turn";
import { isCountMoved, isTurnTaken, isWithdrawnSince } from "#features/automations/writes-runs";
import { isContactConflict } from "#features/contacts/index";
import { readHours } from "#features/hours/index";
import type { ScopedContext } from "#platform/context";

/**
 * Let the automations of a person answer what happened, in order; nobody else does it meanwhile. Each run's turn is one commit
 * that goes through once, so a turn that died is simply gone through again.
 */
export async function runTurn(ctx: ScopedContext, contactId: Id<"contact">): Promise<void> {
  const lease = await ctx.session.takeTurn(contactId);
  if (lease === null) return;
  try {
    const items = itemsOf(lease.items);
    for (const item of items)
      if (item.type === "wake") await wakeRun(ctx, item.runId, item.revision);
    const heard = items.filter((item) => item.type === "message");
    await answer(ctx, contactId, { items: heard, isAgain: lease.attempt > 1 });
  } catch (error) {
    await ctx.session.giveBackTurn(contactId, lease.token);
    throw error;
  }
  await ctx.session.endTurn(contactId, lease.token);
}

/** A run's time has come, or it begins. One that has gone on meanwhile is left alone. */
async function wakeRun(ctx: ScopedContext, id: Id<"run">, revision: number): Promise<void> {
  const row = await findRun(ctx.db, id);
  if (row === undefined || row.status !== "waiting" || row.revision !== revision) return;
  const talk = await talkOf(ctx, row);
  const input = { type: row.state.turn === 0 ? "start" : "timeout" } as const;
  const atMs = row.wakeAt ?? ctx.nowMs();
  await turn(ctx, { row: placed(row, talk), input, talk, heard: null, atMs });
}

/** The conversation that a run speaks in: the person's last one while it has none of its own. */
const talkOf = async (
  ctx: ScopedContext,
  { conversationId, contactId }: RunRow,
): Promise<ConversationFacts | undefined> =>
  conversationId === null
    ? findLastConversation(ctx.db, contactId)
    : (await readConversations(ctx.db, [conversationId])).get(conversationId);

const placed = (row: RunRow, talk: ConversationFacts | undefined): RunRow =>
  talk === undefined || row.conversationId !== null
    ? row
    : { ...row, numberId: row.numberId ?? talk.numberId, conversationId: talk.id };

/** What a person wrote, conversation by conversation. */
async function answer(
  ctx: ScopedContext,
  contactId: Id<"contact">,
  { items, isAgain }: { readonly items: readonly MessageItem[]; readonly isAgain: boolean },
): Promise<void> {
  if (items.length === 0) return;
  const root = await readRoot(ctx.db, contactId);
  const [rows, people] = await Promise.all([
    readHeard(
      ctx.db,
      items.map(({ messageId }) => messageId),
    ),
    readPeople(ctx.db, [root]),
  ]);
  const person = people.get(root);
  if (person === undefined) return;
  for (const burst of Map.groupBy(rows, (row) => row.conversationId).values()) {
    const ids = new Set<string>(burst.map(({ id }) => id));
    const own = items.filter(({ messageId }) => ids.has(messageId));
    await answerBurst(ctx, { person, burst, items: own, isAgain });
  }
}

interface Burst {
  readonly person: ContactRow;
  readonly burst: readonly HeardRow[];
  readonly items: readonly MessageItem[];
  /** Whether somebody took this turn before, and died. */
  readonly isAgain: boolean;
}

async function answerBurst(ctx: ScopedContext, burst: Burst): Promise<void> {
  const about = await aboutOf(ctx, burst);
  if (about === null || (burst.isAgain && (await wasTaken(ctx, about)))) return;
  if (await takenByRun(ctx, about)) return;
  const { automations } = await readBook(ctx.db, ctx.tenant.id);
  const arrived = await arrivedOf(ctx, about, burst.burst);
  for (const automation of pulled(automations, arrived))
    await turn(ctx, { ...about, row: startedBy(ctx, about, automation), input: { type: "start" } });
}

/** What a burst is about; null where automations keep still. */
async function aboutOf(ctx: ScopedContext, { person, burst, items }: Burst): Promise<About | null> {
  const conversationId = burst[0]?.conversationId ?? null;
  const [first] = items;
  if (conversationId === null || first === undefined) return null;
  const talk = (await readConversations(ctx.db, [conversationId])).get(conversationId);
  if (talk === undefined || !isBotActive(talk, ctx.nowMs())) return null;
  const heard = together(burst.map(heardIn));
  const atMs = Math.max(...items.map((item) => item.atMs));
  const seq = Math.max(...items.map((item) => item.seq));
  return { person, talk, heard, atMs, seq, first };
}

interface About {
  readonly person: ContactRow;
  readonly talk: ConversationFacts;
  readonly heard: Heard;
  /** When the last message of the burst was committed, and its place in the ledger. */
  readonly atMs: number;
  readonly seq: number;
  /** The first message of the burst: by it the runs are named that the burst starts. */
  readonly first: MessageItem;
}

const causeOf = ({ first }: About): string => `event ${first.seq}`;

function startedBy(ctx: ScopedContext, about: About, automation: Published): RunRow {
  const { person, talk, first, seq } = about;
  const row = newRunRow(
    ctx,
    {
      automation,
      cause: causeOf(about),
      atMs: first.atMs,
      contactId: person.id,
      numberId: talk.numberId,
      conversationId: talk.id,
    },
    0,
  );
  return { ...row, state: { ...row.state, lastSeq: seq } };
}

const isStartedBy = (about: About, { id, automationId }: Pick<RunRow, "id" | "automationId">) =>
  id === runIdOf(automationId, causeOf(about), about.first.atMs);

/** Whether a run that is not of the burst's own making has answered it already. */
async function wasTaken(ctx: ScopedContext, about: About): Promise<boolean> {
  const { seq, first } = about;
  const runs = await readAnswered(ctx.db, about.person.id, { seq, atMs: first.atMs });
  return runs.some((run) => !isStartedBy(about, run));
}

/** Give a message to the runs of its conversation that wait. @returns Whether one of them had waited for a reply. */
async function takenByRun(ctx: ScopedContext, about: About): Promise<boolean> {
  const waiting = (await readWaiting(ctx.db, about.person.id)).filter(
    (row) => row.conversationId === about.talk.id && row.state.turn > 0 && !isStartedBy(about, row),
  );
  const [replied] = waiting.filter(({ state }) => state.wait?.for === "reply");
  const asleep = waiting.filter(({ state }) => state.wait?.for !== "reply");
  const input = { type: "message", message: about.heard } as const;
  for (const row of [...(replied === undefined ? [] : [replied]), ...asleep])
    if (row.state.lastSeq < about.seq)
      await turn(ctx, {
        ...about,
        row: { ...row, state: { ...row.state, lastSeq: about.seq } },
        input,
      });
  return replied !== undefined;
}

async function arrivedOf(
  ctx: ScopedContext,
  { person, talk, heard }: About,
  burst: readonly HeardRow[],
): Promise<Arrived> {
  const referral = burst.find(({ cameWith }) => cameWith?.referral !== undefined)?.cameWith
    ?.referral;
  return {
    ...(await worldOf(ctx, person, talk)),
    nowMs: ctx.nowMs(),
    message: heard,
    isFirst: burst[0]?.isFirst === 1,
    referralSourceId: referral === undefined ? null : (referral.source_id ?? ""),
  };
}

async function worldOf(
  ctx: ScopedContext,
  person: ContactRow,
  talk: ConversationFacts | undefined,
): Promise<Omit<Happening["world"], "message">> {
  const hours = await readHours(ctx);
  return {
    contact: person,
    conversationStatus: talk?.status ?? "open",
    isOpen: isOpen(hours, ctx.nowMs()),
    timezone: hours.timezone,
    country: ctx.tenant.settings.default_country ?? null,
  };
}

interface TurnOrder {
  readonly row: RunRow;
  readonly input: Happening["input"];
  readonly talk: ConversationFacts | undefined;
  readonly heard: Heard | null;
  readonly atMs: number;
}

async function happeningOf(
  ctx: ScopedContext,
  { row, input, talk, heard, atMs }: TurnOrder,
): Promise<Happening | null> {
  const [version, people] = await Promise.all([
    findVersion(ctx.db, row.automationId, row.n),
    readPeople(ctx.db, [row.contactId]),
  ]);
  const person = people.get(row.contactId);
  if (version === undefined || person === undefined) return null;
  const world = { ...(await worldOf(ctx, person, talk)), message: heard };
  return { row, definition: version.definition, input, world, atMs };
}

/** Go through one turn of one run and write it. What others did faster is done. */
async function turn(ctx: ScopedContext, order: TurnOrder): Promise<void> {
  await once(() =>
    retryConflict(async () => {
      const happening = await happeningOf(ctx, order);
      if (happening === null) return;
      const end = keepsSilent(ctx, order, happening);
      const driven = end === null ? await driveRun(ctx, happening) : silently(happening, end);
      await writeTurn(ctx, happening, driven);
    }, isOvertaken),
  );
}

/** Somebody wrote what the turn was decided on: it is gone through again. */
const isOvertaken = (error: unknown): boolean => isContactConflict(error) || isCountMoved(error);

/** Why a run ends before it says anything; null when it goes on. */
function keepsSilent(ctx: ScopedContext, { talk }: TurnOrder, happening: Happening): End | null {
  const nowMs = ctx.nowMs();
  const { definition, input, world } = happening;
  if (talk !== undefined && !isBotActive(talk, nowMs))
    return { status: "handed_off", reason: "muted" };
  return input.type !== "start" || conditionsHold(definition, { ...world, nowMs })
    ? null
    : { status: "stopped", reason: "conditions" };
}

const silently = ({ row, world }: Happening, end: End): Driven => ({
  run: { ...row.state, wait: null },
  end,
  effects: [],
  contact: world.contact,
  planned: [],
});

/** Do what may have been done before, or may not be done any more. */
async function once(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isTurnTaken(error) && !isWithdrawnSince(error)) throw error;
  }
}
