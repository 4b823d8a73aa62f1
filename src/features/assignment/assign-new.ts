import { reaches } from "#core/account/number-access";
import { applies, chooseMember, type Team } from "#core/assignment/choose";
import { isOpen } from "#core/hours/calendar";
import type { Id } from "#core/ids";
import { findUnassigned, findEnabled, readLoad, type RuleRow } from "#features/assignment/queries";
import { isTurnTaken, takeTurn } from "#features/assignment/writes";
import {
  findMembers,
  isNoLongerUnassigned,
  planConversationChange,
  requireUnassigned,
} from "#features/conversations/index";
import type { EventSubscriber, StoredEvent } from "#features/events/index";
import { readHours } from "#features/hours/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/**
 * Gives conversations that nobody has to members, by the workspace's rules, when a person writes. Each is an act of its own that
 * holds only while nobody has it, so that the same events again give nothing twice, and take from nobody.
 */
export const assignmentSubscriber: EventSubscriber = {
  name: "assignment",
  types: new Set(["message.received"]),
  take: assignNew,
};

async function assignNew(ctx: ScopedContext, events: readonly StoredEvent[]): Promise<void> {
  const rules = await findEnabled(ctx.db);
  if (rules.length === 0) return;
  const ids = [...new Set(events.map(({ data }) => String(data["conversation_id"])))];
  // Safe: an incoming message tells its conversation.
  const waiting = await findUnassigned(ctx.db, ids as Id<"conversation">[]);
  if (waiting.length === 0) return;
  const team = await readTeam(ctx, rules);
  const open = await isOpenNow(ctx, rules);
  const turns = new Map(rules.map((rule) => [rule.id, rule.turn]));
  for (const { conversation, language } of waiting) {
    const found = rules.find(({ conditions }) =>
      applies(conditions, { ...conversation, language, isOpen: open }),
    );
    if (found === undefined) continue;
    const rule = { ...found, turn: turns.get(found.id) ?? found.turn };
    const assignee = chooseMember(rule, team.of(conversation.numberId));
    if (assignee === null) continue;
    if (!(await give(ctx, { rule, conversation, assignee }))) continue;
    turns.set(rule.id, rule.turn + 1);
    team.add(assignee);
  }
}

/** Whether the business is open; not looked up while no rule asks for it. */
const isOpenNow = async (ctx: ScopedContext, rules: readonly RuleRow[]): Promise<boolean> =>
  rules.some(({ conditions }) => typeof conditions.hours === "string") &&
  isOpen(await readHours(ctx), ctx.nowMs());

interface TeamOfNow {
  /** Those to whom a number is shown. */
  readonly of: (numberId: Id<"number">) => Team;
  /** Somebody was given a conversation. */
  readonly add: (id: Id<"user">) => void;
}

/** Who is in the workspace, and how busy: what is given meanwhile counts. */
async function readTeam(ctx: ScopedContext, rules: readonly RuleRow[]): Promise<TeamOfNow> {
  const named = [...new Set(rules.flatMap(({ members }) => members))];
  const [members, kept] = await Promise.all([
    findMembers(ctx.control, ctx.tenant.id, named),
    readLoad(ctx.db),
  ]);
  const load = new Map(kept);
  return {
    of: (numberId) => ({
      isMember: (id) => members.has(id) && reaches(members.get(id) ?? null, numberId),
      openOf: (id) => load.get(id) ?? 0,
    }),
    add: (id) => load.set(id, (load.get(id) ?? 0) + 1),
  };
}

/** @returns Whether it was given; not when somebody was given it meanwhile. */
async function give(
  ctx: ScopedContext,
  {
    rule,
    conversation,
    assignee,
  }: {
    readonly rule: RuleRow;
    readonly conversation: Parameters<typeof planConversationChange>[1];
    readonly assignee: Id<"user">;
  },
): Promise<boolean> {
  const by = { by: "rule", ruleId: rule.id } as const;
  const { statements, events } = planConversationChange(ctx, conversation, { assignee }, by);
  try {
    await commit(ctx, {
      statements: [
        requireUnassigned(ctx.db, conversation.id),
        ...takeTurn(ctx.db, rule),
        ...statements,
      ],
      events,
    });
    return true;
  } catch (error) {
    if (isNoLongerUnassigned(error)) return false;
    // Another run took the turn: the events come again, and are judged on what stands then.
    if (isTurnTaken(error)) throw new Error("a rule's turn was taken meanwhile", { cause: error });
    throw error;
  }
}
