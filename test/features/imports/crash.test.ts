import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { isId } from "#core/ids";
import { imports, importSlices } from "#db/tenant/schema";
import { createImport } from "#features/imports/create-import";
import { runImport, sweepImports } from "#features/imports/index";
import { receiveUpload } from "#features/imports/receive-upload";
import type { ScopedContext } from "#platform/context";

import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { CONSENT, MAPPING, outcomeOf, runToEnd } from "./fixture.ts";

const HOUR_MS = 60 * 60 * 1000;

const silent = (ctx: ScopedContext): ScopedContext => ({
  ...ctx,
  enqueue: () => Promise.resolve(),
});

const later = (ctx: ScopedContext, ms: number): ScopedContext => ({
  ...silent(ctx),
  nowMs: () => Date.now() + ms,
});

/** Dies at its nth call of the database: before the call, or behind it, when all is written and nobody hears of it. */
function dyingAt(ctx: ScopedContext, nth: number, isBehind: boolean): ScopedContext {
  let left = nth;
  const $client = new Proxy(ctx.db.$client, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== "function") return value;
      if (property !== "batch") return value.bind(target);
      return async (...of: unknown[]) => {
        const dies = --left === 0;
        if (dies && !isBehind) throw new Error("killed");
        const answer: unknown = await Reflect.apply(value, target, of);
        if (dies) throw new Error("killed");
        return answer;
      };
    },
  });
  return { ...ctx, db: Object.assign(Object.create(ctx.db), { $client }) };
}

/** 5,500 rows, of which 3 % cannot be contacts, some twice and some known. */
function aFile(): string {
  const lines = Array.from({ length: 5_500 }, (_, i) =>
    i % 33 === 7
      ? `12,Bad ${i}`
      : `+55119${String(70_000_000 + (i % 500 === 3 ? 3 : i))},Person ${i}`,
  );
  return `Phone,Name\n${lines.join("\n")}\n`;
}

async function anImport({ ctx }: TenantFixture, file: string) {
  const form = new FormData();
  form.append("mapping", JSON.stringify(MAPPING));
  form.append("consent", JSON.stringify(CONSENT));
  form.append("file", new File([file], "clients.csv"));
  const request = new Request("https://waqtor.test/v1/imports", { method: "POST", body: form });
  const view = await createImport(silent(ctx), await receiveUpload(ctx, request));
  if (!isId("import", view.id)) throw new Error("no id");
  return view.id;
}

describe("an import that is killed", () => {
  test("at ten random points ends as one that is not", { timeout: 120_000 }, async ({ expect }) => {
    const file = aFile();
    const whole = await aTenant();
    const wholeId = await anImport(whole, file);
    expect(await runToEnd(silent(whole.ctx), wholeId, (ctx) => ctx)).toBe(0);
    const expected = await outcomeOf(whole, wholeId);
    expect(expected.counts.slice(0, 4).reduce((a, b) => Number(a) + Number(b), 0)).toBe(5_500);
    expect(expected.counts[5]).toBe(6);

    const broken = await aTenant();
    const id = await anImport(broken, file);
    let killsLeft = 10;
    const deaths = await runToEnd(silent(broken.ctx), id, (ctx) =>
      killsLeft-- > 0 ? dyingAt(ctx, 1, Math.random() < 0.4) : ctx,
    );
    // Each run dies at its first slice, before or behind its commit; there are six, and ten runs that die.
    expect(deaths).toBeGreaterThanOrEqual(6);
    expect(await outcomeOf(broken, id)).toEqual(expected);
  });

  test(
    "is run twice at once, and every row counts once",
    { timeout: 120_000 },
    async ({ expect }) => {
      const t = await aTenant();
      const id = await anImport(t, aFile());
      const ctx = silent(t.ctx);
      await Promise.all([runImport(ctx, id), runImport(ctx, id), runImport(ctx, id)]);
      await runToEnd(ctx, id, (same) => same);
      const { counts } = await outcomeOf(t, id);
      expect(counts.slice(0, 4).reduce((a, b) => Number(a) + Number(b), 0)).toBe(5_500);
      expect(await t.ctx.db.select().from(importSlices)).toHaveLength(6);
    },
  );

  test("is rung for by the sweep, and its file goes after seven days with what stood in it", async ({
    expect,
  }) => {
    const t = await aTenant();
    const id = await anImport(t, "Phone,Name\n+5511987650001,Ana\n12,Bia\n");
    const rung: unknown[] = [];
    const ringing = (ctx: ScopedContext): ScopedContext => ({
      ...ctx,
      enqueue: (job) => Promise.resolve(void rung.push(job)),
    });
    await sweepImports(ringing(later(t.ctx, 60_000)));
    expect(rung).toEqual([]);
    await sweepImports(ringing(later(t.ctx, 3 * 60_000)));
    expect(rung).toMatchObject([{ kind: "imports.run", importId: id }]);
    await runImport(silent(t.ctx), id);
    const keys = async () =>
      (await env.MEDIA.list({ prefix: `t/${t.tenant.id}/imports/` })).objects.length;
    await sweepImports(later(t.ctx, 7 * 24 * HOUR_MS - HOUR_MS));
    expect(await keys()).toBe(1);
    await sweepImports(later(t.ctx, 7 * 24 * HOUR_MS + HOUR_MS));
    expect(await keys()).toBe(0);
    expect(await t.ctx.db.select().from(importSlices)).toMatchObject([{ reports: null }]);
    expect(await t.ctx.db.select().from(imports)).toMatchObject([
      { status: "completed", dueAt: null },
    ]);
  });

  test("whose file is lost fails, and says so", async ({ expect }) => {
    const t = await aTenant();
    const id = await anImport(t, "Phone,Name\n+5511987650001,Ana\n");
    const [row] = await t.ctx.db.select().from(imports);
    await t.ctx.bucket.delete(row?.objectKey ?? "");
    await runImport(silent(t.ctx), id);
    expect(await t.ctx.db.select().from(imports)).toMatchObject([
      { status: "failed", error: { code: "file_expired" } },
    ]);
  });
});
