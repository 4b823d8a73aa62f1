import fc from "fast-check";
import { test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import { CONVERSATION_STATUSES } from "#core/conversation/states";
import type { Id } from "#core/ids";
import {
  mergeConversations,
  openConversations,
  partConversations,
} from "#db/tenant/merge-conversations";
import { touchConversations } from "#features/conversations/index";
import { findConversation } from "#features/conversations/queries";
import { keepConversation } from "#features/conversations/writes";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { rowsWritten } from "../../fixtures/rows-written";
import { aTenant } from "../../fixtures/tenant";

const person = fc.integer({ min: 0, max: 3 });
const act = fc.oneof(
  fc.record({
    kind: fc.constant("touch" as const),
    person,
    atMs: fc.integer({ min: 1, max: 9 }),
    inbound: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("status" as const),
    person,
    status: fc.constantFrom(...CONVERSATION_STATUSES),
  }),
  fc.record({ kind: fc.constant("read" as const), person }),
  fc.record({
    kind: fc.constant("assign" as const),
    person,
    to: fc.option(fc.integer({ min: 0, max: 1 })),
  }),
  fc.record({ kind: fc.constant("merge" as const), person, into: person }),
  fc.record({ kind: fc.constant("part" as const), person, into: person }),
);

test("the counters say what a count of all conversations says, whatever was done to them", async ({
  expect,
}) => {
  const t = await aTenant();
  const numberId = newId("number");
  const people = Array.from({ length: 4 }, () => newId("contact"));
  const members = [newId("user"), newId("user")];
  const at = <T>(list: readonly T[], i: number): T => list[i] as T;
  const idOf = (i: number): Id<"conversation"> => conversationIdOf(at(people, i), numberId);
  const run = (...statements: D1PreparedStatement[]) => t.ctx.db.$client.batch(statements);
  for (const one of fc.sample(act, 150)) {
    const id = idOf(one.person);
    if (one.kind === "touch")
      await run(
        touchConversations(t.ctx.db, [
          {
            id,
            contactId: at(people, one.person),
            numberId,
            messageId: newId("message"),
            atMs: one.atMs,
            inbound: one.inbound,
            unreadBy: one.inbound ? 1 : 0,
          },
        ]),
      );
    else if (one.kind === "merge" && one.into < one.person) {
      const pairs = [[id, idOf(one.into)]] as const;
      await run(
        openConversations(t.ctx.db, pairs),
        ...mergeConversations(t.ctx.db, at(people, one.into), pairs),
      );
    } else if (one.kind === "part" && one.into < one.person)
      await run(...partConversations(t.ctx.db, [[id, idOf(one.into)]], []));
    else {
      const row = await findConversation(t.ctx.db, id);
      if (row === undefined) continue;
      if (one.kind === "status")
        await run(keepConversation(t.ctx.db, { ...row, status: one.status }, ["status"]));
      if (one.kind === "read")
        await run(keepConversation(t.ctx.db, { ...row, unread: 0 }, ["unread"]));
      if (one.kind === "assign")
        await run(
          keepConversation(
            t.ctx.db,
            { ...row, assignee: one.to === null ? null : at(members, one.to) },
            ["assignee"],
          ),
        );
    }
    const { results } = await t.ctx.db.$client
      .prepare(
        `SELECT coalesce(c.assignee, n.assignee) who, c.a, n.n_all, c.w, n.n_written, c.o, n.n_open, c.u, n.n_unread, c.r, n.n_needs_reply
         FROM conversation_counts n FULL JOIN (SELECT number_id, coalesce(assignee, '') assignee, sum(in_all) a, sum(in_written) w,
           sum(in_open) o, sum(in_unread) u, sum(in_needs_reply) r FROM conversations GROUP BY 1, 2) c
         ON c.number_id = n.number_id AND c.assignee = n.assignee
         WHERE (coalesce(c.a, 0), coalesce(c.w, 0), coalesce(c.o, 0), coalesce(c.u, 0), coalesce(c.r, 0))
           IS NOT (n.n_all, n.n_written, n.n_open, n.n_unread, n.n_needs_reply)`,
      )
      .all();
    expect([one, results]).toEqual([one, []]);
  }
});

test("a message that leaves a conversation in its views writes no row for the counters, one that moves it writes one", async ({
  expect,
}) => {
  const t = await aTenant();
  const [contactId, numberId] = [newId("contact"), newId("number")];
  const id = conversationIdOf(contactId, numberId);
  const touched = (atMs: number, inbound: boolean) =>
    rowsWritten(t.ctx, (on) =>
      on.db.$client.batch([
        touchConversations(on.db, [
          {
            id,
            contactId,
            numberId,
            messageId: newId("message"),
            atMs,
            inbound,
            unreadBy: inbound ? 1 : 0,
          },
        ]),
      ]),
    );
  const costs = [
    await touched(1, true),
    await touched(2, true),
    await touched(3, false),
    await touched(4, false),
  ];
  expect(costs).toEqual([3, 2, 3, 2]);
  const { body } = await call(t, "GET /conversations/counts");
  expect(body).toMatchObject({
    needs_reply: { count: 0, count_is: "exact" },
    unread: { count: 1 },
    open: { count: 1 },
  });
});
