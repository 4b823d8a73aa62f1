import fc from "fast-check";
import { describe, test } from "vitest";

import { COUNTED_STATES } from "#core/campaign/progress";
import { conversationIdOf } from "#core/conversation/conversation-id";
import { decide, nextState, type Facts } from "#core/conversation/status";
import type { Id } from "#core/ids";
import { countedState } from "#core/message/counted-state";
import type { MessageState } from "#core/message/states";
import { applyFacts, type MessageFacts } from "#db/tenant/apply-facts";
import { campaigns, messages } from "#db/tenant/schema";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { aCampaignRow, aMessageRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";

const instant = fc.integer({ min: 1, max: 50 });
const error = fc.constantFrom({ code: 131026 }, { code: 131047 }, undefined);
const change: fc.Arbitrary<Omit<MessageFacts, "id">> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record(
      {
        acceptedAtMs: instant,
        heldAtMs: instant,
        sentAtMs: instant,
        deliveredAtMs: instant,
        readAtMs: instant,
        playedAtMs: instant,
        failedAtMs: instant,
        error: fc.constantFrom({ code: 131026 }, { code: 131047 }, { code: null }),
        pricing: fc.constantFrom({ type: "regular" }, { type: "free" }),
      },
      { requiredKeys: [] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ failedAtMs: instant, skipReason: fc.constant("meta_131049") }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      state: fc.constantFrom("queued" as const, "unknown" as const, "skipped" as const),
      skipReason: fc.constantFrom("no_consent", "suppressed"),
    }),
  },
);
const OPEN = ["queued", "sending"] as const;

interface Planted {
  readonly ctx: ScopedContext;
  readonly campaignId: Id<"campaign">;
  readonly ids: readonly Id<"message">[];
}

async function plant(ctx: ScopedContext, states: readonly MessageState[]): Promise<Planted> {
  const campaign = aCampaignRow({
    planned: states.length,
    nQueued: states.filter((s) => s === "queued").length,
    nSending: states.filter((s) => s === "sending").length,
  });
  const ids = states.map(() => newId("message"));
  await ctx.db.insert(campaigns).values(campaign);
  for (const [i, id] of ids.entries())
    await ctx.db
      .insert(messages)
      .values(aMessageRow({ id, campaignId: campaign.id, state: states[i] ?? "queued" }));
  return { ctx, campaignId: campaign.id, ids };
}

const apply = (ctx: ScopedContext, facts: readonly MessageFacts[]) =>
  ctx.db.$client.batch(applyFacts(ctx.db, facts, 99));

const rowsOf = async ({ ctx, ids }: Planted) => {
  const rows = await ctx.db.query.messages.findMany();
  return ids.map((id) => rows.find((row) => row.id === id));
};

/** How often each text stands there. */
const tally = (texts: readonly (string | null)[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(texts, (text) => text)].flatMap(([text, all]) =>
      text === null ? [] : [[text, all.length]],
    ),
  );

/** Safe: the test gives the errors. */
const codeOf = (error: unknown): string =>
  String((error as { readonly code: number | null } | null)?.code ?? "unknown");

/** The counts as the campaign has them, and as its rows say. */
async function counts(planted: Planted) {
  const { ctx, campaignId } = planted;
  const kept = await ctx.db.query.campaigns.findFirst({
    where: (c, { eq }) => eq(c.id, campaignId),
  });
  const rows = (await rowsOf(planted)).filter((row) => row !== undefined);
  const count = (state: MessageState) => rows.filter((row) => countedState(row) === state).length;
  const reached = (...fields: (keyof (typeof rows)[number])[]) =>
    rows.filter((row) => fields.some((field) => row[field] !== null)).length;
  const sent = ["sentAt", "deliveredAt", "readAt", "playedAt"] as const;
  const keptCounts = kept && [
    kept.nQueued,
    kept.nSending,
    kept.nAccepted,
    kept.nHeld,
    kept.nSent,
    kept.nDelivered,
    kept.nRead,
    kept.nPlayed,
    kept.nFailed,
    kept.nUnknown,
    kept.nSkipped,
  ];
  return {
    planned: kept?.planned,
    sum: keptCounts?.reduce((a, b) => a + b, 0),
    kept: [
      keptCounts,
      kept?.reachedAccepted,
      kept?.reachedSent,
      kept?.skippedByReason,
      kept?.failedByCode,
    ],
    counted: [
      COUNTED_STATES.map(count),
      reached("acceptedAt", "heldAt", ...sent),
      reached(...sent),
      tally(rows.map((row) => (countedState(row) === "skipped" ? row.skipReason : null))),
      tally(rows.map((row) => (countedState(row) === "failed" ? codeOf(row.error) : null))),
    ],
  };
}

describe("applyFacts", () => {
  test("says what nextState says, and the counts add up after every step", async ({ expect }) => {
    const { ctx } = await aTenant();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...OPEN), { minLength: 3, maxLength: 3 }),
        fc.array(fc.array(fc.tuple(fc.nat(2), change), { minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 5,
        }),
        async (states, steps) => {
          const planted = await plant(ctx, states);
          const model: MessageState[] = [...states];
          for (const step of steps) {
            const facts = step.map(([i, c]) => ({ ...c, id: planted.ids[i] ?? newId("message") }));
            await apply(ctx, facts);
            for (const i of [0, 1, 2]) {
              const mine = step.filter(([j]) => j === i).map(([, c]) => c);
              const before = model[i] ?? "queued";
              const proven = mine.reduce((state, c) => nextState(state, c as Facts), before);
              const decision = mine.find((c) => c.state !== undefined)?.state;
              model[i] =
                proven === before && decision !== undefined ? decide(before, decision) : proven;
            }
            expect((await rowsOf(planted)).map((row) => row?.state)).toEqual(model);
            const { planned, sum, kept, counted } = await counts(planted);
            expect(sum).toBe(planned);
            expect(kept).toEqual(counted);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test("any order, repetition and splitting of facts ends in the same rows and counts", async ({
    expect,
  }) => {
    const { ctx } = await aTenant();
    const facts = fc.record(
      {
        acceptedAtMs: instant,
        sentAtMs: instant,
        deliveredAtMs: instant,
        readAtMs: instant,
        failedAtMs: instant,
        error,
        isWithheld: fc.boolean(),
        pricing: fc.constantFrom({ type: "regular" }, { type: "free" }),
      },
      { requiredKeys: [] },
    );
    const strip = (rows: Awaited<ReturnType<typeof rowsOf>>) =>
      rows.map((row) => row && { ...row, id: 0, campaignId: 0, numberId: 0, contactId: 0 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(1), facts), { minLength: 1, maxLength: 5 }).chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray([...list, ...list], {
              minLength: list.length * 2,
              maxLength: list.length * 2,
            }),
          ),
        ),
        async ([list, shuffled]) => {
          const a = await plant(ctx, ["sending", "queued"]);
          const b = await plant(ctx, ["sending", "queued"]);
          const withIds = (p: Planted, changes: typeof list): MessageFacts[] =>
            changes.map(([i, c]) => {
              const { error: why, isWithheld, ...rest } = c;
              return {
                id: p.ids[i] ?? newId("message"),
                ...rest,
                ...(c.failedAtMs === undefined || why === undefined ? {} : { error: why }),
                ...(c.failedAtMs === undefined || isWithheld !== true
                  ? {}
                  : { skipReason: "meta_131049" }),
              };
            });
          await apply(ctx, withIds(a, list));
          for (const one of withIds(b, shuffled)) await apply(ctx, [one]);
          expect(strip(await rowsOf(b))).toEqual(strip(await rowsOf(a)));
          expect((await counts(b)).kept).toEqual((await counts(a)).kept);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("writes one row a message and one a campaign; three when wamid and thread become known", async ({
    expect,
  }) => {
    const { ctx } = await aTenant();
    const planted = await plant(ctx, ["sending", "sending", "sending", "sending"]);
    const written = async (facts: readonly MessageFacts[]) =>
      (await apply(ctx, facts)).map((result) => result.meta.rows_written);
    const conversationId = conversationIdOf(newId("contact"), newId("number"));
    const accepted = planted.ids.map((id, i) => ({
      id,
      acceptedAtMs: 5,
      wamid: `wamid.${i}`,
      conversationId,
    }));
    expect(await written(accepted)).toEqual([1, 0, 12]);
    expect(await written(accepted)).toEqual([0, 4, 0]);
    const delivered = planted.ids.map((id, i) => ({ id, deliveredAtMs: 7, wamid: `wamid.${i}` }));
    expect(await written(delivered)).toEqual([1, 4, 0]);
  });

  test("a wamid that another message has never makes the batch fail", async ({ expect }) => {
    const { ctx } = await aTenant();
    const planted = await plant(ctx, ["sending", "sending"]);
    const [a, b] = planted.ids;
    if (a === undefined || b === undefined) throw new Error("planted two");
    await apply(ctx, [{ id: a, acceptedAtMs: 1, wamid: "w" }]);
    await apply(ctx, [{ id: b, acceptedAtMs: 1, wamid: "w" }]);
    expect((await rowsOf(planted)).map((row) => [row?.state, row?.wamid])).toEqual([
      ["accepted", "w"],
      ["accepted", null],
    ]);
  });

  test("a decision made under another claim changes nothing", async ({ expect }) => {
    const { ctx } = await aTenant();
    const planted = await plant(ctx, ["sending"]);
    const [id] = planted.ids;
    if (id === undefined) throw new Error("planted one");
    await ctx.db.update(messages).set({ claim: "second" });
    await apply(ctx, [{ id, state: "queued", claim: "first" }]);
    expect((await rowsOf(planted))[0]?.state).toBe("sending");
    await apply(ctx, [{ id, state: "queued", claim: "second" }]);
    expect((await rowsOf(planted))[0]?.state).toBe("queued");
  });

  test("an inbound message and an unknown id are left alone", async ({ expect }) => {
    const { ctx } = await aTenant();
    const id = newId("message");
    await ctx.db
      .insert(messages)
      .values(aMessageRow({ id, direction: "inbound", state: "received" }));
    await apply(ctx, [
      { id, readAtMs: 1 },
      { id: newId("message"), readAtMs: 1 },
    ]);
    const row = await ctx.db.query.messages.findFirst();
    expect([row?.state, row?.readAt]).toEqual(["received", null]);
  });
});
