import fc from "fast-check";
import { test } from "vitest";

import { FIELD_TYPES, fieldValue, type FieldType } from "#core/contact/field-types";
import { misfitSql } from "#db/tenant/field-misfit-sql";

import { aTenant } from "../../fixtures/tenant";

const CHOICES = ["Gold", "it's", "7"];

const day = fc.date({
  noInvalidDate: true,
  min: new Date("0000-01-01"),
  max: new Date("9999-12-31"),
});
const part = fc.stringMatching(/^[a-zA-Z0-9.+'^`{|}_-]{0,6}$/);
const label = fc.stringMatching(/^[a-zA-Z0-9-]{0,4}$/);
const value = fc.oneof(
  fc.constantFrom(
    ...CHOICES,
    "gold",
    true,
    false,
    7,
    7.5,
    -0.5,
    null,
    "2026-02-29",
    "2026-2-9",
    "a@b",
  ),
  fc.string(),
  fc
    .string({ unit: "binary", minLength: 1_020, maxLength: 1_030 })
    .filter((text) => !text.includes("\0")),
  day.map((at) => at.toISOString().slice(0, 10)),
  fc.tuple(part, fc.array(label, { maxLength: 3 })).map(([l, d]) => `${l}@${d.join(".")}`),
  fc
    .tuple(fc.constantFrom(63, 64, 65), fc.constantFrom(180, 185, 190))
    .map(([l, d]) => `${"a".repeat(l)}@${"b".repeat(d)}.co`),
);

test("the database calls misfits what the rule refuses, for any value and type", async ({
  expect,
}) => {
  const { ctx } = await aTenant();
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 40 }), async (given) => {
      const values = given.filter(
        (one) => typeof one !== "string" || (!one.includes("\0") && one.isWellFormed()),
      );
      for (const type of FIELD_TYPES) {
        const { results } = await ctx.db.$client
          .prepare(
            `SELECT ${misfitSql(type, "?2")} AS misfit, ?2 AS choices FROM json_each(?1) f ORDER BY f.key`,
          )
          .bind(JSON.stringify(values), JSON.stringify(CHOICES))
          .all<{ misfit: 0 | 1 }>();
        expect(results.map(({ misfit }) => misfit === 1)).toEqual(
          values.map((one) => one !== null && !isKept(type, one)),
        );
      }
    }),
    { numRuns: 60 },
  );
});

/** Whether a contact may hold the value as it stands. */
function isKept(type: FieldType, one: unknown): boolean {
  const read = fieldValue({ key: "k", type, choices: CHOICES }, one);
  return read.ok && read.value === one;
}
