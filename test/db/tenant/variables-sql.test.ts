import fc from "fast-check";
import { test } from "vitest";

import {
  CONTACT_FIELDS,
  freezeVariables,
  type VariableContact,
  type VariableLimits,
  type Variables,
} from "#core/campaign/variables";
import { variableBindings, variablesSql } from "#db/tenant/variables-sql";
import type { ScopedContext } from "#platform/context";

import { aTenant } from "../../fixtures/tenant";

const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom("a", " ", "\n", "\t", "\r", "é", "😀", "'", '"', "\u0001", "\u0002"),
    maxLength: 20,
  }),
  fc.constantFrom("x".repeat(1025), "😀".repeat(1024)),
);
const KEYS = ["city", "x-1", "_n"];
const value = fc.oneof(
  text,
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(null, [1], { a: 1 }),
);
const known = fc.option(text, { nil: null });
const contact: fc.Arbitrary<VariableContact> = fc.record({
  name: known,
  phone: known,
  external_id: known,
  language: known,
  username: known,
  fields: fc.dictionary(fc.constantFrom(...KEYS), value),
});
const field = fc.constantFrom(
  "opt_out_url",
  ...CONTACT_FIELDS,
  ...KEYS.map((key) => `fields.${key}`),
);
const variables: fc.Arbitrary<Variables> = fc.dictionary(
  fc.constantFrom("header.1", "body.1", "body.2", "body.10"),
  fc.oneof(
    fc.record({ field, fallback: text }, { requiredKeys: ["field"] }),
    fc.record({ value: text }),
  ),
);

/** Freeze the variables of contacts as the planner does; null where one is missing. */
async function freeze(
  ctx: ScopedContext,
  given: Variables,
  { limits, contacts }: { limits: VariableLimits; contacts: readonly VariableContact[] },
) {
  const { columns, isMissing, object } = variablesSql(given, "c", "?1");
  const { results } = await ctx.db.$client
    .prepare(
      `SELECT CASE WHEN ${isMissing} THEN NULL ELSE ${object} END AS frozen
       FROM (SELECT ${["c.key", ...columns].join(", ")} FROM (SELECT value->>'name' name, value->>'phone' phone,
         value->>'external_id' external_id, value->>'language' language, value->>'username' username,
         value->>'fields' fields, key FROM json_each(?2)) c) WHERE ?1 IS NOT NULL ORDER BY key`,
    )
    .bind(JSON.stringify(variableBindings(given, limits)), JSON.stringify(contacts))
    .all<{ frozen: string | null }>();
  return results.map(({ frozen }) => (frozen === null ? null : (JSON.parse(frozen) as unknown)));
}

test("the database freezes the values that the rule freezes", async ({ expect }) => {
  const { ctx } = await aTenant();
  await fc.assert(
    fc.asyncProperty(
      variables,
      fc.dictionary(fc.constantFrom("header.1", "body.1"), fc.integer({ min: 0, max: 12 })),
      fc.array(contact, { minLength: 1, maxLength: 10 }),
      async (given, limits, contacts) => {
        expect(await freeze(ctx, given, { limits, contacts })).toEqual(
          contacts.map((one) => freezeVariables(given, one, limits)),
        );
      },
    ),
    { numRuns: 150 },
  );
});
