import type { NewEvent } from "#core/event/catalogue";
import type { NewId } from "#core/ids";
import type { ChangeItem } from "#core/whatsapp/envelope-change";
import type { Statement } from "#db/statement";
import { DrainPeople, type PeopleActs } from "#features/inbound/drain-people";
import { DrainPlan } from "#features/inbound/drain-plan";
import type { Known } from "#features/inbound/known";
import { planChanged } from "#features/inbound/plan-changed";
import { planEcho } from "#features/inbound/plan-echo";
import {
  planCall,
  planMessage,
  planMove,
  planPreference,
  type Planning,
} from "#features/inbound/plan-message";
import { planStatus } from "#features/inbound/plan-status";
import type { ReadChange } from "#features/inbound/read-mail";
import type { AccountOutcome } from "#features/numbers/index";

/** What a template change leads to; undefined when it is about no template of ours. */
export type TemplateOutcome =
  | { readonly statements: readonly Statement[]; readonly events: readonly NewEvent[] }
  | undefined;

export interface DrainInput {
  readonly changes: readonly ReadChange[];
  readonly known: Known;
  readonly templates: ReadonlyMap<ChangeItem, TemplateOutcome>;
  /** Whom changes about an account concern: a number, or null for all of it; one that is not there is about none of ours. */
  readonly accounts: AccountOutcome["about"];
  readonly newId: NewId;
  readonly addContact: PeopleActs["addContact"];
}

/**
 * Decide what a lease of mail changes. Statuses come after messages, and messages in the order in which they were written, so
 * that ids, threads and choices follow the people's clock and not the way the webhooks were cut.
 */
export function decideDrain(input: DrainInput): {
  readonly plan: DrainPlan;
  readonly people: DrainPeople;
} {
  const { known, newId } = input;
  const plan = new DrainPlan(known.numbers);
  const people = new DrainPeople(known, {
    addContact: input.addContact,
    enter: (entry) => plan.consents.push(entry),
  });
  const on: Planning = { plan, known, people, newId, planned: new Map() };
  for (const [change, item] of inOrder(distinct(input.changes)))
    planItem(on, change, { item, input });
  return { plan, people };
}

/** Of a change that was delivered again before the first copy was drained, the first says everything. */
function distinct(changes: readonly ReadChange[]): readonly ReadChange[] {
  const keys = new Set<string>();
  return changes.filter(({ key }) => {
    const before = keys.size;
    return keys.add(key).size > before;
  });
}

function inOrder(changes: readonly ReadChange[]): readonly (readonly [ReadChange, ChangeItem])[] {
  const items = changes.flatMap((change) => change.items.map((item) => [change, item] as const));
  const timeOf = (item: ChangeItem): number => ("atMs" in item ? item.atMs : Infinity);
  const rankOf = (item: ChangeItem): number => (item.kind === "status" ? 1 : 0);
  return items.toSorted(([, a], [, b]) => rankOf(a) - rankOf(b) || compare(timeOf(a), timeOf(b)));
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

function planItem(
  on: Planning,
  change: ReadChange,
  { item, input }: { readonly item: ChangeItem; readonly input: DrainInput },
): void {
  if (isListed(item)) return planListed(on, change, { item, input });
  switch (item.kind) {
    case "message":
      return planMessage(on, change, item);
    case "edit":
    case "revoke":
      return planChanged(on, change, item);
    case "echo":
      return planEcho(on, change, item);
    case "status":
      return planStatus(on, change, item);
    case "preference":
      return planPreference(on, change, item);
    case "move":
      return planMove(on, change, item);
    case "call":
      return planCall(on, change, item);
  }
}

type Listed = Extract<ChangeItem, { kind: "template" | "account" | "raw" }>;

const isListed = (item: ChangeItem): item is Listed =>
  item.kind === "template" || item.kind === "account" || item.kind === "raw";

/** What is decided elsewhere, or not interpreted: here it is only listed. */
function planListed(
  { plan, known }: Planning,
  change: ReadChange,
  { item, input }: { readonly item: Listed; readonly input: DrainInput },
): void {
  const [kind, wamid] = item.kind === "raw" ? [item.what, item.wamid] : [item.kind, null];
  plan.record(change, { kind, wamid, message_id: null });
  if (!isOurs(item, input)) plan.keep(change);
  const numberId = item.kind === "account" ? input.accounts.get(item) : null;
  if (numberId != null) plan.concern(change, numberId);
  if (!known.seen.has(change.key)) plan.tellOnce(change);
}

/** Whether it is about something of this workspace. */
function isOurs(item: Listed, { templates, accounts }: DrainInput): boolean {
  switch (item.kind) {
    case "template":
      return templates.get(item) !== undefined;
    case "account":
      return accounts.has(item);
    case "raw":
      return false;
  }
}
