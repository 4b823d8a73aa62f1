import {
  DECIDED_FROM,
  provenState,
  STATE_RANK,
  type DecidedState,
  type Facts,
} from "#core/conversation/status";
import type { Id } from "#core/ids";
import type { MessageState } from "#core/message/states";
import type { MetaConversation } from "#core/whatsapp/envelope-status";
import { statement, type Statement } from "#db/statement";
import { countChanges } from "#db/tenant/campaign-counts";
import type { TenantDb } from "#db/tenant/client";
import { countedAs } from "#db/tenant/counted-as";

/** What became known of one outgoing message, or what we decide about it. Unknown ids and inbound messages change nothing. */
export interface MessageFacts extends Facts {
  readonly id: Id<"message">;
  /** Meta's id. The first one that is known stays. */
  readonly wamid?: string;
  /** Give it with `wamid`, so that a campaign's row enters its thread. */
  readonly conversationId?: Id<"conversation">;
  /** Meta's object of the type, for a row that gets its content when it is sent. */
  readonly content?: unknown;
  /** Why it failed. Of several reasons one is kept, the same in whatever order they come. */
  readonly error?: object;
  readonly pricing?: object;
  /** The conversation in which Meta counts it. Of several words the one that tells when it ends is kept. */
  readonly metaConversation?: MetaConversation;
  /** A decision of ours. It is taken from the states of `DECIDED_FROM` only, so one that comes too late changes nothing. */
  readonly state?: DecidedState;
  /** With `state: "skipped"`, why; with a failure, that Meta withheld the message: see `countedState`. */
  readonly skipReason?: string;
  /** With `state: "queued"`: when the next try is due, Unix ms. */
  readonly dueAtMs?: number;
  /** With `dueAtMs`: Meta's code of the refusal for which it is tried again. */
  readonly waitCode?: string;
  /** The claim under which the decision is made: a run never decides about another run's claim. */
  readonly claim?: string;
  /** Narrows the whole change to rows in this state. */
  readonly onlyFrom?: MessageState;
}

const INSTANTS = [
  ["acceptedAtMs", "accepted_at"],
  ["heldAtMs", "held_at"],
  ["sentAtMs", "sent_at"],
  ["deliveredAtMs", "delivered_at"],
  ["readAtMs", "read_at"],
  ["playedAtMs", "played_at"],
  ["failedAtMs", "failed_at"],
] as const satisfies readonly (readonly [keyof Facts, string])[];

const rankOf = (column: string): string =>
  `CASE ${column} ${Object.entries(STATE_RANK)
    .filter(([, rank]) => rank > 0)
    .map(([state, rank]) => `WHEN '${state}' THEN ${rank}`)
    .join(" ")} ELSE 0 END`;

/** The change list, bound as `parameter`, as a table `f`. JSON keeps whole numbers whole. */
const changeList = (parameter: "?1" | "?2"): string => `(SELECT
  value->>'id' id, value->>'proven' proven, value->>'rank' rank, value->>'to' "to", value->>'from' "from",
  value->>'claim' claim, value->>'only' only, value->>'wamid' wamid, value->>'conversation' conversation,
  value->'content' content, value->'error' error, value->'pricing' pricing, value->'conversationOfMeta' meta_conversation, value->>'reason' reason, value->>'due' due, value->>'wait' wait,
  ${INSTANTS.map(([, column]) => `value->>'${column}' ${column}`).join(", ")}
  FROM json_each(${parameter})) f`;

const APPLIES = `m.id = f.id AND m.direction = 'outbound' AND (f.only IS NULL OR m.state = f.only)`;

/** `nextState` and `decide` of core, in SQL. */
const NEXT = `CASE
  WHEN f.rank > ${rankOf("m.state")} THEN f.proven
  WHEN instr(coalesce(f."from", ''), ',' || m.state || ',') > 0 AND (f.claim IS NULL OR f.claim = m.claim) THEN f."to"
  ELSE m.state END`;

/** Of two known values the smaller, of one that one: for instants, and for texts where any choice will do that is no order's. */
const smaller = (column: string): string =>
  `min(coalesce(m.${column}, f.${column}), coalesce(f.${column}, m.${column}))`;

/** A failure's reason is kept whatever else is known, so that any order of facts leaves the same row. */
const REASON = `CASE WHEN f.reason IS NOT NULL AND (f.failed_at IS NOT NULL OR ${NEXT} = 'skipped')
  THEN coalesce(m.skip_reason, f.reason) ELSE m.skip_reason END`;

const SET = `state = ${NEXT},
  content = coalesce(f.content, m.content), error = ${smaller("error")},
  pricing = ${smaller("pricing")},
  meta_conversation = ${smaller("meta_conversation")},
  due_at = coalesce(f.due, m.due_at), wait_code = CASE WHEN f.due IS NULL THEN m.wait_code ELSE f.wait END,
  skip_reason = ${REASON},
  ${INSTANTS.map(([, column]) => `${column} = ${smaller(column)}`).join(", ")}`;

/** A message whose wamid or thread becomes known writes two index rows more; all others must not name those columns at all. */
const LEARNS = `((m.wamid IS NULL AND f.wamid IS NOT NULL) OR (m.conversation_id IS NULL AND f.conversation IS NOT NULL))`;

const UPDATE_KNOWN = `UPDATE messages AS m SET ${SET} FROM ${changeList("?1")} WHERE ${APPLIES} AND NOT ${LEARNS}`;

const UPDATE_LEARNING = `UPDATE messages AS m SET ${SET},
  conversation_id = coalesce(m.conversation_id, f.conversation),
  wamid = coalesce(m.wamid, CASE WHEN NOT EXISTS (SELECT 1 FROM messages o WHERE o.wamid = f.wamid) THEN f.wamid END)
  FROM ${changeList("?1")} WHERE ${APPLIES} AND ${LEARNS}`;

const anyKnown = (columns: readonly string[], of: (column: string) => string): string =>
  columns.map((column) => `${of(column)} IS NOT NULL`).join(" OR ");
const SENT = ["sent_at", "delivered_at", "read_at", "played_at"];
const ACCEPTED = ["accepted_at", "held_at", ...SENT];
/** 1 when the change makes a message reach what it had not reached before. */
const reaches = (columns: readonly string[]): string =>
  `(${anyKnown(columns, (c) => `coalesce(m.${c}, f.${c})`)}) - (${anyKnown(columns, (c) => `m.${c}`)})`;

/** Meta's code of a row that counts as failed. */
const failedBy = (counted: string, error: string): string =>
  `CASE WHEN ${counted} = 'failed' THEN coalesce(CAST(${error}->>'$.code' AS TEXT), 'unknown') END`;

/** What the change list does to messages of campaigns, for `countChanges`. */
const WAS = countedAs("m.state", "m.skip_reason");
const COUNTED_NEXT = countedAs(NEXT, REASON);
const CHANGES = `SELECT m.campaign_id campaign, ${WAS} was, ${COUNTED_NEXT} "next", coalesce(m.skip_reason, f.reason) reason,
  ${failedBy(WAS, "m.error")} failed_was, ${failedBy(COUNTED_NEXT, smaller("error"))} failed_next,
  ${reaches(ACCEPTED)} accepted, ${reaches(SENT)} sent, 1 n
  FROM ${changeList("?2")} CROSS JOIN messages m WHERE ${APPLIES} AND m.campaign_id IS NOT NULL`;

/**
 * Statements that apply facts and decisions, to be kept together and in order in one batch: first the counts of the campaigns
 * concerned (from the rows as they are before the change), then the rows. Idempotent, and in the facts commutative: instants
 * keep the earliest, the state follows by rank. Rows written: 1 per message (3 when wamid and thread become known) and 1 per
 * campaign.
 *
 * @param options `campaigns: false` when no message belongs to one: the counts are not looked at.
 */
export function applyFacts(
  db: TenantDb,
  facts: readonly MessageFacts[],
  nowMs: number,
  options: { readonly campaigns: boolean } = { campaigns: true },
): Statement[] {
  if (facts.length === 0) return [];
  const list = JSON.stringify(mergeFacts(facts).map(toRow));
  const learns = facts.some((f) => f.wamid !== undefined || f.conversationId !== undefined);
  return [
    ...(options.campaigns ? [countChanges(db, { sql: CHANGES, params: [list] }, nowMs)] : []),
    statement(db, UPDATE_KNOWN, list),
    ...(learns ? [statement(db, UPDATE_LEARNING, list)] : []),
  ];
}

/** One entry per message, because one statement changes a row once; and one message per wamid. */
function mergeFacts(facts: readonly MessageFacts[]): MessageFacts[] {
  const byId = new Map<string, MessageFacts>();
  for (const next of facts) {
    const known = byId.get(next.id);
    byId.set(next.id, known === undefined ? next : mergeTwo(known, next));
  }
  const wamids = new Set<string>();
  return [...byId.values()].map((entry) => {
    if (entry.wamid === undefined || !wamids.has(entry.wamid)) {
      if (entry.wamid !== undefined) wamids.add(entry.wamid);
      return entry;
    }
    const { wamid: _taken, ...rest } = entry;
    return rest;
  });
}

function mergeTwo(a: MessageFacts, b: MessageFacts): MessageFacts {
  const instants: Partial<Record<keyof Facts, number>> = {};
  for (const [fact] of INSTANTS) {
    const atMs = Math.min(a[fact] ?? Infinity, b[fact] ?? Infinity);
    if (atMs !== Infinity) instants[fact] = atMs;
  }
  return {
    ...b,
    ...a,
    ...instants,
    ...smallerText(a, b, "error"),
    ...smallerText(a, b, "pricing"),
    ...smallerText(a, b, "metaConversation"),
  };
}

function smallerText(
  a: MessageFacts,
  b: MessageFacts,
  name: "error" | "pricing" | "metaConversation",
): MessageFactsPart {
  const [one, other] = [a[name], b[name]];
  if (one === undefined || other === undefined) return {};
  return { [name]: JSON.stringify(one) <= JSON.stringify(other) ? one : other };
}

type MessageFactsPart = Partial<Pick<MessageFacts, "error" | "pricing" | "metaConversation">>;

function toRow(facts: MessageFacts): Record<string, unknown> {
  const proven = provenState(facts);
  return {
    id: facts.id,
    proven,
    rank: proven === null ? 0 : STATE_RANK[proven],
    to: facts.state,
    from: facts.state === undefined ? undefined : `,${DECIDED_FROM[facts.state].join(",")},`,
    claim: facts.claim,
    only: facts.onlyFrom,
    wamid: facts.wamid,
    conversation: facts.conversationId,
    content: facts.content,
    error: facts.error,
    pricing: facts.pricing,
    // Digits sort before `null`: the smaller text is the one that tells the end.
    conversationOfMeta: facts.metaConversation,
    reason: facts.skipReason,
    due: facts.dueAtMs,
    wait: facts.waitCode,
    ...Object.fromEntries(INSTANTS.map(([fact, column]) => [column, facts[fact]])),
  };
}
