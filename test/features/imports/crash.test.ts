import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { isId } from "#core/ids";
import { imports, importSlices } from "#db/tenant/schema";
import { createImport } from "#features/imports/create-import";
import { runImport, sweepImports } from "#features/imports/index";
import { receiveUpload } from "#features/imports/receive-upload";
import type { ScopedContext } from "#platform/context";

import { mortal } from "../../faults/mortal.ts";
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

/** Numbers from 1 to `max`, drawn from a seed: the same seed draws the same. */
function drawing(seed: number): (max: number) => number {
  let state = seed;
  return (max) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 1 + Math.floor((state / 2_147_483_648) * max);
  };
}

const ROWS = 1_400;
/** Rows are long, so that a slice has a hundred of them. */
const SLICES = 14;
const KILLS = 10;
/** A slice calls its database four times, so a run that dies comes one slice further, or none. */
const CALLS = 8;

/** Rows of which 3 % cannot be contacts, some twice and some known; their notes are nobody's. */
function aFile(): string {
  const lines = Array.from({ length: ROWS }, (_, i) =>
    i % 33 === 7
      ? `12,Bad ${i},`
      : `+55119${String(70_000_000 + (i % 500 === 3 ? 3 : i))},Person ${i},${"x".repeat(5_400)}`,
  );
  return `Phone,Name,Notes\n${lines.join("\n")}\n`;
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
  test.for([7, 1_923, 20_261_128])(
    "at ten points drawn from seed %i ends as one that is not",
    { timeout: 180_000 },
    async (seed, { expect }) => {
      const file = aFile();
      const whole = await aTenant();
      const wholeId = await anImport(whole, file);
      expect(await runToEnd(silent(whole.ctx), wholeId, (ctx) => ctx)).toBe(0);
      const expected = await outcomeOf(whole, wholeId);
      expect(expected.counts.slice(0, 4).reduce((a, b) => Number(a) + Number(b), 0)).toBe(ROWS);
      expect(expected.counts[5]).toBe(SLICES);

      const broken = await aTenant();
      const id = await anImport(broken, file);
      const draw = drawing(seed);
      const places = new Set<string>();
      let killsLeft = KILLS;
      const deaths = await runToEnd(silent(broken.ctx), id, (ctx) => {
        if (killsLeft-- <= 0) return ctx;
        // Before the call, or behind it, when all is written and nobody hears of it.
        const death = { atCall: draw(CALLS), afterEffect: draw(2) === 1 };
        places.add(JSON.stringify(death));
        return mortal(ctx, death).ctx;
      });
      expect(deaths).toBe(KILLS);
      expect(places.size).toBeGreaterThan(KILLS / 2);
      expect(await outcomeOf(broken, id)).toEqual(expected);
    },
  );

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
      expect(counts.slice(0, 4).reduce((a, b) => Number(a) + Number(b), 0)).toBe(ROWS);
      expect(await t.ctx.db.select().from(importSlices)).toHaveLength(SLICES);
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
