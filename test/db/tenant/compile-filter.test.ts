import fc from "fast-check";
import { describe, test } from "vitest";

import { distinctTags, foldTag } from "#core/contact/tag";
import { EVERYONE, parseFilter, type Filter } from "#core/segment/filter";
import { compileFilter } from "#db/tenant/compile-filter";
import type { ContactRow } from "#db/tenant/find-contact";
import { newContact } from "#features/contacts/index";
import type { ScopedContext } from "#platform/context";

import { aTenant } from "../../fixtures/tenant";

/** The filter's meaning, spelled out once more without SQL. */
function passes(filter: Filter, row: ContactRow): boolean {
  if ("all" in filter) return filter.all.every((each) => passes(each, row));
  if ("any" in filter) return filter.any.some((each) => passes(each, row));
  if ("not" in filter) return !passes(filter.not, row);
  if (filter.op === "contains") return row.tags.map(foldTag).includes(filter.tag);
  if (filter.op === "exists")
    return (filter.field === "tags" ? row.tags.length > 0 : true) === filter.exists;
  if (filter.field === "consent.marketing")
    return (row.marketing === filter.state) === (filter.op === "eq");
  return COMPARE[filter.op](row.createdAt, filter.atMs);
}

const COMPARE = {
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
};

const STATES = ["unknown", "granted", "withdrawn"] as const;
const TAGS = ["VIP", "new", "Ñandú", "it's", 'say "x"', "50%"];
const INSTANTS = [1_700_000_000_000, 1_700_000_000_001, 1_700_000_000_002];

const state = fc.constantFrom(...STATES);
const instant = fc.constantFrom(...INSTANTS).map((ms) => new Date(ms).toISOString());
const leaf = fc.oneof(
  fc
    .constantFrom(...TAGS, "nobody")
    .map((tag) => ({ field: "tags", op: "contains", value: tag.toUpperCase() })),
  fc
    .tuple(fc.constantFrom("tags", "created_at"), fc.boolean())
    .map(([field, value]) => ({ field, op: "exists", value })),
  fc
    .tuple(fc.constantFrom("eq", "ne"), state)
    .map(([op, value]) => ({ field: "consent.marketing", op, value })),
  fc
    .tuple(fc.constantFrom("gt", "gte", "lt", "lte"), instant)
    .map(([op, value]) => ({ field: "created_at", op, value })),
);
const { filter } = fc.letrec<{ filter: object }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    leaf,
    fc.array(tie("filter"), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie("filter"), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
    tie("filter").map((not) => ({ not })),
  ),
}));

/** Contacts of every tag, state and instant, some of them at random. */
async function populate(ctx: ScopedContext): Promise<ContactRow[]> {
  const drawn = fc.sample(
    fc.record({
      tags: fc.subarray(TAGS).map(distinctTags),
      marketing: state,
      at: fc.constantFrom(...INSTANTS),
    }),
    { numRuns: 40, seed: 7 },
  );
  const made = drawn.map(({ tags, marketing, at }, i) => {
    const { row, statements } = newContact(
      { ...ctx, nowMs: () => at },
      { phone: `+34600${String(i).padStart(6, "0")}`, tags },
    );
    const setState = ctx.db.$client
      .prepare("UPDATE contacts SET marketing = ?1 WHERE id = ?2")
      .bind(marketing, row.id);
    return { row: { ...row, marketing }, statements: [...statements, setState] };
  });
  await ctx.db.$client.batch(made.flatMap(({ statements }) => statements));
  return made.map(({ row }) => row);
}

const parsed = (input: unknown): Filter => {
  const result = parseFilter(input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

async function select(ctx: ScopedContext, wanted: Filter): Promise<string[]> {
  // A parameter of the statement's own comes first, as in the planner's.
  const { sql, params } = compileFilter(wanted, 2);
  const { results } = await ctx.db.$client
    .prepare(`SELECT c.id FROM contacts c WHERE c.id > ?1 AND ${sql} ORDER BY c.id`)
    .bind("", ...params)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

describe("a compiled filter", () => {
  test("selects whom the filter means, for any filter", async ({ expect }) => {
    const { ctx } = await aTenant();
    const rows = await populate(ctx);
    await fc.assert(
      fc.asyncProperty(filter, async (input) => {
        const wanted = parsed(input);
        const meant = rows.filter((row) => passes(wanted, row)).map(({ id }) => id);
        expect(await select(ctx, wanted)).toEqual(meant.toSorted());
      }),
      { numRuns: 150 },
    );
    expect((await select(ctx, EVERYONE)).length).toBe(rows.length);
  });

  test("binds its values, at most one for each leaf", ({ expect }) => {
    const leaves = Array.from({ length: 50 }, (_, i) => ({
      field: "tags",
      op: "contains",
      value: `x'); DROP TABLE contacts; -- ${i}`,
    }));
    const { sql, params } = compileFilter(parsed({ or: leaves }));
    expect(params.length).toBe(50);
    expect(sql).not.toContain("DROP");
    expect(sql).toContain("?50");
  });
});
