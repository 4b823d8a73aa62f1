import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import {
  contactMerges,
  contacts,
  erasedMessages,
  identities,
  messages,
  privacyRequests,
} from "#db/tenant/schema";
import { buildAccess, reapplyErasures, runErasure, sweepPrivacy } from "#features/privacy/index";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { ask, call } from "../../fixtures/call.ts";
import { findEverywhere } from "../../fixtures/everything.ts";
import { aContactRow, aMessageRow } from "../../fixtures/message-rows.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";
import {
  aConnectedNumber,
  aStatus,
  aText,
  change,
  deliverAndDrain,
  envelope,
} from "../../fixtures/webhooks/meta-webhook.ts";

/** Of this file alone. */
const ANA = "34600991122";

async function aWorld() {
  const t = await aTenant();
  const number = await aConnectedNumber(t.ctx);
  const says = (...values: readonly object[]) =>
    deliverAndDrain(
      t.ctx,
      envelope(number.wabaId, ...values.map((value) => change(number, value))),
    );
  return { t, number, says };
}

const contactsOf = (t: TenantFixture) => t.ctx.db.select().from(contacts).all();

/** Ask for an erasure, and see it done. */
async function erase(t: TenantFixture, contact: string): Promise<string> {
  const { status, body } = await call(t, "POST /privacy/requests", { kind: "erase", contact });
  if (status !== 202) throw new Error(JSON.stringify(body));
  await done(t.ctx, body["id"] as Id<"privacyRequest">);
  return String(body["id"]);
}

/** Whoever runs it. */
const done = (ctx: ScopedContext, id: Id<"privacyRequest">) =>
  until(async () => {
    await runErasure(ctx, id);
    const rows = await ctx.db.select().from(privacyRequests).all();
    return rows.find((row) => row.id === id)?.status === "completed";
  });

describe("behind an erasure", () => {
  test("what Meta delivers again creates nothing, and neither do late statuses, edits and revocations", async ({
    expect,
  }) => {
    const { t, number, says } = await aWorld();
    const said = aText({ from: ANA, text: { body: "palabra5521" } });
    const first = { contacts: [{ profile: { name: "Ana" }, wa_id: ANA }], messages: [said] };
    await says(first);
    const [ana] = await contactsOf(t);
    if (ana === undefined) throw new Error("nobody");
    const sent = aMessageRow({
      contactId: ana.id,
      numberId: number.id,
      conversationId: conversationIdOf(ana.id, number.id),
      state: "sent",
      wamid: `wamid.${newId("event")}`,
      sentAt: 1,
    });
    const lost = aMessageRow({ contactId: ana.id, numberId: number.id, state: "unknown" });
    await t.ctx.db.insert(messages).values([sent, lost]);
    await erase(t, ana.id);
    expect(await contactsOf(t)).toEqual([]);

    await says(first);
    await says({ statuses: [aStatus({ id: sent.wamid, status: "read", recipient_id: ANA })] });
    await says({
      statuses: [
        aStatus({ status: "delivered", recipient_id: ANA, biz_opaque_callback_data: lost.id }),
      ],
    });
    await says({
      messages: [
        {
          ...aText({ from: ANA }),
          type: "edit",
          edit: { original_message_id: said.id, message: { type: "text", text: { body: "x" } } },
          text: undefined,
        },
      ],
    });
    expect(await contactsOf(t)).toEqual([]);
    expect(await t.ctx.db.select().from(messages).all()).toEqual([]);
    expect(await findEverywhere(t.ctx, [ANA, "palabra5521"])).toEqual([]);
  });

  test("of one delivery only what was the person's is let go", async ({ expect }) => {
    const { t, says } = await aWorld();
    const said = aText({ from: ANA });
    await says({ messages: [said] });
    const [ana] = await contactsOf(t);
    await erase(t, ana?.id ?? "");

    const other = aText({ from: "34600991133", text: { body: "hola" } });
    await says({ messages: [said, other] });
    const rows = await t.ctx.db.select().from(messages).all();
    expect(rows.map(({ wamid }) => wamid)).toEqual([other.id]);
    expect(await findEverywhere(t.ctx, [ANA])).toEqual([]);
  });

  test("a webhook that was too long for a row is erased, also when its entry in the archive is gone", async ({
    expect,
  }) => {
    const { t, says } = await aWorld();
    const long = () =>
      aText({ from: ANA, type: "image", image: { id: "1", caption: "x".repeat(1_600_000) } });
    const other = aText({ from: "34600991133", text: { body: "hola" } });
    await says({ messages: [aText({ from: ANA }), long(), other] });
    await says({ messages: [long()] });
    const [ana] = (await contactsOf(t)).filter(({ waId }) => waId === ANA);
    const { drains } = await t.ctx.session.drained(Number.MAX_SAFE_INTEGER, 10);
    await t.ctx.session.rewriteDrained(drains.map(({ lastSeq }) => ({ lastSeq, changes: null })));
    expect((await t.ctx.bucket.list("inbound/", null)).keys).toHaveLength(2);
    await erase(t, ana?.id ?? "");
    expect(await findEverywhere(t.ctx, [ANA])).toEqual([]);
    const { keys } = await t.ctx.bucket.list("inbound/", null);
    const left = await Promise.all(keys.map(async (key) => t.ctx.bucket.get(key)));
    const texts = left.map((bytes) => new TextDecoder().decode(bytes ?? undefined));
    expect(texts.filter((text) => text.includes("hola"))).toHaveLength(1);
  });

  test("somebody who writes anew is somebody new, to whom nothing is sent", async ({ expect }) => {
    const { t, says } = await aWorld();
    await says({ messages: [aText({ from: ANA })] });
    const [before] = await contactsOf(t);
    await erase(t, before?.id ?? "");

    await says({ messages: [aText({ from: ANA, text: { body: "me again" } })] });
    const [again] = await contactsOf(t);
    expect(again).toMatchObject({ waId: ANA, suppressed: true });
    expect(again?.id).not.toBe(before?.id);
  });

  test("what was being sent is waited for", async ({ expect }) => {
    const { t, number, says } = await aWorld();
    await says({ messages: [aText({ from: ANA })] });
    const [ana] = await contactsOf(t);
    if (ana === undefined) throw new Error("nobody");
    const row = aMessageRow({
      contactId: ana.id,
      numberId: number.id,
      state: "sending",
      claim: "held",
    });
    await t.ctx.db.insert(messages).values(row);
    const { body } = await call(t, "POST /privacy/requests", { kind: "erase", contact: ana.id });
    const id = body["id"] as Id<"privacyRequest">;
    expect(await runErasure(t.ctx, id)).toMatchObject({ type: "retry" });
    expect(await t.ctx.db.select({ id: messages.id }).from(messages).all()).toEqual([
      { id: row.id },
    ]);

    await t.ctx.db.update(messages).set({ state: "sent", wamid: "wamid.late" });
    await done(t.ctx, id);
    expect(await t.ctx.db.select().from(messages).all()).toEqual([]);
  });

  test("a person who was merged is erased with all that they were", async ({ expect }) => {
    const { t, says } = await aWorld();
    await says({ messages: [aText({ from: ANA })] });
    const [ana] = await contactsOf(t);
    const other = aContactRow({ phone: "+34600998877", name: "Anastasia" });
    await t.ctx.db.insert(contacts).values(other);
    await t.ctx.db
      .insert(identities)
      .values({ value: "34600998877", kind: "phone", contactId: other.id, createdAt: 1 });
    await call(t, `POST /contacts/${String(ana?.id)}/merge`, { other: other.id });
    await erase(t, other.id);
    expect(await contactsOf(t)).toEqual([]);
    expect(await t.ctx.db.select().from(contactMerges).all()).toEqual([]);
    expect(await findEverywhere(t.ctx, [ANA, "34600998877", "Anastasia"])).toEqual([]);
  });

  test("a person who was more contacts than a query has parameters is copied and erased whole", async ({
    expect,
  }) => {
    const { t, says } = await aWorld();
    await says({ messages: [aText({ from: ANA })] });
    const [ana] = await contactsOf(t);
    if (ana === undefined) throw new Error("nobody");
    const were = Array.from({ length: 120 }, (_, i) =>
      aContactRow({ phone: null, externalId: `vieja-${i}`, mergedInto: ana.id }),
    );
    for (const row of were) await t.ctx.db.insert(contacts).values(row);
    for (let i = 0; i < 120; i++)
      await t.ctx.db.insert(identities).values({
        kind: "phone",
        value: `34600${String(200_000 + i)}`,
        contactId: ana.id,
        createdAt: 1,
      });
    const copy = await call(t, "POST /privacy/requests", { kind: "access", contact: ana.id });
    await buildAccess(t.ctx, copy.body["id"] as Id<"privacyRequest">);
    const file = await ask(t, `GET /privacy/requests/${String(copy.body["id"])}/download`);
    expect((await file.json<{ contacts: object[] }>()).contacts).toHaveLength(121);
    await erase(t, ana.id);
    expect(await contactsOf(t)).toEqual([]);
    expect(await findEverywhere(t.ctx, [ANA, "vieja-119", "34600200119"])).toEqual([]);
  });

  test("ids of messages are remembered as hashes alone, and for eight days", async ({ expect }) => {
    const { t, says } = await aWorld();
    await says({ messages: [aText({ from: ANA })] });
    const [ana] = await contactsOf(t);
    await erase(t, ana?.id ?? "");
    const kept = await t.ctx.db.select().from(erasedMessages).all();
    expect(kept).toHaveLength(2);
    const { sweepErased } = await import("#features/messages/index");
    await sweepErased({ ...t.ctx, nowMs: () => Date.now() + 7 * 86_400_000 });
    expect(await t.ctx.db.select().from(erasedMessages).all()).toHaveLength(2);
    await sweepErased({ ...t.ctx, nowMs: () => Date.now() + 9 * 86_400_000 });
    expect(await t.ctx.db.select().from(erasedMessages).all()).toEqual([]);
  });

  test("a database that is set back to a time before is erased again", async ({ expect }) => {
    const { t, says } = await aWorld();
    await says({ messages: [aText({ from: ANA })] });
    const [ana] = await contactsOf(t);
    if (ana === undefined) throw new Error("nobody");
    const tables = [contacts, identities, messages] as const;
    const before = await Promise.all(tables.map((table) => t.ctx.db.select().from(table).all()));
    const id = await erase(t, ana.id);

    // As a restore leaves it: what was there, and no word of the erasure.
    await t.ctx.db.delete(privacyRequests);
    await t.ctx.db.insert(contacts).values(before[0] as (typeof contacts.$inferInsert)[]);
    await t.ctx.db.insert(identities).values(before[1] as (typeof identities.$inferInsert)[]);
    await t.ctx.db.insert(messages).values(before[2] as (typeof messages.$inferInsert)[]);
    expect(await reapplyErasures(t.ctx)).toBe(1);
    await done(t.ctx, id as Id<"privacyRequest">);
    expect(await findEverywhere(t.ctx, [ANA])).toEqual([]);
    expect(await reapplyErasures(t.ctx)).toBe(0);
  });
});

describe("a person's copy", () => {
  test("holds all that is kept, as JSON, as a table and as a list of files, for seven days", async ({
    expect,
  }) => {
    const { t, number, says } = await aWorld();
    await says({
      contacts: [{ profile: { name: "Ana" }, wa_id: ANA }],
      messages: [
        aText({ from: ANA, text: { body: "=palabra5521" } }),
        aText({
          from: ANA,
          type: "image",
          text: undefined,
          image: { id: "1234567", mime_type: "image/jpeg", sha256: "eA==" },
        }),
      ],
    });
    const [ana] = await contactsOf(t);
    if (ana === undefined) throw new Error("nobody");
    await t.ctx.db.insert(messages).values([
      aMessageRow({
        contactId: ana.id,
        numberId: number.id,
        state: "sent",
        content: { body: "adios" },
      }),
      // Somebody else's.
      aMessageRow({ numberId: number.id, content: { body: "secreto de otro" } }),
    ]);
    const { body } = await call(t, "POST /privacy/requests", { kind: "access", contact: ana.id });
    const id = body["id"] as Id<"privacyRequest">;
    await buildAccess(t.ctx, id);
    expect((await call(t, `GET /privacy/requests/${id}`)).body).toMatchObject({
      status: "completed",
      counts: { messages: 3, files: 1 },
    });
    const read = async (part: string) =>
      (await ask(t, `GET /privacy/requests/${id}/download?part=${part}`)).text();
    const data = JSON.parse(await read("data")) as Readonly<Record<string, readonly object[]>>;
    expect(data).toMatchObject({
      contacts: [{ id: ana.id, wa_id: ANA, name: "Ana" }],
      identities: [{ kind: "phone", value: ANA }],
      messages: [
        { direction: "inbound", content: { body: "=palabra5521" } },
        { type: "image" },
        { content: { body: "adios" } },
      ],
    });
    const table = await read("messages");
    expect(table).toContain("'=palabra5521");
    expect(table.trim().split("\r\n")).toHaveLength(4);
    expect(JSON.parse(await read("media"))).toMatchObject({
      files: [
        { mime_type: "image/jpeg", content_url: expect.stringContaining("/v1/media/") as string },
      ],
    });
    expect(JSON.stringify(data) + table).not.toContain("secreto de otro");

    await sweepPrivacy({ ...t.ctx, nowMs: () => Date.now() + 8 * 86_400_000 });
    expect(await call(t, `GET /privacy/requests/${id}/download`)).toMatchObject({
      status: 410,
      body: { code: "media_unavailable" },
    });
    expect((await t.ctx.bucket.list("access/", null)).keys).toEqual([]);
  });

  test("goes with the person", async ({ expect }) => {
    const { t, says } = await aWorld();
    await says({ messages: [aText({ from: ANA })] });
    const [ana] = await contactsOf(t);
    const { body } = await call(t, "POST /privacy/requests", { kind: "access", contact: ana?.id });
    await buildAccess(t.ctx, body["id"] as Id<"privacyRequest">);
    const id = await erase(t, ana?.id ?? "");
    expect(await findEverywhere(t.ctx, [ANA])).toEqual([]);
    expect(
      (await call(t, `GET /privacy/requests/${id}/certificate`)).body["recipients"],
    ).toContainEqual({ kind: "export", resource: body["id"], at: null, state: "gone" });
  });

  test("is not for whoever may not see phones", async ({ expect }) => {
    const t = await aTenant({ scopes: ["privacy:read"] });
    expect(
      await call(t, `GET /privacy/requests/${newId("privacyRequest")}/download`),
    ).toMatchObject({
      status: 403,
      body: { code: "missing_scope" },
    });
  });
});

describe("a request", () => {
  test("is due when the law says, and is overdue behind that", async ({ expect }) => {
    const t = await aTenant();
    const row = aContactRow();
    await t.ctx.db.insert(contacts).values(row);
    const made = await call(t, "POST /privacy/requests", {
      kind: "rectify",
      contact: row.id,
      law: "lgpd",
      note: "By telephone.",
    });
    expect(made).toMatchObject({ status: 202, body: { status: "open", overdue: false } });
    const { created_at, due_at, id } = made.body as Readonly<Record<string, string>>;
    expect(Date.parse(due_at ?? "") - Date.parse(created_at ?? "")).toBe(15 * 86_400_000);
    await t.ctx.db.update(privacyRequests).set({ dueAt: 1 });
    expect((await call(t, `GET /privacy/requests/${String(id)}`)).body).toMatchObject({
      overdue: true,
    });
    expect((await call(t, "GET /privacy/requests?status=open&limit=1")).body).toMatchObject({
      data: [{ id, overdue: true }],
      has_more: false,
    });
    expect((await call(t, "GET /privacy/requests?status=running")).body.data).toEqual([]);
    expect(await call(t, `POST /privacy/requests/${String(id)}/complete`)).toMatchObject({
      status: 200,
      body: { status: "completed", overdue: false },
    });
    expect(
      await call(t, `POST /privacy/requests/${String(id)}/reject`, { reason: "no" }),
    ).toMatchObject({ status: 409, body: { code: "invalid_state" } });
  });

  test("to object withdraws marketing by the person's own will", async ({ expect }) => {
    const t = await aTenant();
    const row = aContactRow();
    await t.ctx.db.insert(contacts).values(row);
    await call(t, "POST /privacy/requests", { kind: "object", contact: row.id });
    const again = await call(t, `POST /contacts/${String(row.id)}/consents`, {
      purpose: "marketing",
      action: "grant",
      method: "form",
      statement: "Yes.",
    });
    expect(again).toMatchObject({ status: 409, body: { code: "withdrawn_by_person" } });
  });

  test("to restrict lets nothing be sent", async ({ expect }) => {
    const t = await aTenant();
    const { body: row } = await call(t, "POST /contacts", { phone: "+34600991144" });
    const made = await call(t, "POST /privacy/requests", { kind: "restrict", contact: row["id"] });
    expect(made.body).toMatchObject({ status: "completed" });
    expect((await call(t, `GET /contacts/${String(row["id"])}`)).body).toMatchObject({
      suppressed: true,
    });
  });

  test("to erase is not taken up twice, and has no certificate before it is done", async ({
    expect,
  }) => {
    const t = await aTenant();
    const row = aContactRow();
    await t.ctx.db.insert(contacts).values(row);
    const request = { id: newId("privacyRequest"), contactId: row.id } as const;
    await t.ctx.db.insert(privacyRequests).values({
      ...request,
      kind: "erase",
      status: "running",
      law: "gdpr",
      contactIds: [],
      actor: "user:test",
      dueAt: 1,
      createdAt: 1,
      place: { step: "meta", cursor: null, counts: {} },
    });
    expect(await call(t, `DELETE /contacts/${String(row.id)}?confirm=erase`)).toMatchObject({
      status: 409,
      body: { code: "invalid_state" },
    });
    expect(await call(t, `GET /privacy/requests/${request.id}/certificate`)).toMatchObject({
      status: 409,
    });
  });

  test("to erase waits until no law holds the data", async ({ expect }) => {
    const t = await aTenant();
    const { body: person } = await call(t, "POST /contacts", { phone: "+34600991155" });
    const id = String(person["id"]);
    await call(t, `PUT /contacts/${id}/legal-hold`, { reason: "A claim of 2026." });
    expect(await call(t, `DELETE /contacts/${id}?confirm=erase`)).toMatchObject({
      status: 409,
      body: { code: "invalid_state" },
    });
    await call(t, `DELETE /contacts/${id}/legal-hold`);
    expect(await call(t, `DELETE /contacts/${id}?confirm=erase`)).toMatchObject({ status: 202 });
  });

  test("to erase needs the word that confirms it", async ({ expect }) => {
    const t = await aTenant();
    expect(await call(t, `DELETE /contacts/${newId("contact")}`)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "confirm" }] },
    });
  });
});
