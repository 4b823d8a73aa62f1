import { pulled } from "#core/automation/pulls";
import { MESSAGE_TRIGGERS, RULE_EVENTS } from "#core/automation/triggers";
import { foldTag } from "#core/contact/tag";
import { isBotActive } from "#core/conversation/standing";
import type { EventType } from "#core/event/catalogue";
import { isOpen } from "#core/hours/calendar";
import { isId, type Id } from "#core/ids";
import { endRunsOf, leaveToPeople } from "#features/automations/end-runs";
import { heardIn } from "#features/automations/heard-in";
import { newRunRow, type Start } from "#features/automations/plant-run";
import { readBook, type Book, type Published } from "#features/automations/queries-book";
import {
  readBusy,
  readConversations,
  readHeard,
  readPeople,
  type HeardRow,
} from "#features/automations/queries-turn";
import { arriveWakes, messageArrival } from "#features/automations/turn-items";
import { insertRuns, moveRuns } from "#features/automations/writes-runs";
import type { EventSubscriber, StoredEvent } from "#features/events/index";
import { readHours } from "#features/hours/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { wakeAt } from "#platform/wake";

/** What runs of a person must know of, whatever starts them. */
const ALWAYS: readonly EventType[] = [
  "message.received",
  "message.echoed",
  "message.queued",
  "consent.withdrawn",
  "contact.merged",
  "contact.updated",
];

/** Follows the ledger for what starts automations, and for what their runs must know of. */
export const automationSubscriber: EventSubscriber = {
  name: "automations",
  types: new Set<EventType>([...RULE_EVENTS, ...ALWAYS]),
  take: takeEvents,
};

/**
 * Take events in. What a message matches goes to its person's lane, and what else starts a run is planted as one under an id that
 * follows from the event: taken again it changes nothing. Where nothing is published and nothing waits, nothing is written.
 */
async function takeEvents(ctx: ScopedContext, events: readonly StoredEvent[]): Promise<void> {
  const book = await readBook(ctx.db, ctx.tenant.id);
  if (book.automations.length === 0 && !book.hasWaiting) return;
  if (book.hasWaiting) await tellRuns(ctx, events);
  await hearMessages(ctx, book, events);
  await plantRuns(ctx, [...startsOf(book, events), ...(await tagStarts(ctx, book, events))]);
}

/** What ends runs, or moves them to another contact. */
async function tellRuns(ctx: ScopedContext, events: readonly StoredEvent[]): Promise<void> {
  for (const event of events) {
    const contactId = contactOf(event);
    if (contactId === null) continue;
    if (event.type === "consent.withdrawn") await endRunsOf(ctx, contactId, "opt_out");
    const other = event.data["other_contact_id"];
    if (event.type === "contact.merged" && typeof other === "string" && isId("contact", other))
      await commit(ctx, { statements: [moveRuns(ctx.db, other, contactId)] });
  }
  await leaveToPeople(ctx, events);
}

/** Messages that a run waits for or a trigger is pulled by. */
async function hearMessages(
  ctx: ScopedContext,
  book: Book,
  events: readonly StoredEvent[],
): Promise<void> {
  const received = events.filter(({ type }) => type === "message.received");
  const triggered = book.automations.filter(isPulledByMessages);
  await watchSilence(ctx, book, events);
  if (received.length === 0 || (triggered.length === 0 && !book.hasWaiting)) return;
  const rows = await readHeard(
    ctx.db,
    received.map(({ data }) => String(data["message_id"])),
  );
  const people = await readPeople(
    ctx.db,
    rows.map(({ contactId }) => contactId),
  );
  const talks = await readConversations(
    ctx.db,
    rows.flatMap(({ conversationId }) => conversationId ?? []),
  );
  const busy = book.hasWaiting
    ? await readBusy(ctx.db, [...new Set(rows.map(({ contactId }) => contactId))])
    : new Set();
  const hours = await readHours(ctx);
  const arrivals = received.flatMap(({ seq, atMs, data }) => {
    const row = rows.find(({ id }) => id === data["message_id"]);
    const contact = row && people.get(row.contactId);
    const talk = row && talks.get(row.conversationId ?? "");
    if (row === undefined || contact === undefined || talk === undefined) return [];
    if (!isBotActive(talk, ctx.nowMs())) return [];
    const found = pulled(triggered, {
      nowMs: atMs,
      contact,
      message: heardIn(row),
      conversationStatus: talk.status,
      isOpen: isOpen(hours, atMs),
      timezone: hours.timezone,
      country: null,
      isFirst: row.isFirst === 1,
      referralSourceId: referralOf(row),
    });
    if (found.length === 0 && !busy.has(row.contactId)) return [];
    const dueAtMs = atMs + debounceOf(found, book);
    return [messageArrival(row.contactId, { seq, atMs, messageId: row.id }, dueAtMs)];
  });
  if (arrivals.length > 0) await ctx.session.arriveTurns(arrivals);
}

const isPulledByMessages = ({ definition }: Published): boolean =>
  MESSAGE_TRIGGERS.some((type) => type === definition.trigger.type);

const referralOf = ({ cameWith }: HeardRow): string | null =>
  cameWith?.referral === undefined ? null : (cameWith.referral.source_id ?? "");

/** Those that are pulled say how long a burst is gathered, the shortest of them; a run that waits asks all. */
const debounceOf = (found: readonly Published[], { automations }: Book): number =>
  Math.min(
    DEBOUNCE_MS,
    ...(found.length === 0 ? automations : found).map(
      ({ definition }) => definition.settings.debounce_ms,
    ),
  );
const DEBOUNCE_MS = 15_000;

/** Have the clock rung when somebody's silence would be long enough. */
async function watchSilence(
  ctx: ScopedContext,
  { automations }: Book,
  events: readonly StoredEvent[],
): Promise<void> {
  const spoke = { agent: "message.received", customer: "message.queued" } as const;
  for (const {
    definition: { trigger },
  } of automations)
    if (trigger.type === "no_reply_for" && events.some(({ type }) => type === spoke[trigger.of]))
      await wakeAt(ctx, "automations.due", ctx.nowMs() + trigger.seconds * 1000);
}

/** Runs of rules that follow an event. */
const startsOf = ({ automations }: Book, events: readonly StoredEvent[]): readonly Start[] =>
  events.flatMap((event) => {
    const contactId = contactOf(event);
    if (contactId === null) return [];
    return automations.flatMap((automation): Start[] => {
      const { trigger } = automation.definition;
      return trigger.type === "event" && trigger.event === event.type
        ? [
            {
              automation,
              cause: `event ${event.seq}`,
              atMs: event.atMs,
              contactId,
              ...placeOf(event),
            },
          ]
        : [];
    });
  });

/** Runs for contacts that have a tag now: once for each of them and version. */
async function tagStarts(
  ctx: ScopedContext,
  { automations }: Book,
  events: readonly StoredEvent[],
): Promise<readonly Start[]> {
  const tagged = events.filter(isTagging);
  const wanted = automations.filter(({ definition }) => definition.trigger.type === "tag_added");
  if (tagged.length === 0 || wanted.length === 0) return [];
  const people = await readPeople(
    ctx.db,
    tagged.flatMap((event) => contactOf(event) ?? []),
  );
  return [...people.values()].flatMap((contact) =>
    wanted.flatMap((automation): Start[] => {
      const { trigger } = automation.definition;
      const has =
        trigger.type === "tag_added" &&
        contact.tags.some((tag) => foldTag(tag) === foldTag(trigger.tag.trim()));
      return has
        ? [
            {
              automation,
              cause: `tag ${automation.n} ${contact.id}`,
              atMs: contact.createdAt,
              contactId: contact.id,
              numberId: null,
              conversationId: null,
            },
          ]
        : [];
    }),
  );
}

const isTagging = ({ type, data }: StoredEvent): boolean =>
  type === "contact.updated" && Array.isArray(data["fields"]) && data["fields"].includes("tags");

/** Plant runs and have them begin. Those that are there already are left as they are. */
export async function plantRuns(ctx: ScopedContext, starts: readonly Start[]): Promise<void> {
  if (starts.length === 0) return;
  const rows = starts.map((start) => newRunRow(ctx, start, 1));
  const { results } = await commit(ctx, { statements: insertRuns(ctx.db, rows) });
  const planted = new Set(results.flatMap((result) => result.results.map(({ id }) => id)));
  await arriveWakes(
    ctx,
    rows.filter(({ id }) => planted.has(id)),
  );
}

function contactOf({ data }: StoredEvent): Id<"contact"> | null {
  const id = data["contact_id"];
  return typeof id === "string" && isId("contact", id) ? id : null;
}

function placeOf({ data }: StoredEvent): Pick<Start, "numberId" | "conversationId"> {
  const [number, conversation] = [data["number_id"], data["conversation_id"]];
  return {
    numberId: typeof number === "string" && isId("number", number) ? number : null,
    conversationId:
      typeof conversation === "string" && isId("conversation", conversation) ? conversation : null,
  };
}
