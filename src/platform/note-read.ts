import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { IsolateCache } from "#platform/isolate-cache";
import { describeError, log } from "#platform/log";

const DAY_MS = 86_400_000;
const NOTED_MAX = 50_000;
/** By actor, act and target: the day for which this isolate has looked. */
const noted = new IsolateCache<string, number>({ entriesMax: NOTED_MAX });

/** A read that somebody may have to answer for. */
export interface NotedRead {
  /** `noun.verb`. */
  readonly action: string;
  /** What was read; left out: a list, which stands under whoever read it. */
  readonly target?: string;
  /** Counts. Never a person's data. */
  readonly changes?: Readonly<Record<string, number>>;
}

/**
 * Note a read in the audit trail, once for each caller, target and UTC day, behind the answer: the first costs one row, each other
 * one nothing. The work of jobs is no read.
 *
 * @param isWorth Looks, behind the answer too, whether it is to be noted at all. Left out: it is.
 */
export function noteRead(
  ctx: ScopedContext,
  { target = ctx.actor.id, action, changes }: NotedRead,
  isWorth?: () => Promise<boolean>,
): void {
  if (ctx.actor.kind === "job") return;
  const day = Math.floor(ctx.nowMs() / DAY_MS);
  const key = `${ctx.tenant.id} ${ctx.actor.id} ${action} ${target}`;
  if (noted.get(key) === day) return;
  noted.set(key, day);
  ctx.defer(write({ ...ctx, idempotency: null }, { target, action, changes }, isWorth));
}

/** A read that goes unnoted is logged: nobody is kept from reading because the trail cannot be written. */
async function write(
  ctx: ScopedContext,
  {
    target,
    action,
    changes,
  }: { readonly target: string } & Omit<NotedRead, "changes"> & {
      readonly changes: NotedRead["changes"] | undefined;
    },
  isWorth: (() => Promise<boolean>) | undefined,
): Promise<void> {
  try {
    if (isWorth !== undefined && !(await isWorth())) return;
    await commit(ctx, {
      statements: [],
      audit: { action, target, once: true, ...(changes === undefined ? {} : { changes }) },
    });
  } catch (error) {
    log("warn", "read.not_noted", { tenant: ctx.tenant.id, ...describeError(error) });
  }
}
