import { keptSince, type RetentionSettings } from "#core/retention/classes";
import type { Held } from "#core/retention/holds";
import { afterStep, passOf, wantsPass } from "#core/retention/pass";
import { findHold, readHeld, readSettings, readSweeps } from "#features/retention/queries";
import type { SweepRow } from "#features/retention/queries";
import { SWEPT, type SweptClass } from "#features/retention/steps";
import { tellArchive } from "#features/retention/tell-archive";
import { isSweptMeanwhile, movePass } from "#features/retention/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Steps that one run takes; a job goes on where it ends. */
const STEPS_MAX = 10;

/** Ring for the sweep when a class has had none for a day, or was broken off. While everything is held nothing is rung for. */
export async function ringRetention(ctx: ScopedContext): Promise<void> {
  const sweeps = new Map((await readSweeps(ctx.db)).map((row) => [row.class, row]));
  const nowMs = ctx.nowMs();
  if (!SWEPT.some(({ name }) => wantsPass(sweeps.get(name), nowMs))) return;
  if ((await findHold(ctx.db, "workspace")) !== undefined) return;
  await ctx.enqueue({ kind: "retention.sweep", tenantId: ctx.tenant.id });
}

/**
 * Let go what is kept no longer, class by class, step by step: each step is one commit with the mark of how far it came, so that
 * a run that is broken off is gone on with, and of runs side by side one takes a step. Holds are read for each step: whoever is
 * held meanwhile loses nothing more.
 */
export async function sweepRetention(ctx: ScopedContext): Promise<void> {
  await tellArchive(ctx);
  const settings = await readSettings(ctx.db);
  for (let steps = 0; steps < STEPS_MAX; steps++) if (!(await takeStep(ctx, settings))) return;
  await ctx.enqueue({ kind: "retention.sweep", tenantId: ctx.tenant.id });
}

/** @returns Whether there may be another step. */
async function takeStep(ctx: ScopedContext, settings: RetentionSettings): Promise<boolean> {
  const [rows, held] = await Promise.all([readSweeps(ctx.db), readHeld(ctx.db)]);
  const sweeps = new Map(rows.map((row) => [row.class, row]));
  const next = SWEPT.find(({ name }) => isOpen(sweeps.get(name), ctx.nowMs()));
  if (next === undefined || held.everything) return false;
  return sweepStep(ctx, next, { was: sweeps.get(next.name), settings, held });
}

const isOpen = (row: SweepRow | undefined, nowMs: number): boolean =>
  row?.finishedAt === null || wantsPass(row, nowMs);

async function sweepStep(
  ctx: ScopedContext,
  { name, step, keepsPosition }: SweptClass,
  of: {
    readonly was: SweepRow | undefined;
    readonly settings: RetentionSettings;
    readonly held: Held;
  },
): Promise<boolean> {
  const nowMs = ctx.nowMs();
  const pass = passOf(of.was, nowMs, keepsPosition);
  const { statements, ...done } = await step(ctx, {
    position: pass.position,
    beforeMs: keptSince(of.settings, name, nowMs),
    heldContactIds: of.held.contactIds,
  });
  const row = { class: name, ...afterStep(pass, done, nowMs) };
  try {
    await commit(ctx, { statements: [...movePass(ctx.db, of.was, row), ...statements] });
    return true;
  } catch (error) {
    if (isSweptMeanwhile(error)) return false;
    throw error;
  }
}
