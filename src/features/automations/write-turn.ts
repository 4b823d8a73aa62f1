import { runIdOf } from "#core/automation/run-id";
import type { Effect } from "#core/automation/run-state";
import { distinctTags, foldTag } from "#core/contact/tag";
import type { NewEvent } from "#core/event/catalogue";
import type { Statement } from "#db/statement";
import type { ContactRow } from "#db/tenant/find-contact";
import { assignedBy, type Assigned } from "#features/automations/assign-part";
import type { Driven, Happening } from "#features/automations/drive-run";
import { runEnded, runStarted } from "#features/automations/events";
import { newRunRow } from "#features/automations/plant-run";
import { readBook } from "#features/automations/queries-book";
import type { RunRow } from "#features/automations/queries-runs";
import { arriveWakes } from "#features/automations/turn-items";
import { guardConsent, insertRuns, saveTurn } from "#features/automations/writes-runs";
import { planContactPatch } from "#features/contacts/index";
import { findConversation, planConversationChange } from "#features/conversations/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { wakeAt } from "#platform/wake";

/** How many runs may start one another in a row. */
const DEPTH_MAX = 5;

interface Part {
  readonly statements: readonly Statement[];
  readonly events: readonly NewEvent[];
}
const NOTHING: Part = { statements: [], events: [] };

/**
 * Write a turn: its messages, its run, what it changed of contact and conversation, and its events, in one batch that goes
 * through only where the turn began and while the person has not withdrawn since.
 *
 * @throws what D1 throws when a guard breaks: `isTurnTaken`, `isWithdrawnSince`, `isContactConflict`, `isCountMoved`.
 */
export async function writeTurn(
  ctx: ScopedContext,
  happening: Happening,
  driven: Driven,
): Promise<void> {
  const row = after(ctx, happening.row, driven);
  const children = await childrenOf(ctx, row, driven);
  const profile = await profilePart(ctx, row, driven.effects);
  const assigned = await assignedBy(ctx, row, driven.effects);
  const talk = await conversationPart(ctx, row, { ...driven, assignee: assigned.assignee });
  const sent = sentPart(driven);
  await commit(ctx, {
    statements: [
      ...(driven.planned.length === 0 ? [] : [guardConsent(ctx.db, row.contactId, happening.atMs)]),
      ...assigned.guards,
      ...saveTurn(ctx.db, happening.row, row),
      ...sent.statements,
      ...profile.statements,
      ...talk.statements,
      ...insertRuns(ctx.db, children),
    ],
    events: [
      ...(happening.input.type === "start" ? [runStarted(row, row.cause)] : []),
      ...sent.events,
      ...profile.events,
      ...talk.events,
      ...(driven.end === null ? [] : [runEnded(row, driven.end)]),
    ],
  });
  for (const message of driven.planned) await message.settled();
  await arriveWakes(ctx, children);
  if (row.wakeAt !== null) await wakeAt(ctx, "automations.due", row.wakeAt);
}

/** The run as the turn leaves it. */
function after(ctx: ScopedContext, row: RunRow, { run, end, planned }: Driven): RunRow {
  const nowMs = ctx.nowMs();
  const place = planned[0]?.row ?? NOWHERE;
  return {
    ...row,
    numberId: row.numberId ?? place.numberId,
    conversationId: row.conversationId ?? place.conversationId,
    ...(end === null
      ? { status: "waiting", reason: null, wakeAt: run.wait?.untilMs ?? nowMs }
      : { ...end, wakeAt: null }),
    revision: row.revision + 1,
    updatedAt: nowMs,
    state: run,
  };
}

const NOWHERE = { numberId: null, conversationId: null };

/** A conversation that comes to be with the first message of several comes to be once. */
function sentPart({ planned }: Driven): Part {
  const opened = new Set<string>();
  const events = planned
    .flatMap((message) => message.events)
    .filter((event) => {
      if (event.type !== "conversation.created") return true;
      const { conversation_id: id } = event.data;
      return opened.has(id) ? false : Boolean(opened.add(id));
    });
  return { statements: planned.flatMap((message) => message.statements), events };
}

async function profilePart(
  ctx: ScopedContext,
  { contactId }: RunRow,
  effects: readonly Effect[],
): Promise<Part> {
  const changes = effects.filter(({ type }) => ["set_field", "tag", "untag"].includes(type));
  if (changes.length === 0) return NOTHING;
  return planContactPatch(ctx, contactId, (contact) => patchOf(contact, changes));
}

function patchOf(contact: ContactRow, changes: readonly Effect[]) {
  const fields: Record<string, string> = {};
  let tags: readonly string[] = contact.tags;
  for (const change of changes) {
    if (change.type === "set_field") fields[change.field] = change.value;
    if (change.type === "tag") tags = distinctTags([...tags, change.tag]);
    if (change.type === "untag") {
      const gone = foldTag(change.tag);
      tags = tags.filter((tag) => foldTag(tag) !== gone);
    }
  }
  return { fields, tags };
}

async function conversationPart(
  ctx: ScopedContext,
  { conversationId }: RunRow,
  { effects, assignee }: Pick<Driven, "effects"> & { readonly assignee: Assigned["assignee"] },
): Promise<Part> {
  const status = effects.findLast((effect) => effect.type === "set_status")?.status;
  const mute = effects.findLast((effect) => effect.type === "mute");
  const isNothing = [status, mute, assignee].every((change) => change === undefined);
  if (conversationId === null || isNothing) return NOTHING;
  const row = await findConversation(ctx.db, conversationId);
  if (row === undefined) return NOTHING;
  const botMutedUntil = mute === undefined ? undefined : ctx.nowMs() + mute.seconds * 1000;
  return planConversationChange(
    ctx,
    row,
    { status, botMutedUntil, assignee },
    {
      by: "automation",
    },
  );
}

/** The runs that a turn starts in other automations, with what is known. */
async function childrenOf(
  ctx: ScopedContext,
  row: RunRow,
  { run, effects }: Driven,
): Promise<readonly RunRow[]> {
  const starts = effects.flatMap((effect) => (effect.type === "start_flow" ? [effect] : []));
  if (starts.length === 0) return [];
  // A chain that is longer than anybody means turns in a circle.
  if (row.depth >= DEPTH_MAX) return [];
  const { automations } = await readBook(ctx.db, ctx.tenant.id);
  return starts.flatMap(({ automationId }) => {
    const automation = automations.find(({ id }) => id === automationId);
    if (automation === undefined) return [];
    const cause = `run ${row.id} ${row.revision}`;
    const { contactId, numberId, conversationId } = row;
    const { variables } = run;
    const child = newRunRow(
      ctx,
      {
        automation,
        cause,
        atMs: ctx.nowMs(),
        contactId,
        numberId,
        conversationId,
        variables,
        depth: row.depth + 1,
      },
      1,
    );
    // By the revision alone, so that a turn that is written again starts the same one.
    return [{ ...child, id: runIdOf(automation.id, cause, row.createdAt) }];
  });
}
