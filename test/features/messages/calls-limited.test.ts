import { test } from "vitest";

import { contacts, messages } from "#db/tenant/schema";
import { recordOutcomes } from "#features/messages/index";
import { asJob, type SessionStub } from "#platform/context";
import { newId } from "#platform/ids";

import { aClaimedRow, aContactRow, aMessageRow } from "../../fixtures/message-rows.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { aConnectedNumber } from "../../fixtures/webhooks/meta-webhook.ts";

/** The app's limit of calls is shared by all workspaces (code 4). */
const REFUSAL = {
  code: 4,
  subcode: null,
  title: "Application request limit reached",
  detail: null,
  fbtraceId: null,
  isTransient: true,
};

/** A workspace of which some messages of one block are refused, and how long its number then rests. */
async function refused(count: number) {
  const { ctx } = await aTenant();
  const { id: numberId } = await aConnectedNumber(ctx);
  const contact = aContactRow({ id: newId("contact") });
  const contactId = contact.id ?? newId("contact");
  await ctx.db.insert(contacts).values(contact);
  const rests: number[] = [];
  const session = {
    slowDown: (id: string, afterMs: number) => {
      if (id === numberId) rests.push(afterMs);
      return Promise.resolve();
    },
    committed: () => Promise.resolve(true),
  };
  // Safe: recording asks nothing else of it.
  const on = asJob({ ...ctx, session: session as unknown as SessionStub });
  const rows = Array.from({ length: count }, () => aClaimedRow({ numberId, contactId }));
  await ctx.db.insert(messages).values(
    rows.map(({ id }) =>
      aMessageRow({
        id,
        numberId,
        contactId,
        state: "sending",
        claim: "run",
        claimedAt: Date.now(),
      }),
    ),
  );
  const { retryAfterMs } = await recordOutcomes(
    on,
    rows.map((row) => ({ row, reply: { type: "refused", error: REFUSAL } })),
    { campaigns: false },
  );
  const states = (await ctx.db.query.messages.findMany()).map(({ state }) => state);
  return { rests, retryAfterMs, states };
}

test("a workspace that is told of the app's limit of calls leaves off by itself, and loses no message", async ({
  expect,
}) => {
  expect(await refused(3)).toEqual({
    rests: [300_000],
    retryAfterMs: 300_000,
    states: ["queued", "queued", "queued"],
  });
  expect((await refused(1)).rests).toEqual([]);
});
