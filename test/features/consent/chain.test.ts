import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import { redactConsents, sealConsents } from "#features/consent/index";
import { newContact } from "#features/contacts/index";
import { JOB_HANDLERS } from "#jobs";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

import { call } from "../../fixtures/call";
import { withClient } from "../../fixtures/client";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";
import { until } from "../../fixtures/until";

const GRANT = {
  purpose: "marketing",
  action: "grant",
  method: "form",
  statement: "I agree",
  statement_version: "2026-11",
  source: "https://bluebird.example/newsletter",
  subject_ip: "203.0.113.9",
};

async function aLedger(t: TenantFixture, acts: number): Promise<Id<"contact">> {
  const { row, statements } = newContact(t.ctx, { externalId: "a" });
  await commit(t.ctx, { statements });
  for (let i = 0; i < acts; i++)
    await call(t, "POST /contacts/ext:a/consents", { ...GRANT, source: `form ${i}` });
  return row.id;
}

const verify = async (t: TenantFixture, body?: object) =>
  (await call(t, "POST /consents/verify", body)).body;

const change = (ctx: ScopedContext, sql: string) => ctx.db.$client.prepare(sql).run();

const links = async ({ db }: ScopedContext) => {
  const { results } = await db.$client
    .prepare("SELECT seq, hash, personal_sha256 FROM consents ORDER BY seq")
    .all();
  return results;
};

describe("the consent ledger", () => {
  test("is sealed behind the acts that write it, and verifies", async ({ expect }) => {
    const t = await aTenant();
    await aLedger(t, 3);
    await until(async () => (await links(t.ctx)).every((row) => row["hash"] !== null));
    const { data = [] } = (await call(t, "GET /consents?after=0")).body;
    const last = data.at(-1)?.["hash"];
    expect(await verify(t)).toEqual({
      valid: true,
      rows: 3,
      head: { seq: 3, hash: last },
      unsealed: 0,
      first_invalid: null,
      has_more: false,
      next_after: 3,
    });
  });

  test("of a workspace without consents is valid and empty", async ({ expect }) => {
    const t = await aTenant();
    expect(await verify(t)).toMatchObject({
      valid: true,
      rows: 0,
      head: { seq: 0 },
      next_after: 0,
    });
  });

  test("is checked from the first on by a call without a body", async ({ expect }) => {
    const t = await aTenant();
    await aLedger(t, 2);
    const { authorization } = t.headers;
    const answer = await call({ headers: { authorization } }, "POST /consents/verify");
    expect(answer.body).toMatchObject({ valid: true, rows: 2 });
  });

  test("is checked in parts that begin where the last ended", async ({ expect }) => {
    const t = await aTenant();
    await aLedger(t, 4);
    expect(await verify(t, { after: 2 })).toMatchObject({ valid: true, rows: 2, next_after: 4 });
    const beyond = await call(t, "POST /consents/verify", { after: 5 });
    expect([beyond.status, beyond.body.errors?.[0]?.pointer]).toEqual([400, "/after"]);
  });

  test("tells the row that was changed, in the database, in any column", async ({ expect }) => {
    const t = await aTenant();
    await aLedger(t, 3);
    await verify(t);
    const { results } = await t.ctx.db.$client
      .prepare("SELECT name, type FROM pragma_table_info('consents') WHERE pk = 0")
      .all<{ name: string; type: string }>();
    const checked = new Set(["action", "state"]);
    for (const { name, type } of results) {
      const before = await t.ctx.db.$client
        .prepare(`SELECT ${name} AS value FROM consents WHERE seq = 2`)
        .first<string | number | null>("value");
      const other = checked.has(name)
        ? { action: "withdraw", state: "unknown" }[name]
        : type === "INTEGER"
          ? Number(before) + 1
          : `${before ?? ""}x`;
      const put = (value: unknown) =>
        t.ctx.db.$client
          .prepare(`UPDATE consents SET ${name} = ?1 WHERE seq = 2`)
          .bind(value)
          .run();
      await put(other);
      const { valid, first_invalid: first } = await verify(t);
      expect([name, valid, first]).toEqual([name, false, expect.objectContaining({ seq: 2 })]);
      await put(before);
    }
    expect((await verify(t))["valid"]).toBe(true);
  });

  test("tells a row that is gone, at its end too, and a head that was changed", async ({
    expect,
  }) => {
    const t = await aTenant();
    await aLedger(t, 3);
    const { head } = await verify(t);
    await change(t.ctx, "UPDATE ledger_heads SET hash = upper(hash)");
    expect((await verify(t))["first_invalid"]).toEqual({ seq: 3, reason: "head_changed" });
    await change(t.ctx, "UPDATE ledger_heads SET hash = lower(hash)");
    expect((await verify(t, { known_head: head }))["valid"]).toBe(true);
    await change(t.ctx, "DELETE FROM consents WHERE seq = 3");
    expect((await verify(t))["first_invalid"]).toEqual({ seq: 3, reason: "missing_row" });
    await change(t.ctx, "DELETE FROM ledger_heads");
    await change(t.ctx, "UPDATE consents SET hash = NULL");
    // Written anew as a whole it is whole: only a head that was kept elsewhere tells.
    expect((await verify(t))["valid"]).toBe(true);
    expect((await verify(t, { known_head: head }))["first_invalid"]).toEqual({
      seq: 3,
      reason: "missing_row",
    });
  });

  test("verifies as before when a person's data are taken out of it", async ({ expect }) => {
    const t = await aTenant();
    const id = await aLedger(t, 2);
    const before = await verify(t);
    await t.ctx.db.$client.batch(redactConsents(t.ctx.db, [id]));
    const row = await t.ctx.db.query.consents.findFirst();
    expect(row).toMatchObject({ statement: null, source: null, subjectIp: null, salt: null });
    expect(await verify(t)).toEqual(before);
  });
});

describe("sealing", () => {
  test("that dies before any of its writes ends as one that does not", async ({ expect }) => {
    const t = await aTenant();
    await aLedger(t, 3);
    await until(async () => (await links(t.ctx)).every((row) => row["hash"] !== null));
    const whole = await links(t.ctx);
    const undo = async () => {
      await change(t.ctx, "DELETE FROM ledger_heads");
      await change(t.ctx, "UPDATE consents SET hash = NULL, personal_sha256 = NULL");
    };
    for (const dies of [0, 1, 2, 3]) {
      await undo();
      let calls = 0;
      const db = withClient(t.ctx.db, {
        batch: async (statements) => {
          if (calls++ === dies) throw new Error("killed");
          return t.ctx.db.$client.batch<never>(statements);
        },
      });
      await sealConsents({ ...t.ctx, db }).catch(() => undefined);
      await JOB_HANDLERS["tenant.sweep"](t.ctx, { kind: "tenant.sweep", tenantId: t.tenant.id });
      expect(await links(t.ctx)).toEqual(whole);
    }
  });

  test("by many at once ends as one by one", async ({ expect }) => {
    const t = await aTenant();
    await aLedger(t, 4);
    await Promise.all(Array.from({ length: 5 }, () => sealConsents(t.ctx)));
    expect(await verify(t)).toMatchObject({ valid: true, rows: 4, unsealed: 0 });
  });
});

describe("the proof of an act", () => {
  test("holds what is hashed, its neighbours and the way to the head", async ({ expect }) => {
    const t = await aTenant();
    await aLedger(t, 3);
    const { head } = await verify(t);
    const { data = [] } = (await call(t, "GET /consents?after=0")).body;
    const [first, second] = data;
    const { status, body } = await call(t, `GET /consents/${String(second?.["id"])}/proof`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      workspace_id: t.tenant.id,
      record: { seq: 2, statement_version: "2026-11", actor: second?.["actor"] },
      personal: { source: "form 1", subject_ip: "203.0.113.9" },
      previous: { seq: 1, hash: first?.["hash"] },
      hash: second?.["hash"],
      reaches: head,
      head,
    });
    expect(body["path"]).toHaveLength(1);
  });

  test("shows what is personal to nobody without the scope", async ({ expect }) => {
    const t = await aTenant({ scopes: ["consents:read", "consents:write", "contacts:read"] });
    await aLedger(t, 1);
    const { data = [] } = (await call(t, "GET /consents?after=0")).body;
    const { body } = await call(t, `GET /consents/${String(data[0]?.["id"])}/proof`);
    expect(body["personal"]).toBeNull();
  });
});
