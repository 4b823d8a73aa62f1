import { describe, test } from "vitest";

import { postClaimed } from "#features/messages/index";
import { Pacer, type SlotRequest } from "#objects/session/pacer";
import type { SessionStub, ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { aNumberRow } from "../../fixtures/message-rows";
import { peak } from "../../fixtures/peak";
import { aTenant } from "../../fixtures/tenant";
import { inVirtualTime } from "../../fixtures/time";

/** The tenant with a session that has been alive for long, and nothing but slots to give. */
async function paced(): Promise<ScopedContext> {
  const { ctx } = await aTenant();
  const pacer = new Pacer(0);
  const session = { takeSlots: (request: SlotRequest) => pacer.take(request, () => "go") };
  // Safe: posting calls nothing else of the session.
  return { ...ctx, nowMs: () => Date.now(), session: session as unknown as SessionStub };
}

const rows = (count: number) =>
  Array.from({ length: count }, () => ({
    id: newId("message"),
    numberId: newId("number"),
    contactId: newId("contact"),
    conversationId: null,
    campaignId: null,
    templateId: null,
    type: "text",
    content: { body: "hello" },
    variables: null,
    contextWamid: null,
    purpose: "service",
    clientRef: null,
    attempts: 1,
    claim: "mine",
    claimedAtMs: Date.now(),
    to: { phone: "+34600111222", waId: null, bsuid: null },
  }));

test("runs side by side keep to the number's rate and use it up", async ({ expect }) => {
  const ctx = await paced();
  const number = aNumberRow({ throughputMps: 4 });
  const at: number[] = [];
  const sendMessage = async () => {
    at.push(Date.now());
    return { type: "refused", error: REFUSAL } as const;
  };
  const lane = { lane: "interactive", campaignId: null, paceMps: null } as const;
  const posted = await inVirtualTime(() =>
    Promise.all(
      [6, 6].map((count) =>
        postClaimed(ctx, { graph: { sendMessage }, number, rows: rows(count), ...lane }),
      ),
    ),
  );
  expect(posted.flat()).toHaveLength(12);
  expect(at).toHaveLength(12);
  expect(peak(at)).toBe(4);
  expect(Math.max(...at) - Math.min(...at)).toBeLessThan(2_200);
});

const REFUSAL = { code: 131026, title: "", detail: null, fbtraceId: null, isTransient: false };

/** The tenant with a session that is far away: each way takes so long, and up to half as long again. */
async function distant(distanceMs: number) {
  const { ctx } = await aTenant();
  const pacer = new Pacer(0);
  let calls = 0;
  const way = async () => {
    const jitterMs = ((calls * 7) % 5) * (distanceMs / 8);
    if (distanceMs > 0) await scheduler.wait(distanceMs + jitterMs);
  };
  const takeSlots = async (request: SlotRequest) => {
    calls += 1;
    await way();
    const slots = await pacer.take(request, () => "go");
    await way();
    return slots;
  };
  // Safe: posting calls nothing else of the session.
  const session = { takeSlots } as unknown as SessionStub;
  return { ctx: { ...ctx, nowMs: () => Date.now(), session }, calls: () => calls };
}

describe.for([0, 20, 60, 150])("with the session %i ms away", (distanceMs) => {
  test("a lone message leaves, after at most three asks", async ({ expect }) => {
    const { ctx, calls } = await distant(distanceMs);
    const lane = { lane: "interactive", campaignId: null, paceMps: null } as const;
    const number = aNumberRow({ throughputMps: 80 });
    const { posted, tookMs } = await inVirtualTime(async () => {
      const fromMs = Date.now();
      const sendMessage = async () => ({ type: "refused", error: REFUSAL }) as const;
      const graph = { sendMessage };
      const done = await postClaimed(ctx, { graph, number, rows: rows(1), ...lane });
      return { posted: done, tookMs: Date.now() - fromMs };
    });
    expect(posted).toHaveLength(1);
    expect(calls()).toBeLessThanOrEqual(3);
    expect(tookMs).toBeLessThan(9 * distanceMs + 60);
  });

  test("a campaign of three hundred is posted whole, within its limit", async ({ expect }) => {
    const { ctx } = await distant(distanceMs);
    const lane = { lane: "campaign", campaignId: newId("campaign"), paceMps: null } as const;
    const number = aNumberRow({ throughputMps: 80 });
    const at: number[] = [];
    const sendMessage = async () => {
      at.push(Date.now());
      return { type: "refused", error: REFUSAL } as const;
    };
    await inVirtualTime(() =>
      Promise.all(
        Array.from({ length: 4 }, async () => {
          for (let i = 0; i < 75; i += 5)
            await postClaimed(ctx, { graph: { sendMessage }, number, rows: rows(5), ...lane });
        }),
      ),
    );
    expect(at).toHaveLength(300);
    expect(peak(at)).toBeLessThanOrEqual(80);
  });
});
