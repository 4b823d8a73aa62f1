import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import { timeChars } from "#core/derived-id";
import type { Id } from "#core/ids";
import { contacts, messages, numbers } from "#db/tenant/schema";
import { ringRetention, sweepRetention } from "#features/retention/index";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";
import type { Job } from "#platform/queue/jobs";

import { aContactRow, aMessageRow, aNumberRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Sweep to the end, in hours from now, in a deployment whose databases are too large from so many MB on. */
async function sweep(ctx: ScopedContext, mb: number, hours = 0): Promise<void> {
  const nowMs = Date.now() + hours * HOUR_MS;
  const jobs: Job[] = [];
  const of: ScopedContext = {
    ...ctx,
    nowMs: () => nowMs,
    env: { ...env, ARCHIVE_FROM_MB: String(mb) } as unknown as Env,
    enqueue: async (job) => void jobs.push(job),
  };
  await ringRetention(of);
  while (jobs.pop() !== undefined) await sweepRetention(of);
}

/** Long messages, so many on each of the days ago; none of the days is old enough to leave the database. */
async function aTalk(days: Readonly<Record<number, number>>) {
  const { ctx } = await aTenant();
  const number = aNumberRow();
  const person = aContactRow();
  await ctx.db.insert(numbers).values(number);
  await ctx.db.insert(contacts).values(person);
  const rows = Object.entries(days).flatMap(([ago, count]) =>
    Array.from({ length: count }, () => {
      const at = Date.now() - Number(ago) * DAY_MS;
      return aMessageRow({
        id: `msg_${timeChars(at)}${newId("message").slice(14)}` as Id<"message">,
        numberId: number.id,
        contactId: person.id,
        conversationId: conversationIdOf(person.id, number.id),
        state: "read",
        content: { body: "x".repeat(4_000) },
        createdAt: at,
      });
    }),
  );
  const [first, ...more] = rows.map((row) => ctx.db.insert(messages).values(row));
  if (first !== undefined) await ctx.db.batch([first, ...more]);
  return ctx;
}

const bytesOf = async (ctx: ScopedContext) =>
  (await ctx.db.$client.prepare("SELECT 1").all()).meta.size_after;

/** How many messages of each day ago are still in the database. */
async function liveOf(ctx: ScopedContext): Promise<Readonly<Record<number, number>>> {
  const counts: Record<number, number> = {};
  for (const { createdAt } of await ctx.db.query.messages.findMany()) {
    const ago = Math.round((Date.now() - createdAt) / DAY_MS);
    counts[ago] = (counts[ago] ?? 0) + 1;
  }
  return counts;
}

describe("a database that is too large", () => {
  test("sends its oldest messages to the archive until there is room, and none that is young", async ({
    expect,
  }) => {
    const ctx = await aTalk({ 20: 100, 40: 100, 90: 500 });
    await sweep(ctx, 9_000);
    expect(await liveOf(ctx)).toEqual({ 20: 100, 40: 100, 90: 500 });
    const before = await bytesOf(ctx);
    const bound = Math.floor(before / 1_000_000);
    // Within the hour nobody looks again.
    await sweep(ctx, bound);
    expect(await liveOf(ctx)).toEqual({ 20: 100, 40: 100, 90: 500 });

    await sweep(ctx, bound, 1);
    expect(await liveOf(ctx)).toEqual({ 20: 100, 40: 100 });
    expect(await bytesOf(ctx)).toBeLessThan(bound * 1_000_000);
    const objects = await ctx.db.query.archiveObjects.findMany();
    expect(objects.map(({ state, messages: held }) => [state, held])).toEqual([["stored", 500]]);

    // However little room there is, what is younger than the shortest time that can be set stays.
    await sweep(ctx, 1, 2);
    expect(await liveOf(ctx)).toEqual({ 20: 100 });
  });
});
