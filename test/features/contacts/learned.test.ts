import { describe, test } from "vitest";

import { EVENTS } from "#core/event/catalogue";
import {
  isIdentityConflict,
  learnAccounts,
  learnedEvents,
  learnStatements,
  newContact,
  type Learned,
} from "#features/contacts/index";
import { commit } from "#platform/commit";

import { call } from "../../fixtures/call";
import { eventsOf } from "../../fixtures/events";
import { rowsWritten } from "../../fixtures/rows-written";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

type Input = Parameters<typeof newContact>[1];

async function aContact(t: TenantFixture, input: Input) {
  const { row, statements, events } = newContact(t.ctx, input);
  await commit(t.ctx, { statements, events });
  return row;
}

const learn = (t: TenantFixture, learned: readonly Learned[]) =>
  commit(t.ctx, {
    statements: learnStatements(t.ctx, learned, t.ctx.nowMs()),
    events: learnedEvents(learned),
  });

describe("a contact that another act makes", () => {
  test("is found by every identity of a webhook, whatever the variant of its number", async ({
    expect,
  }) => {
    const t = await aTenant();
    const row = await aContact(t, {
      phone: "+5511987654321",
      waId: "551187654321",
      bsuid: "BR.12345",
      parentBsuid: "BR.ENT.99",
      username: "ana",
      name: "Ana",
    });
    const identities = await t.ctx.db.query.identities.findMany();
    expect(identities.map(({ kind, value }) => `${kind}:${value}`).toSorted()).toEqual([
      "bsuid:BR.12345",
      "parent_bsuid:BR.ENT.99",
      "phone:5511987654321",
    ]);
    expect(new Set(identities.map(({ contactId }) => contactId))).toEqual(new Set([row.id]));
    expect(await t.ctx.db.query.contacts.findMany()).toEqual([row]);
    expect((await call(t, "GET /contacts/%2B551187654321")).body["id"]).toBe(row.id);
    expect((await call(t, "GET /contacts/ext:nobody")).status).toBe(404);
  });

  test("is told by its id alone", async ({ expect }) => {
    const t = await aTenant();
    const { id } = await aContact(t, { phone: "+34600111222", name: "Ana" });
    expect(await eventsOf(t.ctx)).toEqual([{ type: "contact.created", data: { contact_id: id } }]);
  });
});

describe("what Meta teaches about a contact", () => {
  test("is written, leads to the contact, and is told without the values", async ({ expect }) => {
    const t = await aTenant();
    const before = await aContact(t, { phone: "+34600111222", name: "Ana" });
    const learned = {
      contactId: before.id,
      set: { waId: "34600111222", username: "ana" },
      identities: [{ kind: "bsuid", value: "ES.12345" }],
    } as const;
    await learn(t, [learned]);
    const { body } = await call(t, `GET /contacts/${before.id}`);
    expect(body).toMatchObject({
      phone: "+34600111222",
      name: "Ana",
      wa_id: "34600111222",
      username: "ana",
    });
    expect((await call(t, "GET /contacts/bsuid:ES.12345")).body["id"]).toBe(before.id);
    expect((await eventsOf(t.ctx)).slice(1)).toEqual([
      { type: "contact.updated", data: { contact_id: before.id, fields: ["wa_id", "username"] } },
      { type: "contact.identity_changed", data: { contact_id: before.id, added: ["bsuid"] } },
    ]);
  });

  test("is not written when an identity is another contact's", async ({ expect }) => {
    const t = await aTenant();
    await aContact(t, { phone: "+34600111222", bsuid: "ES.12345" });
    const other = await aContact(t, { phone: "+34600333444" });
    const refusal = await learn(t, [
      {
        contactId: other.id,
        set: { name: "x" },
        identities: [{ kind: "bsuid", value: "ES.12345" }],
      },
    ]).catch((error: unknown) => error);
    expect(isIdentityConflict(refusal)).toBe(true);
    const rows = await t.ctx.db.query.contacts.findMany();
    expect(rows.map(({ name }) => name)).toEqual([null, null]);
  });

  test("of nobody is no statement and no event", async ({ expect }) => {
    const t = await aTenant();
    expect(learnStatements(t.ctx, [], 1)).toEqual([]);
    expect(await learnAccounts(t.ctx, [])).toEqual({ statements: [], events: [] });
    expect(learnedEvents([])).toEqual([]);
  });

  test("as the account of an answered message changes only who has another one", async ({
    expect,
  }) => {
    const t = await aTenant();
    const known = await aContact(t, { phone: "+34600111222", waId: "34600111222" });
    const fresh = await aContact(t, { phone: "+5511987654321" });
    const written = await rowsWritten(t.ctx, async (ctx) => {
      const learned = await learnAccounts(ctx, [
        [known.id, "34600111222"],
        [fresh.id, "551187654321"],
      ]);
      await ctx.db.$client.batch([...learned.statements]);
    });
    expect(written).toBe(1);
    expect((await call(t, `GET /contacts/${fresh.id}`)).body["wa_id"]).toBe("551187654321");
    const rows = await t.ctx.db.query.contacts.findMany();
    expect(rows.find(({ id }) => id === known.id)?.updatedAt).toBe(known.updatedAt);
  });
});

test("a new number tells that Meta's account of the old one is gone", async ({ expect }) => {
  const t = await aTenant();
  const { id } = await aContact(t, { phone: "+34600111222", waId: "34600111222" });
  const { body } = await call(t, `PATCH /contacts/${id}`, { phone: "+34600333444" });
  expect(body["wa_id"]).toBeNull();
  const told = (await eventsOf(t.ctx)).at(-1);
  expect(told).toEqual({
    type: "contact.updated",
    data: { contact_id: id, fields: ["phone", "wa_id"] },
  });
  expect(EVENTS["contact.updated"].data.safeParse({ ...told?.data, phone: "+1" }).success).toBe(
    false,
  );
});
