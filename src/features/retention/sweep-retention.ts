import {
  DAY_MS,
  keptSince,
  type RetentionClass,
  type RetentionSettings,
} from "#core/retention/classes";
import type { Held } from "#core/retention/holds";
import { afterStep, passOf, wantsPass } from "#core/retention/pass";
import { isPressed, liveSince, PRESSED_EVERY_MS } from "#core/retention/pressure";
import { findHold, readHeld, readSettings, readSweeps } from "#features/retention/queries";
import type { SweepRow } from "#features/retention/queries";
import { SWEPT, type SweptClass } from "#features/retention/steps";
import { tellArchive } from "#features/retention/tell-archive";
import { isSweptMeanwhile, movePass } from "#features/retention/writes";
import { commit } from "#platform/commit";
import { configOf } from "#platform/config";
import type { ScopedContext } from "#platform/context";
import { log } from "#platform/log";

/** Steps that one run takes; a job goes on where it ends. */
const STEPS_MAX = 10;
const MB = 1_000_000;

/**
 * Ring for the sweep when a class has had none for a day, or was broken off; a database that is too large is looked at each hour.
 * While everything is held nothing is rung for.
 */
export async function ringRetention(ctx: ScopedContext): Promise<void> {
  const standing = await readStanding(ctx);
  const nowMs = ctx.nowMs();
  if (!SWEPT.some(({ name }) => wants(standing, name, nowMs))) return;
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
  await tellSize(ctx);
  const settings = await readSettings(ctx.db);
  for (let steps = 0; steps < STEPS_MAX; steps++) if (!(await takeStep(ctx, settings))) return;
  await ctx.enqueue({ kind: "retention.sweep", tenantId: ctx.tenant.id });
}

/** @returns Whether there may be another step. */
async function takeStep(ctx: ScopedContext, settings: RetentionSettings): Promise<boolean> {
  const [standing, held] = await Promise.all([readStanding(ctx), readHeld(ctx.db)]);
  const next = SWEPT.find(({ name }) => isOpen(standing, name, ctx.nowMs()));
  if (next === undefined || held.everything) return false;
  const { sweeps, pressed } = standing;
  return sweepStep(ctx, next, { was: sweeps.get(next.name), settings, held, pressed });
}

/** How far the sweeps have come, and whether the database is too large. */
interface Standing {
  readonly sweeps: ReadonlyMap<string, SweepRow>;
  readonly pressed: boolean;
}

async function readStanding(ctx: ScopedContext): Promise<Standing> {
  const { sweeps, bytes } = await readSweeps(ctx.db);
  const { archiveFromBytes } = configOf(ctx.env);
  return { sweeps, pressed: isPressed({ bytes, archiveFromBytes }) };
}

const wants = ({ sweeps, pressed }: Standing, name: RetentionClass, nowMs: number): boolean =>
  wantsPass(
    sweeps.get(name),
    nowMs,
    pressed && name === "live_messages" ? PRESSED_EVERY_MS : DAY_MS,
  );

const isOpen = (standing: Standing, name: RetentionClass, nowMs: number): boolean =>
  standing.sweeps.get(name)?.finishedAt === null || wants(standing, name, nowMs);

/** Whoever runs the deployment hears of a database that is too large for as long as it is. */
async function tellSize(ctx: ScopedContext): Promise<void> {
  const { bytes } = await readSweeps(ctx.db);
  const { archiveFromBytes } = configOf(ctx.env);
  if (isPressed({ bytes, archiveFromBytes }))
    log("warn", "database.large", { tenant: ctx.tenant.id, mb: Math.round((bytes ?? 0) / MB) });
}

async function sweepStep(
  ctx: ScopedContext,
  { name, step, keepsPosition }: SweptClass,
  of: {
    readonly was: SweepRow | undefined;
    readonly settings: RetentionSettings;
    readonly held: Held;
    readonly pressed: boolean;
  },
): Promise<boolean> {
  const nowMs = ctx.nowMs();
  const pass = passOf(of.was, nowMs, keepsPosition);
  const { statements, ...done } = await step(ctx, {
    position: pass.position,
    beforeMs:
      name === "live_messages"
        ? liveSince(of.settings, of.pressed, nowMs)
        : keptSince(of.settings, name, nowMs),
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
