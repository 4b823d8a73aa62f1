import { nextAttemptAt } from "#core/webhook/schedule";
import { postWebhook, type Posted } from "#features/webhooks/post-webhook";
import type { Opened } from "#features/webhooks/secrets";
import type { Work } from "#features/webhooks/work";
import type { ScopedContext } from "#platform/context";

/** Posts of one webhook that are under way at once, at most. */
const AT_ONCE = 5;

/** An attempt that was made. */
export interface Attempt extends Work, Omit<Posted, "retryAfterSeconds"> {
  /** Unix ms. */
  readonly atMs: number;
  /** When it is made again, Unix ms; null when it succeeded or is given up. */
  readonly nextAttemptAtMs: number | null;
}

/**
 * Post, a few at once and oldest first, until all is tried, or a few at once have all failed and nothing has succeeded: a
 * receiver that is down is not asked further.
 *
 * @returns The attempts that were made, in the order of the work.
 */
export async function postAll(
  ctx: ScopedContext,
  {
    url,
    opened,
    work,
  }: { readonly url: string; readonly opened: Opened; readonly work: readonly Work[] },
): Promise<readonly Attempt[]> {
  const made: Attempt[] = [];
  for (let i = 0; i < work.length; i += AT_ONCE) {
    const few = work.slice(i, i + AT_ONCE);
    made.push(...(await Promise.all(few.map((one) => attempt(ctx, { url, opened, one })))));
    if (made.every(({ error }) => error !== null)) break;
    if (made.some(({ error }) => error === "gone")) break;
  }
  return made;
}

async function attempt(
  ctx: ScopedContext,
  { url, opened, one }: { readonly url: string; readonly opened: Opened; readonly one: Work },
): Promise<Attempt> {
  const atMs = ctx.nowMs();
  const { retryAfterSeconds, ...posted } = await postWebhook(ctx.env, {
    url,
    opened,
    id: one.eventId,
    body: one.body,
    nowMs: atMs,
  });
  const isOver = posted.error === null;
  const again = { attempts: one.attempt, nowMs: ctx.nowMs(), random: Math.random() };
  return {
    ...one,
    ...posted,
    atMs,
    nextAttemptAtMs: isOver ? null : nextAttemptAt({ ...again, retryAfterSeconds }),
  };
}
