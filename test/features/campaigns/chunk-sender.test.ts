import { beforeEach, describe, test } from "vitest";

import { ChunkSender } from "#features/campaigns/chunk-sender";
import { openChunk, type OpenChunk } from "#features/campaigns/open-chunk";
import { SlotLine } from "#features/messages/index";
import type { ScopedContext } from "#platform/context";

import {
  accounts,
  aPlannedCampaign,
  aSender,
  chunksOf,
  exec,
  people,
  quiet,
} from "../../fixtures/campaign.ts";
import { idsOf, takes, withMeta, type SentBody } from "../../fixtures/meta.ts";
import { rowsWritten } from "../../fixtures/rows-written.ts";

/** A slot so long after the claim that no message may leave in it any more. */
const TOO_LATE_MS = 600;

const slotIn = (ms: number, nowMs = Date.now()) => ({
  atMs: nowMs + ms,
  untilMs: nowMs + 10_000,
  slotMs: null,
});
const good = (count: number) => Array.from({ length: count }, () => slotIn(0));

interface Campaign {
  readonly ctx: ScopedContext;
  readonly chunk: OpenChunk;
  readonly posts: SentBody[];
  /** What the clock of its runs is ahead of the machine's, ms. */
  readonly clock: { aheadMs: number };
}

/** A campaign over four people, none of whom was written to yet. */
async function aCampaignOfFour(): Promise<Campaign> {
  const sender = await aSender();
  await people(sender.ctx, 4);
  const campaign = await aPlannedCampaign(sender);
  const clock = { aheadMs: 0 };
  const timed = { ...quiet(sender.ctx), nowMs: () => Date.now() + clock.aheadMs };
  const { ctx, posts } = withMeta(timed, takes);
  const [job] = chunksOf(ctx, campaign);
  if (job === undefined) throw new Error("a campaign has a chunk");
  const opened = await openChunk(ctx, job);
  if (opened.type !== "open") throw new Error("the chunk is not open");
  return { ctx, posts, clock, chunk: opened.chunk };
}

const aRun = (ctx: ScopedContext, chunk: OpenChunk): ChunkSender => {
  const { number, campaign } = chunk;
  const of = { number, lane: "campaign", campaignId: campaign.id, paceMps: null } as const;
  return new ChunkSender(ctx, chunk, new SlotLine(ctx, of));
};

describe("a message whose slot went by", () => {
  let of: Campaign;
  let run: ChunkSender;
  beforeEach(async () => {
    of = await aCampaignOfFour();
    run = aRun(of.ctx, of.chunk);
    const { posted } = await run.send([slotIn(0), slotIn(TOO_LATE_MS)]);
    if (posted.length !== 1) throw new Error("one slot was good, and one was missed");
  });

  const rows = () => of.ctx.db.query.messages.findMany({ orderBy: (t, { asc }) => asc(t.id) });
  const states = async () => (await rows()).map(({ state, attempts }) => [state, attempts]);
  const counted = () => accounts(of.ctx, of.chunk.campaign.id);

  test("leaves with the next block, first and once", async ({ expect }) => {
    await run.send(good(4));
    expect(idsOf(of.posts)).toEqual((await rows()).map(({ id }) => id));
  });

  test("leaves no more when the person withdrew meanwhile, and is counted as skipped", async ({
    expect,
  }) => {
    await exec(of.ctx, "UPDATE contacts SET marketing = 'withdrawn', marketing_by_person = 1");
    const { posted, skipped } = await run.send(good(4));
    expect([posted.length, skipped, of.posts.length]).toEqual([0, 3, 1]);
    expect((await states()).slice(1)).toEqual(Array.from({ length: 3 }, () => ["skipped", 0]));
    const { counts, addsUp } = await counted();
    expect([counts["skipped"], counts["queued"], addsUp]).toEqual([3, 0, true]);
  });

  test("goes back to the queue when its campaign pauses, and counts as no attempt", async ({
    expect,
  }) => {
    await exec(of.ctx, "UPDATE campaigns SET status = 'paused'");
    expect(await run.send(good(2))).toEqual({ posted: [], skipped: 0, isDry: true });
    expect((await counted()).counts).toMatchObject({ sending: 2, queued: 2 });
    await run.release();
    expect(await states()).toEqual([
      ["sending", 1],
      ["queued", 0],
      ["queued", 0],
      ["queued", 0],
    ]);
    expect((await counted()).counts).toMatchObject({ sending: 1, queued: 3 });
    expect(of.posts).toHaveLength(1);
  });

  test("is not posted by this run once another has called its claim lost", async ({ expect }) => {
    const missed = (await rows())[1]?.id ?? "";
    await exec(of.ctx, "UPDATE messages SET state = 'unknown' WHERE id = ?1", missed);
    await run.send(good(4));
    expect(idsOf(of.posts)).not.toContain(missed);
    expect(of.posts).toHaveLength(3);
  });

  test("is not kept in hand for so long that its claim could count as lost", async ({ expect }) => {
    await exec(of.ctx, "UPDATE campaigns SET status = 'paused'");
    of.clock.aheadMs = 30_000;
    await run.send([slotIn(0, of.ctx.nowMs())]);
    expect((await counted()).counts).toMatchObject({ sending: 1, queued: 3 });
  });
});

test("a slot that went by costs no row more to write", async ({ expect }) => {
  const writtenWith = async (first: ReturnType<typeof good>, rest: number): Promise<number> => {
    const { ctx, chunk, posts } = await aCampaignOfFour();
    const written = await rowsWritten(ctx, async (on) => {
      const run = aRun(on, chunk);
      await run.send(first);
      await run.send(good(rest));
    });
    if (posts.length !== 4) throw new Error("all four were written to");
    return written;
  };
  const punctual = await writtenWith(good(2), 2);
  expect(punctual).toBeGreaterThan(4);
  expect(await writtenWith([slotIn(0), slotIn(TOO_LATE_MS)], 3)).toBe(punctual);
});
