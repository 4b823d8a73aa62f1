import { describe, test } from "vitest";

import { CLAIM_GOOD_MS } from "#features/messages/claim";
import { sendBlock, SlotLine } from "#features/messages/index";
import { Pacer, type SlotRequest } from "#objects/session/pacer";
import type { ScopedContext, SessionStub } from "#platform/context";
import { newId } from "#platform/ids";

import { aClaimedRow, aNumberRow } from "../../fixtures/message-rows";
import { peak } from "../../fixtures/peak";
import { inVirtualTime } from "../../fixtures/time";

const REFUSAL = { code: 131026, title: "", detail: null, fbtraceId: null, isTransient: false };

interface Far {
  /** One way to the session, and up to half as long again, ms. */
  readonly sessionMs?: number;
  /** How long a claim takes, ms. */
  readonly claimMs?: number;
  readonly throughputMps?: number;
  readonly lane?: "interactive" | "campaign";
}

/** When each message left after it was claimed, and how often slots were asked for. */
interface Sent {
  readonly at: number[];
  readonly ages: number[];
  readonly rowsInHand: number[];
  calls: number;
}

/** A number whose messages wait to be sent, each run with `size` of them at a time, until all are posted. */
function sending(
  { sessionMs = 0, claimMs = 0, throughputMps = 80, lane = "interactive" }: Far,
  { runs, each, size }: { runs: number; each: number; size: number },
): Promise<Sent & { tookMs: number }> {
  const pacer = new Pacer(0);
  const sent: Sent = { at: [], ages: [], rowsInHand: [], calls: 0 };
  const way = async () => {
    const jitterMs = ((sent.calls * 7) % 5) * (sessionMs / 8);
    if (sessionMs > 0) await scheduler.wait(sessionMs + jitterMs);
  };
  const takeSlots = async (request: SlotRequest) => {
    sent.calls += 1;
    await way();
    const slots = await pacer.take(request, () => "go");
    await way();
    return slots;
  };
  // Safe: sending a block looks at nothing else of its context, and calls nothing else of the session.
  const session = { takeSlots } as unknown as SessionStub;
  const ctx = { nowMs: () => Date.now(), session } as unknown as ScopedContext;
  const number = aNumberRow({ throughputMps });
  const campaignId = lane === "campaign" ? newId("campaign") : null;

  const run = async () => {
    const line = new SlotLine(ctx, { number, lane, campaignId, paceMps: null });
    for (let left = each; left > 0;) {
      let claimedAtMs = 0;
      const claim = async (count: number) => {
        claimedAtMs = Date.now();
        if (claimMs > 0) await scheduler.wait(claimMs);
        const rows = Array.from({ length: Math.min(count, left) }, () => aClaimedRow());
        return {
          rows,
          skipped: 0,
          goodUntilMs: claimedAtMs + Math.max(CLAIM_GOOD_MS, claimMs + 50),
        };
      };
      const sendMessage = async () => {
        sent.at.push(Date.now());
        sent.ages.push(Date.now() - claimedAtMs);
        return { type: "refused", error: REFUSAL } as const;
      };
      const { slots } = await line.take(Math.min(size, left));
      const { posted } = await sendBlock(ctx, { graph: { sendMessage }, line, slots, claim });
      sent.rowsInHand.push(posted.length);
      left -= posted.filter(({ reply }) => reply.type !== "unsent").length;
    }
  };
  return inVirtualTime(async () => {
    const fromMs = Date.now();
    await Promise.all(Array.from({ length: runs }, run));
    return { ...sent, tookMs: Date.now() - fromMs };
  });
}

test("runs side by side keep to the number's rate and use it up", async ({ expect }) => {
  const { at, tookMs } = await sending({ throughputMps: 4 }, { runs: 2, each: 6, size: 6 });
  expect(at).toHaveLength(12);
  expect(peak(at)).toBe(4);
  expect(tookMs).toBeLessThan(2_200);
});

describe.for([0, 20, 60, 150])("with the session %i ms away", (sessionMs) => {
  test.for([0, 40])(
    "and the database %i ms, a lone message leaves after one ask, as soon as its answer is here",
    async (claimMs, { expect }) => {
      const far = { sessionMs, claimMs };
      const { at, calls, tookMs } = await sending(far, { runs: 1, each: 1, size: 1 });
      expect(at).toHaveLength(1);
      expect(calls).toBe(1);
      // The answer's way home takes up to half as long again.
      expect(tookMs).toBeLessThanOrEqual(2 * 1.5 * sessionMs + claimMs);
    },
  );

  test.for([0, 40, 120])(
    "and the database %i ms, a campaign of three hundred leaves within its limit, each message soon after its claim",
    async (claimMs, { expect }) => {
      const far = { sessionMs, claimMs, lane: "campaign" as const };
      const { at, ages, rowsInHand } = await sending(far, { runs: 6, each: 50, size: 6 });
      expect(at).toHaveLength(300);
      expect(peak(at)).toBeLessThanOrEqual(80);
      expect(Math.max(...ages)).toBeLessThanOrEqual(CLAIM_GOOD_MS);
      expect(Math.max(...rowsInHand)).toBeLessThanOrEqual(6);
    },
  );

  test("a burst of single messages keeps the limit, with those that leave freely", async ({
    expect,
  }) => {
    const { at } = await sending({ sessionMs }, { runs: 20, each: 10, size: 6 });
    expect(at).toHaveLength(200);
    expect(peak(at)).toBeLessThanOrEqual(80);
  });
});

test("a slow number's messages are claimed one by one, shortly before they leave", async ({
  expect,
}) => {
  const { at, ages } = await sending({ throughputMps: 1 }, { runs: 1, each: 5, size: 1 });
  expect(at).toHaveLength(5);
  expect(peak(at)).toBe(1);
  expect(Math.max(...ages)).toBeLessThanOrEqual(CLAIM_GOOD_MS);
});

test("a database further away than a claim is good for does not starve anybody", async ({
  expect,
}) => {
  const { at, ages } = await sending({ claimMs: 400 }, { runs: 2, each: 12, size: 6 });
  expect(at).toHaveLength(24);
  expect(Math.max(...ages)).toBeLessThanOrEqual(450);
});
