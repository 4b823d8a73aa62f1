import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { isId, type Id } from "#core/ids";
import { runExport, sweepExports } from "#features/exports/index";
import { findExport } from "#features/exports/queries";
import type { ScopedContext } from "#platform/context";

import { call, type Body } from "../../fixtures/call.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { fetchApi } from "../../http/fetch-api.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Six pieces of 2,500 rows, the last of them short. */
const COUNT = 12_600;

const silent = (ctx: ScopedContext): ScopedContext => ({
  ...ctx,
  enqueue: () => Promise.resolve(),
});

async function populated(): Promise<TenantFixture> {
  const t = await aTenant();
  await t.ctx.db.$client
    .prepare(
      `INSERT INTO contacts (id, phone, name, fields, tags, metadata, marketing, name_words, created_at, updated_at)
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${COUNT - 1})
      SELECT printf('con_01k9%022d', i), '+34' || (600000000 + i), 'Ana ' || i, '{}', '[]', '{}', 'unknown', '[]', 1, 1 FROM n`,
    )
    .run();
  return t;
}

/** An export that nobody has begun. */
async function anExport(t: TenantFixture): Promise<Id<"export">> {
  const id = t.ctx.newId("export");
  await t.ctx.db.$client
    .prepare(
      "INSERT INTO exports (id, status, resource, format, actor, created_at, due_at) VALUES (?1, 'queued', 'contacts', 'csv', 'user:a', ?2, ?2)",
    )
    .bind(id, Date.now())
    .run();
  return id;
}

/** The bytes that its link brings, and what the link brings the second time. */
async function download(t: TenantFixture, id: Id<"export">) {
  const { body } = await call(t, `GET /exports/${id}`);
  const { pathname, search } = new URL(String(body["url"]));
  const get = () => fetchApi(`https://waqtor.test${pathname}${search}`);
  const bytes = await (await get()).arrayBuffer();
  const again = await get();
  return {
    view: body,
    text: new TextDecoder().decode(bytes),
    size: bytes.byteLength,
    again: [again.status, (await again.json<Body>())["code"]],
  };
}

const idsOf = (text: string): readonly string[] =>
  text
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(",")));

/** Dies at its nth call of the bucket or batch of the database: before the call, or behind it, when nobody hears that it was made. */
function dyingAt(ctx: ScopedContext, nth: number, isBehind: boolean): ScopedContext {
  let left = nth;
  const mortally = async <T>(act: () => Promise<T>): Promise<T> => {
    const dies = --left === 0;
    if (dies && !isBehind) throw new Error("killed");
    const answer = await act();
    if (dies) throw new Error("killed");
    return answer;
  };
  const $client = new Proxy(ctx.db.$client, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== "function") return value;
      if (property !== "batch") return value.bind(target);
      return (...of: unknown[]) =>
        mortally(async (): Promise<unknown> => Reflect.apply(value, target, of));
    },
  });
  const put: ScopedContext["bucket"]["put"] = (key, value) =>
    mortally(() => ctx.bucket.put(key, value));
  return {
    ...ctx,
    db: Object.assign(Object.create(ctx.db), { $client }),
    bucket: { ...ctx.bucket, put },
  };
}

/** Run an export to its end, again whenever a run is killed. @returns How many were. */
async function runToEnd(
  ctx: ScopedContext,
  id: Id<"export">,
  dying: (run: number) => ScopedContext,
): Promise<number> {
  let deaths = 0;
  for (let run = 0; (await findExport(ctx.db, id))?.status !== "ready"; run++)
    try {
      await runExport(dying(run), id);
    } catch (error) {
      if (!(error instanceof Error) || error.message !== "killed") throw error;
      deaths += 1;
    }
  return deaths;
}

const keysOf = async ({ tenant }: TenantFixture) =>
  (await env.MEDIA.list({ prefix: `t/${tenant.id}/exports/` })).objects.length;

describe("an export", () => {
  test("that is killed at ten points is whole, has no row twice, and its link is good once", async ({
    expect,
  }) => {
    const t = await populated();
    const ctx = silent(t.ctx);
    const wholeId = await anExport(t);
    expect(await runToEnd(ctx, wholeId, () => ctx)).toBe(0);
    const whole = await download(t, wholeId);
    expect(new Set(idsOf(whole.text)).size).toBe(COUNT);

    const id = await anExport(t);
    // Each piece is one call of the bucket and one batch: runs die at the first four calls, before and behind them.
    const deaths = await runToEnd(ctx, id, (run) =>
      run < 10 ? dyingAt(ctx, 1 + (run % 4), run % 3 === 0) : ctx,
    );
    expect(deaths).toBe(10);
    const broken = await download(t, id);
    expect(broken.text).toBe(whole.text);
    expect(broken.view).toMatchObject({
      rows: COUNT,
      size: broken.size,
    });
    expect(broken.again).toEqual([410, "link_used"]);
    const told = await call(t, "GET /events?limit=100&types=export.ready");
    expect(told.body.data?.map(({ data }) => (data as Body)["export_id"])).toEqual([wholeId, id]);
    await sweepExports({ ...ctx, nowMs: () => Date.now() + 8 * DAY_MS });
    expect(await keysOf(t)).toBe(0);
  });

  test("that two runs write at once, while people change, is that of one of them", async ({
    expect,
  }) => {
    const t = await populated();
    const ctx = silent(t.ctx);
    const id = await anExport(t);
    let isFirst = true;
    // The slow run has read its piece; before it is stored somebody goes, and the other run writes everything.
    const put: ScopedContext["bucket"]["put"] = async (key, value) => {
      if (isFirst) {
        isFirst = false;
        await t.ctx.db.$client
          .prepare("DELETE FROM contacts WHERE id = (SELECT min(id) FROM contacts)")
          .run();
        await runToEnd(ctx, id, () => ctx);
      }
      await ctx.bucket.put(key, value);
    };
    await runExport({ ...ctx, bucket: { ...ctx.bucket, put } }, id);
    const { view, text, size } = await download(t, id);
    const left = await t.ctx.db.query.contacts.findMany({ columns: { id: true } });
    expect(idsOf(text)).toEqual(left.map((row) => row.id).toSorted());
    expect(view).toMatchObject({ rows: COUNT - 1, size });
    expect(await keysOf(t)).toBe(6);
    await sweepExports({ ...ctx, nowMs: () => Date.now() + 8 * DAY_MS });
    expect(await keysOf(t)).toBe(0);
  });

  test("whose job was lost is rung for by the sweep", async ({ expect }) => {
    const t = await aTenant();
    const id = await anExport(t);
    const rung: unknown[] = [];
    const ringing: ScopedContext = {
      ...t.ctx,
      enqueue: (job) => Promise.resolve(void rung.push(job)),
    };
    await sweepExports({ ...ringing, nowMs: () => Date.now() + 1_000 });
    expect(rung).toMatchObject([{ kind: "exports.run", exportId: id }]);
    expect(isId("export", id)).toBe(true);
  });
});
