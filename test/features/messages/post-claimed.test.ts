import { test } from "vitest";

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
