import { nextDue } from "#core/automation/schedule";
import { parseFilter } from "#core/segment/filter";
import type { Start } from "#features/automations/plant-run";
import { findVersion, type AutomationRow } from "#features/automations/queries";
import { readBook, type Published } from "#features/automations/queries-book";
import {
  readAudience,
  readDueRuns,
  readDueSchedules,
  readNextDue,
  readSilent,
} from "#features/automations/queries-due";
import { plantRuns } from "#features/automations/take-events";
import { arriveWakes } from "#features/automations/turn-items";
import { moveSchedule } from "#features/automations/writes";
import { readHours } from "#features/hours/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { wakeAt } from "#platform/wake";

/** Runs that one job wakes; the next job goes on. */
const WAKES_MAX = 500;
/** Contacts that a schedule is started for at once. */
const AUDIENCE_PAGE = 200;
/** Pages that one job plants. */
const PAGES_MAX = 10;
/** How far back a silence is looked for that should have been noticed. */
const LATE_MS = 60 * 60_000;

/** Wake the runs whose time has come, start what is scheduled, notice silence; then ask for the next instant. */
export async function runDue(ctx: ScopedContext): Promise<void> {
  const nowMs = ctx.nowMs();
  await arriveWakes(ctx, await readDueRuns(ctx.db, nowMs, WAKES_MAX));
  for (const row of await readDueSchedules(ctx.db, nowMs)) await startSchedule(ctx, row);
  await noticeSilence(ctx);
  const next = await readNextDue(ctx.db, nowMs);
  if (next !== null) await wakeAt(ctx, "automations.due", next);
}

/** What no bell was rung for. */
export const sweepAutomations = (ctx: ScopedContext): Promise<void> => runDue(ctx);

/** Plant a run for each contact of the audience, page by page; who was planted before is not planted again. */
async function startSchedule(ctx: ScopedContext, row: AutomationRow): Promise<void> {
  const version = await findVersion(ctx.db, row.id, row.version);
  if (version === undefined || row.dueAt === null) return;
  const automation = { id: row.id, n: row.version, definition: version.definition };
  let place: AutomationRow | null = row;
  for (let page = 0; page < PAGES_MAX && place !== null; page++)
    place = await plantPage(ctx, automation, place);
}

/** @returns Where to go on; null when everybody has been started for. */
async function plantPage(
  ctx: ScopedContext,
  automation: Published,
  place: AutomationRow,
): Promise<AutomationRow | null> {
  const dueAtMs = place.dueAt ?? 0;
  const ids = await audienceOf(ctx, automation, place.dueAfter);
  await plantRuns(
    ctx,
    ids.map((contactId) => scheduled(automation, dueAtMs, contactId)),
  );
  const isOver = ids.length < AUDIENCE_PAGE;
  const after = isOver
    ? { dueAt: await followingDue(ctx, automation, dueAtMs), dueAfter: null }
    : { dueAt: dueAtMs, dueAfter: ids.at(-1) ?? null };
  await commit(ctx, { statements: [moveSchedule(ctx.db, place, after)] });
  return isOver ? null : { ...place, ...after };
}

async function audienceOf(
  ctx: ScopedContext,
  { definition: { trigger } }: Published,
  after: string | null,
): Promise<readonly Start["contactId"][]> {
  const filter = trigger.type === "schedule" ? parseFilter(trigger.audience) : null;
  if (filter === null || !filter.ok) return [];
  return readAudience(ctx.db, filter.value, { after, limit: AUDIENCE_PAGE });
}

const scheduled = (
  automation: Published,
  dueAtMs: number,
  contactId: Start["contactId"],
): Start => ({
  automation,
  cause: `schedule ${dueAtMs} ${contactId}`,
  atMs: dueAtMs,
  contactId,
  numberId: null,
  conversationId: null,
});

/** An appointment that was missed for long is made up for once. */
async function followingDue(
  ctx: ScopedContext,
  { definition: { trigger } }: Published,
  dueAtMs: number,
): Promise<number | null> {
  if (trigger.type !== "schedule") return null;
  const { timezone } = await readHours(ctx);
  return nextDue(trigger, timezone, Math.max(dueAtMs, ctx.nowMs()));
}

/** Runs for conversations in which nobody has answered for as long as a trigger says: once for each word of the person. */
async function noticeSilence(ctx: ScopedContext): Promise<void> {
  const { automations } = await readBook(ctx.db, ctx.tenant.id);
  for (const automation of automations) {
    const { trigger } = automation.definition;
    if (trigger.type !== "no_reply_for") continue;
    const toMs = ctx.nowMs() - trigger.seconds * 1000;
    const silent = await readSilent(ctx.db, { of: trigger.of, fromMs: toMs - LATE_MS, toMs });
    await plantRuns(
      ctx,
      silent.map(({ id, contactId, numberId, lastInboundAt }) => ({
        automation,
        cause: `silence ${id} ${lastInboundAt}`,
        atMs: lastInboundAt,
        contactId,
        numberId,
        conversationId: id,
      })),
    );
  }
}
