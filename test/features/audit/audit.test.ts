import { describe, test } from "vitest";

import { auditLogs } from "#db/tenant/schema";
import { controlTrail } from "#features/audit/control-trail";
import { sweepAudit, sweepControlAudit } from "#features/audit/index";
import { listAuditLogs } from "#features/audit/list-audit-logs";
import type { ListAuditQuery } from "#features/audit/schemas";
import { sealTrail } from "#features/audit/seal-trail";
import { workspaceTrail } from "#features/audit/trail";
import { verifyTrail } from "#features/audit/verify-trail";
import { sweepRetention } from "#features/retention/index";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { call, type Body } from "../../fixtures/call";
import { rowsRead } from "../../fixtures/rows-read";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Row {
  readonly id: string;
  readonly ledger: string;
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  readonly target: string | null;
}

type Page = Body & { readonly data: readonly Row[]; readonly has_more: boolean };

const page = async (t: TenantFixture, query = ""): Promise<Page> =>
  (await call<Page>(t, `GET /audit-logs${query}`)).body;

async function all(t: TenantFixture, query: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after = "", more = true; more;) {
    const { data, has_more: hasMore, next_cursor: next } = await page(t, `?${query}${after}`);
    rows.push(...data);
    more = hasMore;
    after = `&after=${next ?? ""}`;
  }
  return rows;
}

/** Acts as they are written, so many days ago each. */
async function acts(
  { ctx }: TenantFixture,
  ...of: readonly Partial<typeof auditLogs.$inferInsert & { days: number }>[]
): Promise<void> {
  for (const { days = 0, ...more } of of)
    await ctx.db.insert(auditLogs).values({
      id: newId("audit"),
      at: Date.now() - days * DAY_MS,
      actorKind: "user",
      actorId: "usr_1",
      action: "x.y",
      ip: "192.0.2.1",
      userAgent: "A browser",
      requestId: "r",
      outcome: "success",
      ...more,
    });
}

const seal = ({ ctx }: TenantFixture) => sealTrail(workspaceTrail(ctx), ctx.nowMs());

const verify = async (t: TenantFixture, body?: object) =>
  (await call(t, "POST /audit-logs/verify", body)).body;

const sql = (ctx: ScopedContext, text: string) => ctx.db.$client.prepare(text).run();

const seals = async ({ db }: ScopedContext) =>
  (
    await db.$client.prepare("SELECT to_seq FROM audit_seals ORDER BY to_seq").raw<[number]>()
  ).flat();

describe("the list of what was done", () => {
  test("shows the workspace's acts and its accounts', newest first, each once", async ({
    expect,
  }) => {
    const t = await aTenant();
    await call(t, "POST /contacts", { phone: "+34600111222" });
    await call(t, "PATCH /workspace", { name: "Bluebird" });
    await call(t, "POST /contacts", { phone: "+34600111333" });
    const rows = await all(t, "limit=1");
    const said = rows.map(({ ledger, action }) => `${ledger} ${action}`);
    expect(said.filter((line) => line === "workspace contact.create")).toHaveLength(2);
    expect(said.filter((line) => line === "accounts workspace.update")).toHaveLength(1);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const instants = rows.map(({ at }) => at);
    expect(instants).toEqual(instants.toSorted().toReversed());
    expect(rows).toEqual((await page(t, "?limit=100")).data);
  });

  test("shows nothing of another workspace, and no cursor of its", async ({ expect }) => {
    const [t, other] = [await aTenant(), await aTenant()];
    await call(other, "PATCH /workspace", { name: "Somebody else" });
    await acts(t, {}, {});
    const mine = await all(t, "limit=100");
    const theirs = new Set((await all(other, "limit=100")).map(({ id }) => id));
    expect(mine.filter(({ id }) => theirs.has(id))).toEqual([]);
    const { next_cursor: cursor } = await page(t, "?limit=1");
    const refused = await call(other, `GET /audit-logs?limit=1&after=${cursor ?? ""}`);
    expect([refused.status, refused.body["code"]]).toEqual([400, "invalid_cursor"]);
  });

  test("is narrowed by who, what, to what, and when", async ({ expect }) => {
    const t = await aTenant();
    await acts(
      t,
      { days: 9, target: "con_1" },
      { days: 8, target: "msg_1", action: "message.send", actorId: "key_1" },
      { days: 7, target: "con_1", action: "contact.update", actorId: "key_1" },
      { days: 6, target: "cmp_1" },
    );
    const seqs = async (query: string) =>
      (await all(t, `limit=100&${query}`))
        .filter(({ ledger }) => ledger === "workspace")
        .map(({ seq }) => seq);
    expect(await seqs("target=con_1")).toEqual([3, 1]);
    expect(await seqs("target=msg_1")).toEqual([2]);
    expect(await seqs("action=message.send")).toEqual([2]);
    expect(await seqs("action=contact.update")).toEqual([3]);
    expect(await seqs("actor=key_1")).toEqual([3, 2]);
    expect(await seqs("actor=key_1&target=con_1")).toEqual([3]);
    const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
    expect(await seqs(`since=${ago(8.5)}&until=${ago(6.5)}`)).toEqual([3, 2]);
    expect(await seqs(`since=${ago(1)}`)).toEqual([]);
    expect(await seqs(`until=${ago(20)}`)).toEqual([]);
  });

  test("reads a bounded number of rows, however long the trail is", async ({ expect }) => {
    const t = await aTenant();
    await sql(
      t.ctx,
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
       INSERT INTO audit_logs (id, at, actor_kind, actor_id, action, target, request_id, outcome)
       SELECT 'aud_' || i, i, 'api_key', 'key_' || (i % 7), iif(i = 17, 'contact.update', 'message.send'),
         iif(i = 17, 'con_1', 'msg_' || i), 'r', 'success' FROM n`,
    );
    const read = (query: Partial<ListAuditQuery>) =>
      rowsRead(t.ctx, (on) => listAuditLogs(on, { limit: 25, after: undefined, ...query }));
    expect(await read({})).toBeLessThanOrEqual(26);
    expect(await read({ actor: "key_3" })).toBeLessThanOrEqual(3 * 25 + 50);
    expect(await read({ target: "con_1" })).toBeLessThanOrEqual(2);
    expect(await read({ action: "contact.update" })).toBeLessThanOrEqual(2);
    expect(await read({ since: 2_000, until: 2_100 })).toBeLessThanOrEqual(26 + 120);
  });
});

describe("the sealed trail", () => {
  test("verifies, is sealed by a row for many acts, and not before an hour has passed", async ({
    expect,
  }) => {
    const t = await aTenant();
    await acts(t, {}, {}, {});
    await sweepAudit(t.ctx);
    expect(await seals(t.ctx)).toEqual([]);
    await sweepAudit({ ...t.ctx, nowMs: () => Date.now() + HOUR_MS + 1 });
    expect(await seals(t.ctx)).toEqual([3]);
    await acts(t, {});
    expect(await verify(t)).toMatchObject({
      valid: true,
      rows: 4,
      begins_after: 0,
      head: { seq: 4 },
      unsealed: 0,
      first_invalid: null,
      has_more: false,
      next_after: 4,
    });
    expect(await seals(t.ctx)).toEqual([3, 4]);
    expect(await verify(t, { after: 3 })).toMatchObject({ valid: true, rows: 1 });
    const beyond = await call(t, "POST /audit-logs/verify", { after: 2 });
    expect([beyond.status, beyond.body.errors?.[0]?.pointer]).toEqual([400, "/after"]);
  });

  test("of a workspace where nothing was done is valid and empty", async ({ expect }) => {
    expect(await verify(await aTenant())).toMatchObject({ valid: true, rows: 0, head: { seq: 0 } });
  });

  test("tells what was changed, taken away, or put in", async ({ expect }) => {
    const changes: Readonly<Record<string, unknown>> = {
      "UPDATE audit_logs SET action = 'y.z' WHERE seq = 2": { from_seq: 1, to_seq: 3 },
      "UPDATE audit_logs SET changes = '{}' WHERE seq = 5": { from_seq: 4, to_seq: 5 },
      "UPDATE audit_logs SET ip = '192.0.2.2' WHERE seq = 1": { from_seq: 1, to_seq: 3 },
      "UPDATE audit_logs SET at = at - 1 WHERE seq = 1": { from_seq: 1, to_seq: 3 },
      "DELETE FROM audit_logs WHERE seq = 2": { from_seq: 2, to_seq: 2, reason: "missing_row" },
      "DELETE FROM audit_logs WHERE seq = 3": { from_seq: 3, to_seq: 3, reason: "missing_row" },
      "DELETE FROM audit_logs WHERE seq = 5": { from_seq: 5, to_seq: 5, reason: "missing_row" },
      "DELETE FROM audit_logs WHERE seq = 6": { from_seq: 6, to_seq: 6, reason: "missing_row" },
      "UPDATE audit_seals SET hash = 'x' WHERE to_seq = 5": { from_seq: 4, to_seq: 5 },
    };
    for (const [change, fault] of Object.entries(changes)) {
      const t = await aTenant();
      await acts(t, {}, {}, {});
      await seal(t);
      await acts(t, {}, {});
      await seal(t);
      await acts(t, {}, {});
      await sql(t.ctx, change);
      const answer = await verify(t);
      expect([change, answer["valid"], answer["first_invalid"]]).toEqual([
        change,
        false,
        expect.objectContaining(fault),
      ]);
    }
  });

  test("that was written anew as a whole no longer has the head that somebody kept", async ({
    expect,
  }) => {
    const t = await aTenant();
    await acts(t, {}, {});
    const { head } = await verify(t);
    await sql(t.ctx, "UPDATE audit_logs SET actor_id = 'usr_2' WHERE seq = 1");
    await sql(t.ctx, "DELETE FROM audit_seals");
    expect(await verify(t)).toMatchObject({ valid: true });
    expect(await verify(t, { known_head: head })).toMatchObject({
      valid: false,
      first_invalid: { from_seq: 2, to_seq: 2, reason: "head_changed" },
    });
  });

  test("loses addresses first and its oldest stretches later, and verifies all the while", async ({
    expect,
  }) => {
    const t = await aTenant();
    await acts(t, { days: 900 }, { days: 800 });
    await seal(t);
    await acts(t, { days: 790 }, { days: 100 });
    await seal(t);
    await acts(t, { days: 1 });
    await sweepRetention(t.ctx);
    const rows = await t.ctx.db.query.auditLogs.findMany();
    expect(rows.map(({ seq, ip, userAgent, salt }) => [seq, ip, userAgent, salt !== null])).toEqual(
      [
        [3, null, null, false],
        [4, null, null, false],
        [5, "192.0.2.1", "A browser", true],
      ],
    );
    expect(await verify(t)).toMatchObject({ valid: true, rows: 3, begins_after: 2 });
    await sql(t.ctx, "UPDATE audit_logs SET ip = '192.0.2.1' WHERE seq = 4");
    expect(await verify(t)).toMatchObject({
      valid: false,
      first_invalid: { from_seq: 4, reason: "record_changed" },
    });
  });

  test("keeps its newest act, however old it is", async ({ expect }) => {
    const t = await aTenant();
    await acts(t, { days: 900 }, { days: 900 });
    await seal(t);
    await sweepRetention(t.ctx);
    await acts(t, {});
    expect((await t.ctx.db.query.auditLogs.findMany()).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await verify(t)).toMatchObject({ valid: true, rows: 3 });
  });

  test("is sealed once by two at the same moment", async ({ expect }) => {
    const t = await aTenant();
    await acts(t, {}, {}, {});
    await Promise.all([seal(t), seal(t), seal(t)]);
    expect(await seals(t.ctx)).toEqual([3]);
    expect(await verify(t)).toMatchObject({ valid: true, rows: 3 });
  });
});

describe("the trail of the control plane", () => {
  test("is sealed by the cron, and tells a change of any workspace's acts", async ({ expect }) => {
    const t = await aTenant();
    // Other tests put what they did into the past.
    for (const table of ["audit_logs", "audit_seals"])
      await t.ctx.control.$client.prepare(`DELETE FROM ${table}`).run();
    await call(t, "PATCH /workspace", { name: "Bluebird" });
    await sweepControlAudit(t.ctx.env, Date.now() + HOUR_MS + 1);
    const trail = controlTrail(t.ctx);
    const { head, ...before } = await verifyTrail(trail, {});
    expect(before).toMatchObject({ valid: true, first_invalid: null });
    expect(head.seq).toBeGreaterThan(0);
    await t.ctx.control.$client
      .prepare("UPDATE audit_logs SET tenant_id = NULL WHERE tenant_id = ?1")
      .bind(t.ctx.tenant.id)
      .run();
    const after = await verifyTrail(trail, { after: before.next_after - before.rows });
    expect(after).toMatchObject({ valid: false, first_invalid: { reason: "record_changed" } });
  });
});
