import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import { contacts, messages, numbers } from "#db/tenant/schema";
import { sendOutbox } from "#features/messages/index";

import { aKey, call } from "../../fixtures/call.ts";
import { aMessageRow, aNumberRow } from "../../fixtures/message-rows.ts";
import { accepted, withMeta } from "../../fixtures/meta.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";

const PHONE = "+5511987654321";

const post = (t: TenantFixture, path: string, body: object) =>
  call(t, `POST ${path}`, body, aKey());
const suppressed = async (t: TenantFixture, selector: string) => {
  const { body } = await call(t, `GET /contacts/${encodeURIComponent(selector)}`);
  return body["suppressed"];
};

describe("the suppression list", () => {
  test("marks the contact that it names, and tells once", async ({ expect }) => {
    const t = await aTenant();
    await post(t, "/contacts", { phone: PHONE, bsuid: "US.123456" });
    const first = await post(t, "/suppressions", { contact: PHONE, reason: "complaint" });
    expect(first).toMatchObject({
      status: 201,
      body: { kinds: ["bsuid", "phone"], reason: "complaint" },
    });
    const again = await post(t, "/suppressions", { contact: "bsuid:US.123456" });
    expect(again).toMatchObject({
      status: 200,
      body: { id: first.body["id"], reason: "complaint" },
    });
    expect(await suppressed(t, PHONE)).toBe(true);
    const { body } = await call(t, "GET /events?types=suppression.added");
    expect(body["data"]).toMatchObject([
      { data: { suppression_id: first.body["id"], contact_id: first.body["contact_id"] } },
    ]);
  });

  test("keeps no phone and no user id, only their keyed hashes", async ({ expect }) => {
    const t = await aTenant();
    await post(t, "/suppressions", { contact: PHONE });
    const rows = await t.ctx.db.$client
      .prepare(
        "SELECT * FROM suppressions x JOIN suppressed_identities s ON s.suppression_id = x.id",
      )
      .all();
    expect(rows.results).toHaveLength(1);
    expect(JSON.stringify(rows.results)).not.toMatch(/11987654321|987654321/);
  });

  test.for([
    ["is created", (t: TenantFixture) => post(t, "/contacts", { phone: PHONE })],
    [
      "comes in a batch",
      (t: TenantFixture) => post(t, "/contacts/batch", { items: [{ phone: PHONE }] }),
    ],
    [
      "is changed to be that person",
      async (t: TenantFixture) => {
        await post(t, "/contacts", { bsuid: "US.55", external_id: "e1" });
        return call(t, "PATCH /contacts/ext:e1", { phone: PHONE });
      },
    ],
    [
      "is named in a brazilian variant of the number",
      (t: TenantFixture) => post(t, "/contacts", { phone: "+551187654321" }),
    ],
  ] as const)("holds for whoever %s later", async ([, come], { expect }) => {
    const t = await aTenant();
    const made = await post(t, "/suppressions", { contact: PHONE });
    expect(made.body["contact_id"]).toBeNull();
    const answer = await come(t);
    expect(answer.status).toBeLessThan(300);
    expect(await suppressed(t, PHONE)).toBe(true);
    const { body } = await call(t, "GET /suppressions");
    const [contact] = await t.ctx.db.select().from(contacts).all();
    expect(body["data"]).toMatchObject([{ id: made.body["id"], contact_id: contact?.id }]);
  });

  test.for([
    ["later", [{ phone: PHONE }, { phone: PHONE, bsuid: "US.123456" }]],
    ["with it", [{ phone: PHONE, bsuid: "US.123456" }]],
  ] as const)(
    "takes in the user id that a person comes by %s, and lets it go with them",
    async ([, steps], { expect }) => {
      const t = await aTenant();
      const made = await post(t, "/suppressions", { contact: PHONE });
      for (const body of steps)
        await call(t, `PUT /contacts/${encodeURIComponent(PHONE)}`, body, aKey());
      const { body } = await call(t, "GET /suppressions");
      expect(body["data"]).toMatchObject([{ id: made.body["id"], kinds: ["bsuid", "phone"] }]);
      // Their contact is gone, and they come back by the user id alone.
      await t.ctx.db.$client.batch(
        ["identities", "contacts"].map((table) => t.ctx.db.$client.prepare(`DELETE FROM ${table}`)),
      );
      expect((await post(t, "/contacts", { bsuid: "US.123456" })).body["suppressed"]).toBe(true);
      await call(t, `DELETE /suppressions/${String(made.body["id"])}`);
      expect(await suppressed(t, "bsuid:US.123456")).toBe(false);
    },
  );

  test("answers the creation of a suppressed contact with what it is", async ({ expect }) => {
    const t = await aTenant();
    await post(t, "/suppressions", { contact: PHONE });
    expect(await post(t, "/contacts", { phone: PHONE })).toMatchObject({
      status: 201,
      body: { suppressed: true },
    });
  });

  test("lets somebody go, unless another of their identities is on it", async ({ expect }) => {
    const t = await aTenant();
    const byPhone = await post(t, "/suppressions", { contact: PHONE });
    const byId = await post(t, "/suppressions", { contact: "bsuid:US.99" });
    await post(t, "/contacts", { phone: PHONE, bsuid: "US.99" });
    expect((await call(t, `DELETE /suppressions/${String(byPhone.body["id"])}`)).status).toBe(204);
    expect(await suppressed(t, PHONE)).toBe(true);
    expect((await call(t, `DELETE /suppressions/${String(byId.body["id"])}`)).status).toBe(204);
    expect(await suppressed(t, PHONE)).toBe(false);
    expect((await call(t, "GET /suppressions")).body["data"]).toEqual([]);
    expect((await call(t, `DELETE /suppressions/${String(byId.body["id"])}`)).status).toBe(404);
  });

  test("takes in a person of whom two suppressions know a part, and lists each of theirs", async ({
    expect,
  }) => {
    const t = await aTenant();
    const byPhone = await post(t, "/suppressions", { contact: PHONE });
    const byId = await post(t, "/suppressions", { contact: "bsuid:US.99" });
    const { body: contact } = await post(t, "/contacts", { phone: PHONE, bsuid: "US.99" });
    const again = await post(t, "/suppressions", { contact: String(contact["id"]) });
    expect(again.status).toBe(200);
    const { body } = await call(t, `GET /suppressions?contact=${String(contact["id"])}`);
    expect(body.data?.map(({ id, kinds }) => [id, kinds])).toEqual([
      [byId.body["id"], ["bsuid"]],
      [byPhone.body["id"], ["phone"]],
    ]);
    for (const { id } of body.data ?? []) await call(t, `DELETE /suppressions/${String(id)}`);
    expect(await suppressed(t, PHONE)).toBe(false);
  });

  test("adds what is new of a person who is on it already", async ({ expect }) => {
    const t = await aTenant();
    const { body: first } = await post(t, "/suppressions", { contact: PHONE });
    await post(t, "/contacts", { phone: PHONE, bsuid: "US.42" });
    const again = await post(t, "/suppressions", { contact: PHONE });
    expect(again).toMatchObject({
      status: 200,
      body: { id: first["id"], kinds: ["bsuid", "phone"] },
    });
    const { body } = await call(t, "GET /suppressions?contact=bsuid:US.42");
    expect(body.data).toMatchObject([{ id: first["id"] }]);
    expect((await call(t, "GET /suppressions?contact=bsuid:US.43")).body.data).toEqual([]);
  });

  test("puts two callers who name one person at once on it once", async ({ expect }) => {
    const t = await aTenant();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => post(t, "/suppressions", { contact: PHONE })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.every(({ status }) => status < 300)).toBe(true);
    expect(new Set(answers.map(({ body }) => body["id"])).size).toBe(1);
  });

  test("holds for the contact that two became, and lets that one go", async ({ expect }) => {
    const t = await aTenant();
    await post(t, "/contacts", { phone: PHONE });
    const { body: kept } = await post(t, "/contacts", { bsuid: "US.777" });
    const { body } = await post(t, "/suppressions", { contact: PHONE });
    await post(t, `/contacts/${String(kept["id"])}/merge`, { other: PHONE });
    expect(await suppressed(t, "bsuid:US.777")).toBe(true);
    await call(t, `DELETE /suppressions/${String(body["id"])}`);
    expect(await suppressed(t, "bsuid:US.777")).toBe(false);
  });

  test("names what it cannot take", async ({ expect }) => {
    const t = await aTenant();
    const codes = await Promise.all(
      ["con_01k9zq3v6m8r2t4w6y8a0c2e4g", "+1", "x", "ext:gone"].map(async (contact) => {
        const { status, body } = await post(t, "/suppressions", { contact });
        return [status, body["code"]];
      }),
    );
    expect(codes).toEqual([
      [404, "not_found"],
      [422, "invalid_phone"],
      [400, "invalid_request"],
      [404, "not_found"],
    ]);
  });
});

test("what is queued is not sent to somebody who comes onto the list", async ({ expect }) => {
  const t = await aTenant();
  const { body: contact } = await post(t, "/contacts", { phone: PHONE });
  const number = aNumberRow();
  const contactId = contact["id"] as Id<"contact">;
  await t.ctx.db.insert(numbers).values(number);
  await t.ctx.db.insert(messages).values(aMessageRow({ numberId: number.id, contactId }));
  await post(t, "/suppressions", { contact: contactId });
  const meta = withMeta(t.ctx, () => accepted("never"));
  await sendOutbox(meta.ctx);
  const [row] = await t.ctx.db.query.messages.findMany();
  expect([row?.state, row?.skipReason]).toEqual(["skipped", "suppressed"]);
  expect(meta.posts).toEqual([]);
});

test("nothing is sent to a person on the suppression list, known or not", async ({ expect }) => {
  const t = await aTenant();
  await post(t, "/numbers", { kind: "sandbox", name: "Shop" });
  await post(t, "/suppressions", { contact: PHONE });
  const send = () => post(t, "/messages", { to: PHONE, text: { body: "Hello" } });
  expect(await send()).toMatchObject({ status: 422, body: { code: "recipient_suppressed" } });
  await post(t, "/contacts", { phone: PHONE });
  expect(await send()).toMatchObject({ status: 422, body: { code: "recipient_suppressed" } });
});
