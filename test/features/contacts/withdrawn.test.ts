import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import {
  guardNoneWithdrawn,
  isWithdrawnMeanwhile,
  readWithdrawn,
  readWithdrawnAmong,
} from "#features/consent/index";
import { learnAccounts } from "#features/contacts/index";
import { readSuppressed } from "#features/suppressions/index";
import { commit } from "#platform/commit";

import { call } from "../../fixtures/call";
import { aSender } from "../../fixtures/campaign";
import { eventTypes } from "../../fixtures/events";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";
import {
  aText,
  change,
  deliverAndDrain,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook";

const grant = { purpose: "marketing", action: "grant", method: "form", statement: "I agree" };
const PHONE = "+34600111222";
const OTHER = "+34600333444";

/** A workspace with one person who said STOP, and ways to change contacts. */
async function withStopped() {
  const t = await aSender({ category: "UTILITY" });
  const number = await t.ctx.db.query.numbers.findFirst();
  if (number === undefined) throw new Error("a sender has a number");
  const says = (body: string, own: object = {}) =>
    deliverAndDrain(
      t.ctx,
      envelope(number.wabaId, change(number, { messages: [aText({ text: { body }, ...own })] })),
    );
  const created = await call(t, "POST /contacts", { phone: PHONE, name: "Ana" });
  const id = String(created.body["id"]);
  await says("stop", { timestamp: secondsAgo(60) });
  const marketingOf = async (selector: string) => {
    const { body } = await call(t, `GET /contacts/${selector}`);
    // Safe: a contact's view has consents.
    return (body["consents"] as { marketing: string }).marketing;
  };
  const grants = async (selector: string) => {
    const { status, body } = await call(t, `POST /contacts/${selector}/consents`, grant);
    return [status, body["code"]];
  };
  const patch = (selector: string, body: object) => call(t, `PATCH /contacts/${selector}`, body);
  return { t, id, says, marketingOf, grants, patch };
}

/** Where the acts of the ledger come from, oldest first. */
const sources = async ({ ctx }: TenantFixture) =>
  (await ctx.db.query.consents.findMany()).map(({ source }) => source);

const REFUSED = [409, "withdrawn_by_person"];

describe("a withdrawal belongs to the person", () => {
  test("whose phone is patched away and who is created again", async ({ expect }) => {
    const { t, id, grants, patch, marketingOf } = await withStopped();
    await patch(id, { phone: OTHER });
    const again = await call(t, "POST /contacts", { phone: PHONE });
    expect(again.body["consents"]).toEqual({ marketing: "withdrawn" });
    expect(await grants(String(again.body["id"]))).toEqual(REFUSED);
    expect(await marketingOf(id)).toBe("withdrawn");
    expect(await sources(t)).toEqual([null, "earlier_withdrawal"]);
    expect((await eventTypes(t.ctx)).filter((type) => type === "consent.withdrawn").length).toBe(2);
  });

  test("whose phone is taken off and who comes in a batch, with a grant", async ({ expect }) => {
    const { t, id, patch, marketingOf } = await withStopped();
    await patch(id, { phone: null, bsuid: "ES.1234567890" });
    const { body } = await call(t, "POST /contacts/batch", {
      items: [{ phone: PHONE, consent: grant }, { phone: PHONE }],
    });
    expect(body["results"]).toMatchObject([
      { status: "failed", error: { code: "withdrawn_by_person", pointer: "/items/0" } },
      { status: "created" },
    ]);
    expect(await marketingOf(encodeURIComponent(PHONE))).toBe("withdrawn");
  });

  test("whose phone is moved onto a contact that had granted", async ({ expect }) => {
    const { t, id, patch, grants, marketingOf } = await withStopped();
    const other = await call(t, "POST /contacts", { phone: OTHER });
    const otherId = String(other.body["id"]);
    await grants(otherId);
    await patch(id, { phone: null, bsuid: "ES.1234567890" });
    const moved = await patch(otherId, { phone: PHONE });
    expect(moved.body["consents"]).toEqual({ marketing: "withdrawn" });
    expect(await grants(otherId)).toEqual(REFUSED);
    expect(await marketingOf(id)).toBe("withdrawn");
  });

  test("whose phone goes from hand to hand in one call", async ({ expect }) => {
    const { t, id, marketingOf } = await withStopped();
    await call(t, `PATCH /contacts/${id}`, { external_id: "a" });
    const { body } = await call(t, "POST /contacts/batch", {
      items: [
        { external_id: "a", phone: null, bsuid: "ES.1234567890" },
        { external_id: "b", phone: PHONE },
      ],
      on_conflict: "update",
    });
    expect(body["failed"]).toBe(0);
    expect(await marketingOf("ext:b")).toBe("withdrawn");
    expect(await readWithdrawn(t.ctx, ["phone:34600111222"])).toEqual(new Map());
  });

  test("and only their own START, on whatever contact they are, lifts it", async ({ expect }) => {
    const { t, id, says, patch, marketingOf, grants } = await withStopped();
    await patch(id, { phone: OTHER });
    await call(t, "POST /contacts", { phone: PHONE });
    await says("start", { timestamp: secondsAgo(90) });
    expect(await marketingOf(encodeURIComponent(PHONE))).toBe("withdrawn");
    await says("start", { timestamp: secondsAgo(-2) });
    expect(await marketingOf(encodeURIComponent(PHONE))).toBe("granted");
    expect(await marketingOf(id)).toBe("withdrawn");
    expect(await grants(id)).toEqual(REFUSED);
  });

  test("and no longer once they lifted it before the phone changed hands", async ({ expect }) => {
    const { t, id, says, patch } = await withStopped();
    await says("start", { timestamp: secondsAgo(10) });
    await patch(id, { phone: OTHER });
    const again = await call(t, "POST /contacts", { phone: PHONE });
    expect(again.body["consents"]).toEqual({ marketing: "unknown" });
  });

  test("whom a message of ours makes a contact again", async ({ expect }) => {
    const { t, id, patch, grants, marketingOf } = await withStopped();
    await patch(id, { phone: OTHER });
    const template = { name: "spring", language: { code: "en_US" } };
    const key = { "idempotency-key": "k" };
    const sent = await call(t, "POST /messages", { to: PHONE, template }, key);
    expect(sent.status).toBe(202);
    expect(await marketingOf(encodeURIComponent(PHONE))).toBe("withdrawn");
    expect(await grants(encodeURIComponent(PHONE))).toEqual(REFUSED);
    expect(await sources(t)).toEqual([null, "earlier_withdrawal"]);
  });

  test("whom Meta's answer names by the id that they had withdrawn under", async ({ expect }) => {
    const { t, id, patch, marketingOf } = await withStopped();
    await patch(id, { phone: OTHER });
    const other = await call(t, "POST /contacts", { phone: "+34600555666" });
    const learned = await learnAccounts(t.ctx, [
      [other.body["id"] as Id<"contact">, PHONE.slice(1)],
    ]);
    await commit(t.ctx, learned);
    expect(await marketingOf(encodeURIComponent(PHONE))).toBe("withdrawn");
    expect(await sources(t)).toEqual([null, "earlier_withdrawal"]);
  });

  test("under a hash that tells no number and differs between workspaces", async ({ expect }) => {
    const hashes = await Promise.all(
      [1, 2].map(async () => {
        const { t, id, patch } = await withStopped();
        await patch(id, { phone: OTHER });
        const [row, second] = await t.ctx.db.query.withdrawnIdentities.findMany();
        expect(second).toBeUndefined();
        return row?.keyHash ?? "";
      }),
    );
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });
});

describe("a grant", () => {
  const granted = async () => {
    const t = await aTenant();
    await call(t, "PUT /contacts/ext:a", { phone: PHONE });
    await call(t, "POST /contacts/ext:a/consents", grant);
    const change = async (body: object) =>
      (await call(t, "PATCH /contacts/ext:a", body)).body["consents"];
    return { t, change };
  };
  const GRANTED = { marketing: "granted" };
  const LAPSED = { marketing: "withdrawn" };

  test.for([
    ["phone", [{ phone: OTHER }]],
    ["phone, by way of none", [{ phone: null }, { phone: OTHER }]],
    ["user id, when there is no phone", [{ bsuid: "ES.1234567890" }, { phone: null }]],
  ] as const)("does not go along to another %s", async ([, changes], { expect }) => {
    const { t, change } = await granted();
    const states = [];
    for (const one of changes) states.push(await change(one));
    expect(states.at(-1)).toEqual(LAPSED);
    expect(await sources(t)).toEqual([null, "identity_changed"]);
    expect((await call(t, "POST /contacts/ext:a/consents", grant)).status).toBe(201);
  });

  test("stays with another way to write the phone, and with more about the person", async ({
    expect,
  }) => {
    const { change } = await granted();
    expect(await change({ phone: "+34 600 111 222" })).toEqual(GRANTED);
    expect(await change({ bsuid: "ES.1234567890", name: "Ana" })).toEqual(GRANTED);
  });
});

describe("of many identities at once", () => {
  const MANY = 150;
  const phones = Array.from({ length: MANY }, (_, i) => `+34611${String(100_000 + i)}`);
  const keys = [...phones, PHONE, OTHER].map((phone) => `phone:${phone.slice(1)}`);

  const range = phones.map((_, i) => i);

  /** Others who withdrew or are suppressed, so many that they are not all looked at. */
  const crowd = (t: TenantFixture) =>
    t.ctx.db.$client.batch([
      t.ctx.db.$client
        .prepare(
          "INSERT INTO withdrawn_identities (key_hash, withdrawn_at) SELECT 'w' || value, 1 FROM json_each(?1)",
        )
        .bind(JSON.stringify(range)),
      t.ctx.db.$client
        .prepare(
          "INSERT INTO suppressed_identities (key_hash, suppression_id) SELECT 's' || value, 'sup' FROM json_each(?1)",
        )
        .bind(JSON.stringify(range)),
    ]);

  test.for([false, true])(
    "those are found under which somebody withdrew or is suppressed (among many: %s)",
    async (isCrowded, { expect }) => {
      const { t, id, patch, marketingOf } = await withStopped();
      await patch(id, { phone: OTHER });
      await call(t, "POST /suppressions", { contact: phones[7] });
      if (isCrowded) await crowd(t);
      const { withdrawn, all } = await readWithdrawnAmong(t.ctx, keys);
      expect(withdrawn).toEqual(await readWithdrawn(t.ctx, keys));
      expect([...withdrawn.keys(), all?.size]).toEqual([
        `phone:${PHONE.slice(1)}`,
        isCrowded ? undefined : 1,
      ]);
      expect(await readSuppressed(t.ctx, keys)).toEqual(
        new Set([`phone:${String(phones[7]).slice(1)}`]),
      );

      const items = [...phones, PHONE].map((phone) => ({ phone }));
      const { body } = await call(t, "POST /contacts/batch", { items });
      expect(body).toMatchObject({ created: MANY + 1, failed: 0 });
      expect(await marketingOf(encodeURIComponent(PHONE))).toBe("withdrawn");
      expect(await marketingOf(encodeURIComponent(String(phones[8])))).toBe("unknown");
    },
  );

  test("none slips in under which somebody withdraws meanwhile", async ({ expect }) => {
    const { t, id, patch } = await withStopped();
    const { all } = await readWithdrawnAmong(t.ctx, keys);
    if (all === null) throw new Error("there are few");
    const gain = () => commit(t.ctx, { statements: [guardNoneWithdrawn(t.ctx, all)] });
    await gain();
    await patch(id, { phone: OTHER });
    const refused: unknown = await gain().catch((error: unknown) => error);
    expect(isWithdrawnMeanwhile(refused)).toBe(true);
  });
});
