import { isDoneWhile, standingOf, type RestRule } from "#core/tenant/standing";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** One look for what a crash left behind, in one slice. */
export interface Sweep extends RestRule {
  /** For the log, e.g. `outbox`. */
  readonly name: string;
  readonly run: (ctx: ScopedContext) => Promise<void>;
}

/**
 * Run sweeps one after the other, each on its own: one that fails is tried again by the next ring, and keeps no other from its
 * work.
 */
export async function runSweeps(ctx: ScopedContext, sweeps: readonly Sweep[]): Promise<void> {
  const standing = standingOf(ctx.tenant, ctx.nowMs());
  for (const sweep of sweeps)
    if (isDoneWhile(standing, sweep)) await onItsOwn(sweep.name, () => sweep.run(ctx));
}

/** Run something that comes again by itself: when it fails, that is logged and harms nobody else. */
export async function onItsOwn(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    log("error", "sweep.failed", { sweep: name, ...describeError(error) });
  }
}
