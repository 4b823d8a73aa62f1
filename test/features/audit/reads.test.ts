import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import { ROLE_SCOPES, SCOPES } from "#core/scopes";
import { contacts, conversations } from "#db/tenant/schema";
import { getContact } from "#features/contacts/get-contact";
import { getConversation } from "#features/conversations/get-conversation";
import { listConversations } from "#features/conversations/list-conversations";
import { listThread } from "#features/conversations/list-thread";
import type { Actor, ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { aContactRow, aConversationRow } from "../../fixtures/message-rows.ts";
import { rowsWritten } from "../../fixtures/rows-written.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";

const NOON = Date.UTC(2030, 0, 15, 12);

/** A caller, and what was deferred for them. */
function asCaller(ctx: ScopedContext, actor: Actor, nowMs = NOON) {
  const work: Promise<void>[] = [];
  const caller = {
    ...ctx,
    actor,
    nowMs: () => nowMs,
    defer: (one: Promise<void>) => void work.push(one),
  };
  return { caller, settle: () => Promise.all(work.splice(0)) };
}

const somebody = (
  id: Id<"user"> = newId("user"),
  scopes: readonly (typeof SCOPES)[number][] = SCOPES,
) =>
  ({
    kind: "user",
    id,
    sessionId: newId("session"),
    role: "admin",
    scopes,
    numbers: null,
  }) as const;

async function aTalk({ ctx }: TenantFixture, assignee: Id<"user"> | null) {
  const contactId = newId("contact");
  const numberId = newId("number");
  const id = conversationIdOf(contactId, numberId);
  await ctx.db.insert(contacts).values(aContactRow({ id: contactId }));
  await ctx.db
    .insert(conversations)
    .values(aConversationRow(id, { contactId, numberId }, { assignee }));
  return { id, contactId };
}

const acts = async ({ ctx }: TenantFixture) =>
  (await ctx.db.query.auditLogs.findMany()).map(({ actorId, action, target, changes }) => [
    actorId,
    action,
    target,
    changes,
  ]);

describe("opening a conversation that somebody else has", () => {
  test("is noted once a day for each who opens it, by its page or its messages", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const [owner, other] = [somebody(), somebody()];
    const { id } = await aTalk(tenant, owner.id);
    for (const nowMs of [NOON, NOON + 60_000, NOON + 86_400_000])
      for (const actor of [owner, other]) {
        const { caller, settle } = asCaller(tenant.ctx, actor, nowMs);
        await getConversation(caller, id);
        await listThread(caller, id, { limit: 25 });
        await settle();
      }
    expect(await acts(tenant)).toEqual([
      [other.id, "conversation.read", id, null],
      [other.id, "conversation.read", id, null],
    ]);
  });

  test("is not noted of a key, nor of what is nobody's", async ({ expect }) => {
    const tenant = await aTenant();
    const free = await aTalk(tenant, null);
    const held = await aTalk(tenant, newId("user"));
    const key = {
      kind: "api_key",
      id: newId("apiKey"),
      scopes: ["inbox:read"],
      numbers: null,
    } as const;
    const agent = somebody(newId("user"), ROLE_SCOPES.agent);
    for (const [actor, id] of [
      [key, held.id],
      [agent, free.id],
    ] as const) {
      const { caller, settle } = asCaller(tenant.ctx, actor);
      await getConversation(caller, id);
      await settle();
    }
    expect(await acts(tenant)).toEqual([]);
  });

  test("costs one row of the trail with its places in two indexes, and the next time nothing", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const { id } = await aTalk(tenant, newId("user"));
    const actor = somebody();
    const look = (on: ScopedContext, nowMs: number) => {
      const { caller, settle } = asCaller(on, actor, nowMs);
      return getConversation(caller, id).then(settle);
    };
    expect(await rowsWritten(tenant.ctx, (on) => look(on, NOON))).toBe(3);
    expect(await rowsWritten(tenant.ctx, (on) => look(on, NOON + 1))).toBe(0);
  });
});

describe("seeing people whole", () => {
  test("is noted of each contact that a person opens, and once a day of lists", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const { contactId } = await aTalk(tenant, null);
    const actor = somebody();
    const { caller, settle } = asCaller(tenant.ctx, actor);
    for (let i = 0; i < 3; i += 1) {
      await getContact(caller, contactId);
      await listConversations(caller, { limit: 25 });
    }
    await settle();
    expect(await acts(tenant)).toEqual([
      [actor.id, "contact.read", contactId, null],
      [actor.id, "contact.list", actor.id, { count: 1 }],
    ]);
  });

  test("is noted of a key once a day, and not at all of whoever sees nobody whole", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const talks = [await aTalk(tenant, null), await aTalk(tenant, null)];
    const key = { kind: "api_key", id: newId("apiKey"), scopes: SCOPES, numbers: null } as const;
    const agent = somebody(newId("user"), ROLE_SCOPES.agent);
    for (const actor of [key, agent]) {
      const { caller, settle } = asCaller(tenant.ctx, actor);
      for (const { contactId } of talks) await getContact(caller, contactId);
      await listConversations(caller, { limit: 25 });
      await settle();
    }
    expect(await acts(tenant)).toEqual([[key.id, "contact.list", key.id, { count: 1 }]]);
  });
});
