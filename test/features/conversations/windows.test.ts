import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import { conversations } from "#db/tenant/schema";
import { tellWindows } from "#features/conversations/index";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { eventsOf } from "../../fixtures/events";
import { aConversationRow } from "../../fixtures/message-rows";
import { rowsWritten } from "../../fixtures/rows-written";
import { aTenant } from "../../fixtures/tenant";

const HOUR = 3_600_000;
const T0 = 1_800_000_000_000;
const at = (ctx: ScopedContext, ms: number): ScopedContext => ({ ...ctx, nowMs: () => ms });

async function planted(...rows: readonly Partial<typeof conversations.$inferInsert>[]) {
  const { ctx } = await aTenant();
  const ids: string[] = [];
  for (const row of rows) {
    const [contactId, numberId] = [newId("contact"), newId("number")];
    const id = conversationIdOf(contactId, numberId);
    await ctx.db
      .insert(conversations)
      .values(
        aConversationRow(id, { contactId, numberId }, { lastAt: T0, lastInboundAt: T0, ...row }),
      );
    ids.push(id);
  }
  await tellWindows(at(ctx, T0));
  return { ctx, ids };
}

const told = async (ctx: ScopedContext) =>
  (await eventsOf(ctx)).map(({ type, data }) => [
    type.replace("conversation.window_", ""),
    data["conversation_id"],
    data["closes_at"],
  ]);

describe("the end of a window", () => {
  test("is told two hours before and when it is there, once, however many look and however often", async ({
    expect,
  }) => {
    const { ctx, ids } = await planted({});
    const closesAt = new Date(T0 + 24 * HOUR).toISOString();
    await tellWindows(at(ctx, T0 + 22 * HOUR - 1_000));
    expect(await told(ctx)).toEqual([]);
    for (const ms of [22 * HOUR + 1, 22 * HOUR + 6 * 60_000, 23 * HOUR]) {
      const now = at(ctx, T0 + ms + 5 * 60_000);
      await Promise.all([tellWindows(now), tellWindows(now), tellWindows(now)]);
    }
    expect(await told(ctx)).toEqual([["closing", ids[0], closesAt]]);
    for (const ms of [24 * HOUR, 30 * HOUR]) {
      const now = at(ctx, T0 + ms + 5 * 60_000);
      await Promise.all([tellWindows(now), tellWindows(now)]);
    }
    expect(await told(ctx)).toEqual([
      ["closing", ids[0], closesAt],
      ["closed", ids[0], closesAt],
    ]);
  });

  test("is told of what needs a reply or is somebody's, and is open", async ({ expect }) => {
    const { ctx, ids } = await planted(
      { lastAt: T0 + 1 },
      { lastAt: T0 + 1, assignee: newId("user") },
      { status: "resolved" },
      { mergedInto: newId("conversation") },
      {},
    );
    await tellWindows(at(ctx, T0 + 22 * HOUR + 5 * 60_000));
    const shown = (await told(ctx)).map(([, id]) => id);
    expect(new Set(shown)).toEqual(new Set([ids[1], ids[4]]));
    expect(shown).toHaveLength(2);
  });

  test("comes again for a new window", async ({ expect }) => {
    const { ctx } = await planted({});
    await tellWindows(at(ctx, T0 + 22 * HOUR + 5 * 60_000));
    await ctx.db
      .update(conversations)
      .set({ lastAt: T0 + 23 * HOUR, lastInboundAt: T0 + 23 * HOUR });
    await tellWindows(at(ctx, T0 + 25 * HOUR));
    await tellWindows(at(ctx, T0 + 45 * HOUR + 5 * 60_000));
    expect((await told(ctx)).map(([type]) => type)).toEqual(["closing", "closing"]);
  });

  test("of more than one act tells of is told by the next, and of each once", async ({
    expect,
  }) => {
    const { ctx } = await planted();
    await ctx.db.$client
      .prepare(
        `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1499)
         INSERT INTO conversations (id, contact_id, number_id, status, unread, last_at, last_inbound_at, created_at)
         SELECT printf('cnv_01k9zq3v6m8r2t4w6y8a%06d', i), printf('con_01k9zq3v6m8r2t4w6y8a%06d', i), ?1, 'open', 1, ?2 + i / 3, ?2 + i / 3, 1 FROM n`,
      )
      .bind(newId("number"), T0 + 1)
      .run();
    for (let i = 0; i < 3; i++) await tellWindows(at(ctx, T0 + 22 * HOUR + (i + 2) * 5 * 60_000));
    const ids = (await told(ctx)).map(([, id]) => id);
    expect([ids.length, new Set(ids).size]).toEqual([1500, 1500]);
  });

  test("that nobody has costs no row", async ({ expect }) => {
    const { ctx } = await planted();
    expect(await rowsWritten(at(ctx, T0 + 30 * 60_000), (on) => tellWindows(on))).toBe(0);
  });
});
