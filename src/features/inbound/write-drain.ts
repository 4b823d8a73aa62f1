import type { Id } from "#core/ids";
import { statement, type Statement } from "#db/statement";
import { appendEvents, type NewEvent } from "#db/tenant/append-events";
import { applyFacts } from "#db/tenant/apply-facts";
import { consentStatements } from "#features/consent/index";
import { identityStatements } from "#features/contacts/index";
import { touchConversations } from "#features/conversations/index";
import type { Learned, People } from "#features/inbound/people";
import type { ItemRecord, NewMessage, Plan } from "#features/inbound/plan";
import type { ReadChange } from "#features/inbound/read-mail";
import type { TenantContext } from "#platform/context";

/** A parameter of a statement ends at 2,000,000 bytes, and a character may take three. */
const PARAMETER_CHARS_MAX = 600_000;

/** What is written besides the plan's own. */
export interface DrainWrite {
  readonly plan: Plan;
  readonly people: People;
  /** Of contacts and templates: they are what the rest refers to, so they come first. */
  readonly statements: readonly Statement[];
  readonly events: readonly NewEvent[];
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/**
 * The one batch of a drain. Its last statement is the fence: a lease that was applied before rolls everything back. A drain
 * that tells nothing (what it brings was known, or fills in an instant) has no row in the ledger and needs no fence: to write
 * it twice does no harm, and however Meta cuts its webhooks the ledger ends alike.
 */
export const drainStatements = (ctx: TenantContext, write: DrainWrite): Statement[] => {
  const { plan, people } = write;
  const { db } = ctx;
  const nowMs = ctx.nowMs();
  const acts = plan.consents.map((entry) => consentStatements(ctx, entry));
  const listed = listedChanges(ctx, plan);
  const span = { firstSeq: write.firstSeq, lastSeq: write.lastSeq };
  const told = [
    ...write.events,
    ...learnedEvents(people),
    ...plan.events,
    ...acts.flatMap((act) => act.events),
    ...listed.events,
  ];
  return [
    ...write.statements,
    ...learnedStatements(ctx, people.learned, nowMs),
    ...messageStatements(ctx, plan.messages),
    ...(plan.touches.length === 0 ? [] : [touchConversations(db, plan.touches)]),
    ...acts.flatMap((act) => act.statements),
    ...applyFacts(db, plan.facts, nowMs, { campaigns: plan.hasCampaigns }),
    ...keptStatements(ctx, plan, nowMs),
    ...(told.length === 0
      ? []
      : [appendEvents(db, told, nowMs, { ...span, changes: listed.json })]),
  ];
};

const INSERT_MESSAGES = `
INSERT INTO messages (id, direction, number_id, contact_id, conversation_id, type, content, context_wamid, state, wamid,
  created_at, received_at)
SELECT m.value->>0, 'inbound', m.value->>1, m.value->>2, m.value->>3, m.value->>4, m.value->>5, m.value->>6, 'received',
  m.value->>7, m.value->>8, m.value->>9
FROM json_each(?1) m WHERE true ON CONFLICT DO NOTHING`;

/** The content travels as a text inside the JSON, so that no depth of nesting is ours or SQLite's to follow. */
function messageStatements(ctx: TenantContext, messages: readonly NewMessage[]): Statement[] {
  const rows = messages.map((m) =>
    JSON.stringify([
      m.id,
      m.numberId,
      m.contactId,
      m.conversationId,
      m.type,
      m.content,
      m.contextWamid,
      m.wamid,
      m.receivedAtMs,
      m.atMs,
    ]),
  );
  return inParameters(rows).map((json) => statement(ctx.db, INSERT_MESSAGES, json));
}

/** JSON arrays of these elements, each short enough to be a parameter; one element may be longer alone. */
function inParameters(elements: readonly string[]): string[] {
  const arrays: string[] = [];
  let current: string[] = [];
  let chars = 0;
  for (const element of elements) {
    if (current.length > 0 && chars + element.length > PARAMETER_CHARS_MAX) {
      arrays.push(`[${current.join(",")}]`);
      current = [];
      chars = 0;
    }
    current.push(element);
    chars += element.length;
  }
  if (current.length > 0) arrays.push(`[${current.join(",")}]`);
  return arrays;
}

const LEARN = `
UPDATE contacts SET phone = coalesce(l.value->>'phone', phone), wa_id = coalesce(l.value->>'waId', wa_id),
  bsuid = coalesce(l.value->>'bsuid', bsuid), username = coalesce(l.value->>'username', username),
  name = coalesce(l.value->>'name', name), updated_at = max(updated_at + 1, CAST(?2 AS INTEGER))
FROM json_each(?1) l WHERE contacts.id = l.value->>'id'`;

function learnedStatements(
  ctx: TenantContext,
  learned: readonly Learned[],
  nowMs: number,
): Statement[] {
  const changed = learned.filter((one) => Object.keys(one.set).length > 0);
  return [
    ...(changed.length === 0
      ? []
      : [
          statement(
            ctx.db,
            LEARN,
            JSON.stringify(changed.map((one) => ({ id: one.contactId, ...one.set }))),
            nowMs,
          ),
        ]),
    ...learned.flatMap((one) => identityStatements(ctx.db, one.contactId, one.identities, nowMs)),
  ];
}

/** A contact made in this drain is told as created; what was learned of it since is part of that. */
const learnedEvents = (people: People): NewEvent[] =>
  people.learned
    .filter((one) => !people.isNew(one.contactId))
    .flatMap((one) => [
      ...(Object.keys(one.set).length === 0
        ? []
        : [
            {
              type: "contact.updated",
              data: { contact_id: one.contactId, fields: Object.keys(one.set).map(snakeCase) },
            },
          ]),
      ...(one.identities.length === 0
        ? []
        : [
            {
              type: "contact.identity_changed",
              data: {
                contact_id: one.contactId,
                added: one.identities.map((identity) => identity.kind),
              },
            },
          ]),
    ]);

const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const PARK = `
INSERT INTO orphan_statuses (message_id, status, at, body)
SELECT o.value->>'messageId', o.value->>'status', o.value->>'atMs', o.value->>'body' FROM json_each(?1) o WHERE true
ON CONFLICT DO NOTHING`;

const REMEMBER = `
INSERT INTO seen_changes (key, at) SELECT k.value, CAST(?2 AS INTEGER) FROM json_each(?1) k WHERE true ON CONFLICT DO NOTHING`;

function keptStatements(ctx: TenantContext, plan: Plan, nowMs: number): Statement[] {
  const keys = plan.keys();
  return [
    ...(plan.orphans.length === 0 ? [] : [statement(ctx.db, PARK, JSON.stringify(plan.orphans))]),
    ...(keys.length === 0 ? [] : [statement(ctx.db, REMEMBER, JSON.stringify(keys), nowMs)]),
  ];
}

/** A change as the events row keeps it. Instants are Unix ms. `raw` follows as the last member, as it came. */
export interface ListedChange {
  readonly id: Id<"change">;
  readonly seq: number;
  readonly received_at: number;
  readonly waba_id: string | null;
  readonly number_id: Id<"number"> | null;
  readonly field: string | null;
  readonly state: "applied" | "stored";
  readonly sha256: string;
  readonly items: readonly ItemRecord[];
  /** Where the raw change is when it is too large for the row. */
  readonly r2_key: string | null;
  readonly raw: unknown;
}

/** What the drain lists, and an event for each change of which a part was only kept. */
function listedChanges(
  ctx: TenantContext,
  plan: Plan,
): { readonly json: string; readonly events: readonly NewEvent[] } {
  const events: NewEvent[] = [];
  const texts = plan.told().map(({ change, items, isKept }) => {
    const id = ctx.newId("change");
    const numberId = plan.numberOf(change);
    if (isKept)
      events.push({
        type: "inbound.stored",
        data: { change_id: id, number_id: numberId, waba_id: change.wabaId, field: change.field },
      });
    return listedText(change, { id, numberId, items, state: isKept ? "stored" : "applied" });
  });
  return { json: `[${texts.join(",")}]`, events };
}

function listedText(
  change: ReadChange,
  what: {
    readonly id: Id<"change">;
    readonly numberId: Id<"number"> | null;
    readonly items: readonly ItemRecord[];
    readonly state: "applied" | "stored";
  },
): string {
  const listed: Omit<ListedChange, "raw"> = {
    id: what.id,
    seq: change.seq,
    received_at: change.receivedAtMs,
    waba_id: change.wabaId,
    number_id: what.numberId,
    field: change.field,
    state: what.state,
    sha256: change.sha256,
    items: what.items,
    r2_key: change.r2Key,
  };
  return `${JSON.stringify(listed).slice(0, -1)},"raw":${change.raw ?? "null"}}`;
}
