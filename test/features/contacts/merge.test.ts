import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import { contactMerges, messages } from "#db/tenant/schema";
import { appendConsents, earlierWithdrawal } from "#features/consent/index";
import { learnStatements } from "#features/contacts/index";
import { claimRows } from "#features/messages/claim";
import { pickOfNumber } from "#features/messages/queries-claims";
import { commit } from "#platform/commit";

import { aKey, call } from "../../fixtures/call";
import { adding, aDraft, aPlannedCampaign, aSender, quiet, runAll } from "../../fixtures/campaign";
import { eventsOf } from "../../fixtures/events";
import { aMessageRow } from "../../fixtures/message-rows";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";
import {
  aText,
  change,
  deliverAndDrain,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook";

const PHONE = "+34600111222";
const OTHER = "+34600333444";
const USER = "ES.1000000000000001";
const grant = { purpose: "marketing", action: "grant", method: "form", statement: "I agree" };
const stop = { purpose: "marketing", action: "withdraw", method: "verbal" };
const cleanUp = { purpose: "marketing", action: "withdraw", method: "api" };

type Made = Id<"contact">;

async function make(t: TenantFixture, body: object): Promise<Made> {
  const { body: made } = await call(t, "POST /contacts", body);
  // Safe: a created contact has its id.
  return made["id"] as Made;
}
const get = async (t: TenantFixture, selector: string) =>
  (await call(t, `GET /contacts/${encodeURIComponent(selector)}`)).body;
const merge = (t: TenantFixture, winner: string, other: string) =>
  call(t, `POST /contacts/${winner}/merge`, { other });
const unmerge = (t: TenantFixture, winner: string, other: string) =>
  call(t, `POST /contacts/${winner}/unmerge`, { other });
const consent = (t: TenantFixture, id: string, act: object) =>
  call(t, `POST /contacts/${id}/consents`, act);
const marketing = async (t: TenantFixture, id: string) => (await get(t, id))["consents"];
const idsIn = async (t: TenantFixture, route: Parameters<typeof call>[1], body?: object) =>
  // Safe: a page holds its data.
  ((await call(t, route, body)).body["data"] as { id: string }[]).map(({ id }) => id);

/** Two contacts of one person: one with a user id, one with a phone and more. */
async function two() {
  const t = await aTenant();
  const winner = await make(t, {
    bsuid: USER,
    name: "Ana",
    tags: ["vip"],
    fields: { city: "Vigo" },
  });
  const loser = await make(t, {
    phone: PHONE,
    name: "Anna",
    external_id: "crm-1",
    language: "es",
    tags: ["VIP", "shop"],
    fields: { city: "Lugo", size: 7 },
    metadata: { from: "shop" },
  });
  return { t, winner, loser };
}

describe("a merge", () => {
  test("leaves one contact, with what both had, that every selector names", async ({ expect }) => {
    const { t, winner, loser } = await two();
    const { status, body } = await merge(t, winner, loser);
    expect(status).toBe(200);
    const whole = await get(t, winner);
    expect(whole).toEqual(body);
    expect(whole).toMatchObject({
      id: winner,
      bsuid: USER,
      phone: PHONE,
      name: "Ana",
      language: "es",
      external_id: "crm-1",
      tags: ["vip", "shop"],
      fields: { city: "Vigo", size: 7 },
      metadata: { from: "shop" },
    });
    for (const selector of [loser, PHONE, `bsuid:${USER}`, "ext:crm-1"])
      expect(await get(t, selector)).toEqual(whole);
    const { data } = (await call(t, `GET /contacts/${loser}/identities`)).body;
    expect(data).toHaveLength(2);
  });

  test("is shown, told, and written into the audit log", async ({ expect }) => {
    const { t, winner, loser } = await two();
    expect((await get(t, winner))["merged"]).toEqual([]);
    await merge(t, winner, PHONE);
    const [row] = await t.ctx.db.select().from(contactMerges);
    const atMs = row?.mergedAt ?? 0;
    expect((await get(t, winner))["merged"]).toEqual([
      {
        contact_id: loser,
        merged_at: new Date(atMs).toISOString(),
        cause: "request",
        undoable_until: new Date(atMs + 30 * 86_400_000).toISOString(),
      },
    ]);
    const told = (await eventsOf(t.ctx)).filter(({ type }) => type === "contact.merged");
    expect(told.map(({ data }) => data)).toEqual([
      { contact_id: winner, other_contact_id: loser, cause: "request" },
    ]);
    const audits = await t.ctx.db.query.auditLogs.findMany();
    expect(audits.at(-1)).toMatchObject({ action: "contact.merge", target: winner });
  });

  test("leaves the merged one out of lists, of searches, and of lists by tag", async ({
    expect,
  }) => {
    const { t, winner, loser } = await two();
    await merge(t, winner, loser);
    expect(await idsIn(t, "GET /contacts")).toEqual([winner]);
    expect(await idsIn(t, "GET /contacts?tag=shop")).toEqual([winner]);
    expect(await idsIn(t, "POST /contacts/search", { filter: {} })).toEqual([winner]);
    const filter = { field: "tags", op: "contains", value: "shop" };
    expect(await idsIn(t, "POST /contacts/search", { filter })).toEqual([winner]);
  });

  test("with itself is refused, with who is merged already too, and of nobody", async ({
    expect,
  }) => {
    const { t, winner, loser } = await two();
    const codes = async (one: string, other: string) => {
      const { status, body } = await merge(t, one, other);
      return [status, body["code"]];
    };
    expect(await codes(loser, PHONE)).toEqual([422, "same_contact"]);
    expect(await codes(winner, OTHER)).toEqual([404, "not_found"]);
    expect(await codes(winner, "nobody")).toEqual([404, "not_found"]);
    await merge(t, winner, loser);
    expect(await codes(winner, loser)).toEqual([409, "invalid_state"]);
    expect(await codes(loser, winner)).toEqual([409, "invalid_state"]);
    expect(await codes(winner, PHONE)).toEqual([422, "same_contact"]);
  });

  test("of one contact into two at once makes one person of all", async ({ expect }) => {
    const { t, winner, loser } = await two();
    const third = await make(t, { phone: OTHER });
    await Promise.all([merge(t, winner, loser), merge(t, third, loser), merge(t, winner, third)]);
    const ids = await Promise.all(
      [winner, loser, third].map(async (id) => (await get(t, id))["id"]),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await idsIn(t, "GET /contacts")).toEqual([ids[0]]);
  });

  test("makes its identities the winner's: whoever gives them meets the winner", async ({
    expect,
  }) => {
    const { t, winner, loser } = await two();
    await call(t, `PATCH /contacts/${winner}`, { external_id: "crm-0" });
    await merge(t, winner, loser);
    const exists = { code: "contact_exists", contact_id: winner };
    expect((await call(t, "POST /contacts", { phone: PHONE })).body).toMatchObject(exists);
    const third = await make(t, { phone: OTHER });
    for (const body of [{ phone: PHONE }, { external_id: "crm-1" }])
      expect((await call(t, `PATCH /contacts/${third}`, body)).body).toMatchObject(exists);
    const { body } = await call(t, "POST /contacts/batch", {
      items: [{ external_id: "crm-1", phone: PHONE, name: "Ana S." }],
      on_conflict: "update",
    });
    expect(body["results"]).toMatchObject([{ status: "updated", id: winner }]);
    expect(await get(t, "ext:crm-1")).toMatchObject({ id: winner, external_id: "crm-0" });
  });

  test("of a winner takes those along who were merged into it", async ({ expect }) => {
    const { t, winner, loser } = await two();
    const top = await make(t, { phone: OTHER });
    await merge(t, winner, loser);
    await merge(t, top, winner);
    for (const id of [winner, loser, PHONE]) expect((await get(t, id))["id"]).toBe(top);
    expect((await get(t, top))["merged"]).toMatchObject([
      { contact_id: loser },
      { contact_id: winner },
    ]);
    expect((await unmerge(t, top, loser)).body).toMatchObject({
      code: "invalid_state",
      contact_id: winner,
    });
    expect((await unmerge(t, top, winner)).status).toBe(200);
    for (const id of [loser, PHONE]) expect((await get(t, id))["id"]).toBe(winner);
    expect((await unmerge(t, winner, loser)).status).toBe(200);
    expect((await get(t, PHONE))["id"]).toBe(loser);
  });
});

describe("an undoing", () => {
  test("brings both back as they were", async ({ expect }) => {
    const { t, winner, loser } = await two();
    const before = [await get(t, winner), await get(t, loser)];
    await merge(t, winner, loser);
    const { status, body } = await unmerge(t, winner, loser);
    expect(status).toBe(200);
    const changed = { updated_at: expect.any(String) as string };
    const after = [await get(t, winner), await get(t, loser)];
    expect(after).toEqual(before.map((one) => ({ ...one, ...changed })));
    expect(after[1]).toEqual(body);
    expect(await idsIn(t, "GET /contacts?tag=shop")).toEqual([loser]);
    for (const selector of [PHONE, "ext:crm-1"]) expect((await get(t, selector))["id"]).toBe(loser);
    expect((await get(t, `bsuid:${USER}`))["id"]).toBe(winner);
    const told = (await eventsOf(t.ctx)).filter(({ type }) => type === "contact.unmerged");
    expect(told).toHaveLength(1);
    expect((await merge(t, winner, loser)).status).toBe(200);
  });

  test("leaves what was changed since", async ({ expect }) => {
    const { t, winner, loser } = await two();
    await merge(t, winner, loser);
    await call(t, `PATCH /contacts/${winner}`, {
      language: "gl",
      fields: { size: 9 },
      phone: OTHER,
    });
    await unmerge(t, winner, loser);
    expect(await get(t, winner)).toMatchObject({
      phone: OTHER,
      language: "gl",
      fields: { city: "Vigo", size: 9 },
      external_id: null,
    });
    expect(await get(t, PHONE)).toMatchObject({ id: loser, phone: PHONE, language: "es" });
  });

  test("leaves an identity with whoever has it by now", async ({ expect }) => {
    const { t, winner, loser } = await two();
    await merge(t, winner, loser);
    await call(t, `PATCH /contacts/${winner}`, { phone: OTHER });
    const third = await make(t, { phone: PHONE });
    await unmerge(t, winner, loser);
    expect((await get(t, PHONE))["id"]).toBe(third);
    expect(await get(t, loser)).toMatchObject({ phone: null });
  });

  test("is possible for 30 days, and of a merge alone", async ({ expect }) => {
    const { t, winner, loser } = await two();
    const codes = async (other: string) => {
      const { status, body } = await unmerge(t, winner, other);
      return [status, body["code"]];
    };
    expect(await codes(loser)).toEqual([404, "not_found"]);
    expect(await codes("nobody")).toEqual([404, "not_found"]);
    await merge(t, winner, loser);
    const past = (days: number) =>
      t.ctx.db.update(contactMerges).set({ mergedAt: Date.now() - days * 86_400_000 });
    await past(31);
    expect(await codes(loser)).toEqual([409, "merge_too_old"]);
    await past(29);
    expect((await codes(loser))[0]).toBe(200);
    expect(await codes(loser)).toEqual([404, "not_found"]);
  });
});

describe("consent after a merge", () => {
  const states = {
    unknown: [],
    granted: [grant],
    cleaned: [grant, cleanUp],
    stopped: [grant, stop],
  };
  type State = keyof typeof states;
  const cases: readonly (readonly [State, State, string])[] = [
    ["unknown", "unknown", "unknown"],
    ["unknown", "granted", "unknown"],
    ["granted", "unknown", "granted"],
    ["granted", "granted", "granted"],
    ["granted", "cleaned", "withdrawn"],
    ["granted", "stopped", "withdrawn"],
    ["unknown", "cleaned", "withdrawn"],
    ["unknown", "stopped", "withdrawn"],
    ["cleaned", "granted", "withdrawn"],
    ["stopped", "granted", "withdrawn"],
    ["cleaned", "stopped", "withdrawn"],
    ["stopped", "cleaned", "withdrawn"],
  ];

  test.for(cases)(
    "of %s with %s is %s, and no business lifts a STOP",
    async (given, { expect }) => {
      const [own, others, after] = given;
      const t = await aTenant();
      const winner = await make(t, { phone: OTHER });
      const loser = await make(t, { phone: PHONE });
      for (const act of states[own]) await consent(t, winner, act);
      for (const act of states[others]) await consent(t, loser, act);
      const { body } = await merge(t, winner, loser);
      expect(body["consents"]).toEqual({ marketing: after });
      expect(await marketing(t, winner)).toEqual({ marketing: after });
      const isStopped = own === "stopped" || others === "stopped";
      expect((await consent(t, winner, grant)).status).toBe(isStopped ? 409 : 201);
      await unmerge(t, winner, loser);
      for (const id of [winner, loser]) {
        if (after !== "withdrawn") continue;
        expect(await marketing(t, id)).toEqual({ marketing: "withdrawn" });
        expect((await consent(t, id, grant)).status).toBe(isStopped ? 409 : 201);
      }
    },
  );

  test("is the other's STOP, and marketing goes to neither", async ({ expect }) => {
    const t = await aSender();
    const winner = await make(t, { phone: OTHER });
    const loser = await make(t, { phone: PHONE });
    await consent(t, winner, grant);
    await consent(t, loser, stop);
    await merge(t, winner, loser);
    const template = { name: "spring", language: { code: "en_US" } };
    for (const to of [OTHER, PHONE])
      expect((await call(t, "POST /messages", { to, template }, aKey())).status).toBe(422);
  });

  test("does not take a grant along to the other's phone on a caller's word", async ({
    expect,
  }) => {
    const { t, winner, loser } = await two();
    await consent(t, winner, grant);
    await merge(t, winner, loser);
    expect(await marketing(t, winner)).toEqual({ marketing: "withdrawn" });
  });

  test("stays withdrawn for both, when the person says STOP in between", async ({ expect }) => {
    const { t, winner, loser } = await two();
    await merge(t, winner, loser);
    await consent(t, winner, stop);
    await unmerge(t, winner, loser);
    for (const id of [winner, loser]) expect((await consent(t, id, grant)).status).toBe(409);
  });

  test("granted in between lapses when the two are parted", async ({ expect }) => {
    const { t, winner, loser } = await two();
    await merge(t, winner, loser);
    await consent(t, winner, grant);
    await unmerge(t, winner, loser);
    expect(await marketing(t, winner)).toEqual({ marketing: "withdrawn" });
    expect(await marketing(t, loser)).toEqual({ marketing: "unknown" });
  });

  test("stays withdrawn under an identity that the winner gave up", async ({ expect }) => {
    const { t, winner, loser } = await two();
    await merge(t, winner, loser);
    await consent(t, winner, stop);
    await call(t, `PATCH /contacts/${winner}`, { phone: null });
    await unmerge(t, winner, loser);
    expect(await t.ctx.db.query.withdrawnIdentities.findMany()).toEqual([]);
    expect((await consent(t, loser, grant)).status).toBe(409);
  });

  test("is proven by the ledgers of both", async ({ expect }) => {
    const { t, winner, loser } = await two();
    await consent(t, loser, grant);
    await consent(t, winner, grant);
    await merge(t, winner, loser);
    const { data } = (await call(t, `GET /contacts/${winner}/consents`)).body;
    // Safe: a page of the ledger.
    const acts = data as { contact_id: string; action: string }[];
    expect(acts.map((act) => [act.contact_id, act.action])).toEqual([
      [winner, "grant"],
      [loser, "grant"],
    ]);
  });
});

describe("a merged person's messages", () => {
  /** A sender, two people who wrote to it, and their threads. */
  async function threads() {
    const t = await aSender({ category: "UTILITY" });
    const number = await t.ctx.db.query.numbers.findFirst();
    if (number === undefined) throw new Error("a sender has a number");
    const says = (body: string, who: object, seconds = 60) =>
      deliverAndDrain(
        t.ctx,
        envelope(
          number.wabaId,
          change(number, {
            messages: [
              aText({ from: undefined, text: { body }, timestamp: secondsAgo(seconds), ...who }),
            ],
          }),
        ),
      );
    const byUser = { from_user_id: USER };
    const byPhone = { from: PHONE.slice(1) };
    await says("one", byUser, 90);
    await says("two", byPhone, 80);
    await says("three", byUser, 70);
    await says("four", byPhone, 60);
    const idOf = async (selector: string) => (await get(t, selector))["id"] as Made;
    const winner = await idOf(`bsuid:${USER}`);
    const loser = await idOf(PHONE);
    const threadOf = (id: Made) => conversationIdOf(id, t.numberId);
    const read = async (id: Made) => {
      const { body } = await call(t, `GET /conversations/${threadOf(id)}/messages`);
      // Safe: a page of messages, here of texts.
      return (body["data"] as { content: { body: string } }[]).map((one) => one.content.body);
    };
    const inboxOf = async () => (await call(t, "GET /conversations")).body["data"];
    return { t, winner, loser, says, byUser, byPhone, threadOf, read, inboxOf };
  }

  test("are one thread, and two again", async ({ expect }) => {
    const { t, winner, loser, says, byPhone, threadOf, read, inboxOf } = await threads();
    const before = await inboxOf();
    await merge(t, winner, loser);
    const all = ["four", "three", "two", "one"];
    expect(await read(winner)).toEqual(all);
    expect(await read(loser)).toEqual(all);
    expect(await inboxOf()).toMatchObject([
      {
        id: threadOf(winner),
        unread: 4,
        contact: { id: winner },
        last_message: { content: { body: "four" } },
      },
    ]);
    const one = await call(t, `GET /conversations/${threadOf(loser)}`);
    expect(one.body).toMatchObject({ id: threadOf(winner) });
    await says("five", byPhone, 50);
    expect(await read(winner)).toEqual(["five", ...all]);
    await unmerge(t, winner, loser);
    expect(await read(winner)).toEqual(["five", "three", "one"]);
    expect(await read(loser)).toEqual(["four", "two"]);
    expect(before).toHaveLength(2);
    expect(await inboxOf()).toMatchObject([
      { id: threadOf(winner), unread: 3 },
      { id: threadOf(loser), unread: 2 },
    ]);
  });

  test("page through both threads by one cursor", async ({ expect }) => {
    const { t, winner, loser, threadOf } = await threads();
    await merge(t, winner, loser);
    const seen: unknown[] = [];
    let after = "";
    for (let i = 0; i < 4; i++) {
      const { body } = await call(
        t,
        `GET /conversations/${threadOf(winner)}/messages?limit=1${after}`,
      );
      // Safe: a page of texts.
      seen.push(
        ...(body["data"] as { content: { body: string } }[]).map((one) => one.content.body),
      );
      after = `&after=${String(body["next_cursor"])}`;
    }
    expect(seen).toEqual(["four", "three", "two", "one"]);
  });

  test("have the window of whoever wrote last, and their own when parted", async ({ expect }) => {
    const { t, says, byPhone } = await threads();
    const quietOne = await make(t, { phone: OTHER });
    await says("hello", byPhone, 5);
    const loser = (await get(t, PHONE))["id"] as Made;
    const text = () => call(t, "POST /messages", { to: quietOne, text: { body: "hi" } }, aKey());
    expect((await text()).status).toBe(422);
    await merge(t, quietOne, loser);
    expect((await text()).status).toBe(202);
    await unmerge(t, quietOne, loser);
    expect((await text()).body["code"]).toBe("window_closed");
  });

  test("that wait go out, to who the person is now", async ({ expect }) => {
    const { t, winner, loser } = await threads();
    const of = { numberId: t.numberId, contactId: loser };
    await t.ctx.db.insert(messages).values(aMessageRow({ ...of, purpose: "service" }));
    await call(t, `PATCH /contacts/${winner}`, { phone: OTHER });
    await merge(t, winner, loser);
    const { rows } = await claimRows(t.ctx, pickOfNumber(t.numberId, 6), { campaigns: false });
    expect(rows.map(({ contactId, to }) => [contactId, to.phone])).toEqual([[loser, OTHER]]);
    const sent = await call(t, "POST /messages", { to: loser, text: { body: "hi" } }, aKey());
    expect(sent.body).toMatchObject({ contact_id: winner });
  });
});

describe("a campaign", () => {
  test("does not mean who was merged, and does not send twice to one person", async ({
    expect,
  }) => {
    const t = await aSender({ category: "UTILITY" });
    const winner = await make(t, { phone: OTHER });
    const loser = await make(t, { phone: PHONE });
    const campaign = await aPlannedCampaign(t);
    await merge(t, winner, loser);
    const draft = await aDraft(t);
    const preview = await call(t, `POST /campaigns/${draft.id}/audience-preview`);
    expect(preview.body).toMatchObject({ matched: 1, eligible: 1 });
    await runAll(quiet(t.ctx), campaign);
    const { skippedByReason, addsUp, counts } = await adding(t.ctx, campaign.id);
    expect(skippedByReason).toEqual({ duplicate: 1 });
    expect(counts["queued"]).toBe(0);
    expect(addsUp).toBe(true);
  });

  test("that names a merged contact means who it is now", async ({ expect }) => {
    const t = await aSender({ category: "UTILITY" });
    const winner = await make(t, { phone: OTHER });
    const loser = await make(t, { phone: PHONE });
    const early = await aDraft(t, { audience: { contacts: [winner, loser] } });
    await merge(t, winner, loser);
    const late = await aDraft(t, { audience: { contacts: [winner, loser] } });
    for (const { id } of [early, late]) {
      const { body } = await call(t, `POST /campaigns/${id}/audience-preview`);
      expect(body).toMatchObject({ matched: 2, eligible: 1, skipped: { duplicate: 1 } });
    }
  });
});

test("what was decided before a merge and is written after it is the winner's: a STOP, an identity", async ({
  expect,
}) => {
  const { t, winner, loser } = await two();
  await call(t, `PATCH /contacts/${winner}`, { phone: OTHER });
  await consent(t, winner, grant);
  await merge(t, winner, loser);
  const late = learnStatements(
    t.ctx,
    [{ contactId: loser, set: {}, identities: [{ kind: "parent_bsuid", value: "ES.ENT.1" }] }],
    Date.now(),
  );
  const act = appendConsents(t.ctx, [earlierWithdrawal(loser, Date.now())]);
  await commit(t.ctx, { statements: [...late, ...act.statements], events: act.events });
  expect(await marketing(t, winner)).toEqual({ marketing: "withdrawn" });
  expect((await consent(t, winner, grant)).status).toBe(409);
  const rows = await t.ctx.db.query.identities.findMany();
  expect(rows.map(({ contactId }) => contactId)).toEqual(rows.map(() => winner));
});
