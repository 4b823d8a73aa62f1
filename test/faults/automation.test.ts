import { describe, test } from "vitest";

import { Definition } from "#core/automation/definition";
import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import {
  automationVersions,
  automations,
  contacts,
  conversations,
  messages,
} from "#db/tenant/schema";
import { runTurn } from "#features/automations/run-turn";
import { planMessage, SendMessageBody } from "#features/messages/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { aSender, quiet } from "../fixtures/campaign.ts";
import { aMember } from "../fixtures/member.ts";
import { aContactRow, aConversationRow, aMessageRow } from "../fixtures/message-rows.ts";
import { rowsWritten } from "../fixtures/rows-written.ts";
import { mortal, type Death } from "./mortal.ts";

/** A turn makes fewer calls than this. */
const CALLS_MAX = 80;

async function everyDeath(run: (death: Death) => Promise<number>): Promise<void> {
  for (let atCall = 1; atCall < CALLS_MAX; atCall++)
    for (const afterEffect of [false, true])
      if ((await run({ atCall, afterEffect })) < atCall) return;
  throw new Error("no run came to its end");
}

/** A published automation that answers anything. */
async function publish(ctx: ScopedContext, given: object): Promise<Id<"automation">> {
  const definition = Definition.parse({ name: "A", trigger: { type: "any_message" }, ...given });
  const id = newId("automation");
  const { kind, name } = definition;
  await ctx.db.insert(automations).values({
    id,
    name,
    kind,
    status: "published",
    revision: 1,
    version: 1,
    publishedAt: Date.now(),
    createdAt: 1,
    updatedAt: 1,
    definition,
  });
  await ctx.db
    .insert(automationVersions)
    .values({ automationId: id, n: 1, publishedAt: 1, publishedBy: "test", definition });
  return id;
}

/** The lane of one person, as the session object keeps it: nobody rings, and whoever died holds up nobody. */
function withLane(ctx: ScopedContext): { ctx: ScopedContext; arrive: (body: object) => void } {
  let items: string[] = [];
  let attempt = 0;
  const lane: Record<string, () => Promise<unknown>> = {
    takeTurn: () => {
      if (items.length === 0) return Promise.resolve(null);
      attempt += 1;
      return Promise.resolve({ token: "t", attempt, items: [...items] });
    },
    endTurn: () => {
      items = [];
      attempt = 0;
      return Promise.resolve();
    },
    giveBackTurn: () => Promise.resolve(),
    wakeAt: () => Promise.resolve(),
    arriveTurns: () => Promise.resolve(),
    committed: () => Promise.resolve(true),
  };
  const session = new Proxy(ctx.session, {
    get: (target, name) => lane[String(name)] ?? (Reflect.get(target, name) as unknown),
  });
  return {
    ctx: { ...quiet(ctx), session },
    arrive: (body) => void items.push(JSON.stringify(body)),
  };
}

/** Of the ledger, which is everybody's: runs are named by it, and two people's may begin within one millisecond. */
let seq = 0;

/** Somebody who writes. */
async function aTalk(on: ScopedContext, numberId: Id<"number">) {
  const { ctx, arrive } = withLane(on);
  const phone = `+34600${String(Math.floor(Math.random() * 1e6)).padStart(6, "0")}`;
  const contact = aContactRow({ phone });
  const contactId = contact.id ?? newId("contact");
  const conversationId = conversationIdOf(contactId, numberId);
  const of = { contactId, numberId };
  await ctx.db.batch([
    ctx.db.insert(contacts).values(contact),
    ctx.db.insert(conversations).values(aConversationRow(conversationId, of)),
  ]);
  return {
    ctx,
    contactId,
    writes: async (body: string) => {
      seq += 1;
      const heard = { direction: "inbound", state: "received", content: { body } } as const;
      const message = aMessageRow({ ...of, conversationId, ...heard, createdAt: Date.now() });
      await ctx.db.insert(messages).values(message);
      arrive({ type: "message", seq, atMs: Date.now(), messageId: message.id });
    },
  };
}

/** What was planned for a person, and how the runs stand. */
async function accounts(ctx: ScopedContext, contactId: string) {
  const { results: sent } = await ctx.db.$client
    .prepare(
      "SELECT content->>'body' body FROM messages WHERE contact_id = ?1 AND direction = 'outbound' ORDER BY id",
    )
    .bind(contactId)
    .all<{ body: string }>();
  const { results: runs } = await ctx.db.$client
    .prepare("SELECT status FROM automation_runs WHERE contact_id = ?1")
    .bind(contactId)
    .all<{ status: string }>();
  return { said: sent.map(({ body }) => body), runs: runs.map(({ status }) => status) };
}

const FLOW = {
  kind: "flow",
  start: "ask",
  steps: {
    ask: {
      type: "question",
      text: "Which?",
      answer: { kind: "number" },
      save_to: { variable: "n" },
      next: "tag",
    },
    tag: { type: "tag", tag: "asked", next: "tell" },
    tell: { type: "message", text: "{{n}} it is." },
  },
};

describe("whoever dies at any step of a turn", { timeout: 120_000 }, () => {
  test("has said nothing twice and loses no turn, and no other automation answers in its place", async ({
    expect,
  }) => {
    const { ctx, numberId } = await aSender();
    await publish(ctx, FLOW);
    const wrong: object[] = [];
    await everyDeath(async (death) => {
      const talk = await aTalk(ctx, numberId);
      const dies = async () => {
        const victim = mortal(talk.ctx, death);
        await runTurn(victim.ctx, talk.contactId).catch(() => undefined);
        await runTurn(talk.ctx, talk.contactId);
        return victim.calls();
      };
      await talk.writes("hello");
      const first = await dies();
      await talk.writes("7");
      const second = await dies();
      const { said, runs } = await accounts(ctx, talk.contactId);
      if (said.join() !== "Which?,7 it is." || runs.join() !== "completed")
        wrong.push({ death, said, runs });
      return Math.max(first, second);
    });
    expect(wrong).toEqual([]);
  });
});

test("two who take one turn at once write it once", async ({ expect }) => {
  const { ctx, numberId } = await aSender();
  await publish(ctx, FLOW);
  const talk = await aTalk(ctx, numberId);
  await talk.writes("hello");
  await Promise.all([runTurn(talk.ctx, talk.contactId), runTurn(talk.ctx, talk.contactId)]);
  expect(await accounts(ctx, talk.contactId)).toEqual({ said: ["Which?"], runs: ["waiting"] });
});

test("runs at once that assign in turn are given to one after the other", async ({ expect }) => {
  const sender = await aSender();
  const { ctx, numberId } = sender;
  const members = [await aMember(sender), await aMember(sender), await aMember(sender)];
  await publish(ctx, {
    kind: "rule",
    actions: [{ type: "assign", how: "round_robin", members }],
  });
  const talks = await Promise.all(members.map(() => aTalk(ctx, numberId)));
  for (const talk of talks) await talk.writes("hello");
  await Promise.all(talks.map((talk) => runTurn(talk.ctx, talk.contactId)));
  const rows = await ctx.db.query.conversations.findMany();
  expect(new Set(rows.map(({ assignee }) => assignee))).toEqual(new Set(members));
});

test("who withdraws while a turn is decided gets nothing of it", async ({ expect }) => {
  const { ctx, numberId } = await aSender();
  await publish(ctx, { kind: "rule", actions: [{ type: "message", text: "Hello!" }] });
  const talk = await aTalk(ctx, numberId);
  await talk.writes("hello");
  await scheduler.wait(5);
  await ctx.db.$client
    .prepare(
      `INSERT INTO consents (seq, id, contact_id, purpose, action, state, method, by_person, actor, captured_at, recorded_at)
       VALUES (900, ?1, ?2, 'marketing', 'withdraw', 'withdrawn', 'keyword', 1, 'test', ?3, ?3)`,
    )
    .bind(newId("consent"), talk.contactId, Date.now())
    .run();
  await runTurn(talk.ctx, talk.contactId);
  expect(await accounts(ctx, talk.contactId)).toEqual({ said: [], runs: [] });
});

test("a rule that answers writes four rows beside its message's", async ({ expect }) => {
  const { ctx, numberId } = await aSender();
  await publish(ctx, { kind: "rule", actions: [{ type: "message", text: "Hello!" }] });
  const talk = await aTalk(ctx, numberId);
  await talk.writes("hello");
  const rows = await rowsWritten(talk.ctx, (on) => runTurn(on, talk.contactId));
  expect(await accounts(ctx, talk.contactId)).toEqual({ said: ["Hello!"], runs: ["completed"] });
  const planned = await planMessage(ctx, BODY(talk.contactId, numberId), { author: null });
  const message = await rowsWritten(ctx, (on) => commit(on, { statements: planned.statements }));
  expect([message, rows]).toEqual([5, 9]);
});

const BODY = (to: string, from: string) =>
  SendMessageBody.parse({ to, from, text: { body: "Hello!" } });
