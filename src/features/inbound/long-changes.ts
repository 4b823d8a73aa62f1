/** Changes that were too long for a row of the mailbox: objects of the bucket, one each, under ids that begin with their instant. */
import { instantOfChars } from "#core/derived-id";
import type { Id } from "#core/ids";
import type { StepTurn } from "#core/privacy/erasure";
import { stripPerson } from "#core/privacy/strip-person";
import type { ScopedContext } from "#platform/context";

const FOLDER = "inbound/";

/** An object is there shortly before the mail that names it, ms. */
const BEFORE_MAIL_MS = 60 * 60 * 1000;

/** Objects that one turn reads: each is up to a webhook's 3 MB. */
const READ_MAX = 10;

/** The key of a change that is too long for a row. */
export const longChangeKey = (id: Id<"change">): string => `${FOLDER}${id}`;

/**
 * Delete those that came before an instant, the next ones behind a position. What is not applied yet stays, and whatever came
 * behind it.
 *
 * @param ask.position Empty at the beginning.
 */
export async function forgetLongChanges(
  ctx: ScopedContext,
  { position, beforeMs }: { readonly position: string; readonly beforeMs: number },
): Promise<{ readonly swept: number; readonly position: string | null }> {
  const untilMs = Math.min(beforeMs, await appliedUntil(ctx));
  const { keys, next } = await ctx.bucket.list(FOLDER, position === "" ? null : position);
  const old = keys.filter((key) => instantOf(key) < untilMs);
  for (const key of old) await ctx.bucket.delete(key);
  return { swept: old.length, position: old.length < keys.length ? null : next };
}

/**
 * Take a person out of those behind a cursor (empty at the beginning), whether or not an entry of the archive leads to them.
 * What is not applied yet stays as it is: nothing of it was there to be erased.
 */
export async function eraseFromLongChanges(
  ctx: ScopedContext,
  isNamed: (text: string) => boolean,
  cursor: string,
): Promise<StepTurn> {
  const untilMs = await appliedUntil(ctx);
  const { keys, next } = await ctx.bucket.list(FOLDER, cursor === "" ? null : cursor);
  const read = keys.slice(0, READ_MAX);
  const applied = read.filter((key) => instantOf(key) < untilMs);
  let erased = 0;
  for (const key of applied) if (await eraseFrom(ctx, key, isNamed)) erased += 1;
  const goesOn = keys.length > READ_MAX ? (read.at(-1) ?? null) : next;
  // Keys are in the order of their instants: behind one that is not applied, none is.
  return {
    cursor: applied.length < read.length ? null : goesOn,
    counts: { raw_webhooks: erased },
  };
}

/** @returns Whether it named them. */
async function eraseFrom(
  ctx: ScopedContext,
  key: string,
  isNamed: (text: string) => boolean,
): Promise<boolean> {
  const bytes = await ctx.bucket.get(key);
  const text = bytes === null ? "" : new TextDecoder().decode(bytes);
  if (!isNamed(text)) return false;
  const left = stripPerson(JSON.parse(text) as unknown, isNamed);
  await (left === undefined ? ctx.bucket.delete(key) : ctx.bucket.put(key, JSON.stringify(left)));
  return true;
}

/** What came before this instant, Unix ms, is applied. */
const appliedUntil = async (ctx: ScopedContext): Promise<number> =>
  ((await ctx.session.oldestMailAt()) ?? Number.POSITIVE_INFINITY) - BEFORE_MAIL_MS;

const instantOf = (key: string): number => instantOfChars(key.slice(key.indexOf("_") + 1));
