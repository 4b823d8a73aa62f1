import fc from "fast-check";
import { test } from "vitest";

import { COUNTED_STATES, isSettled, type Counts } from "#core/campaign/progress";
import { CAMPAIGN_SETTLED } from "#db/tenant/campaign-settled";

import { aTenant } from "../../fixtures/tenant";

const counts: fc.Arbitrary<Counts> = fc
  .tuple(...COUNTED_STATES.map((state) => fc.tuple(fc.constant(state), fc.nat(1))))
  // Safe: the entries are exactly the counted states.
  .map((entries) => Object.fromEntries(entries) as Counts);

test("the database finds a campaign settled when the rule does", async ({ expect }) => {
  const { ctx } = await aTenant();
  const columns = COUNTED_STATES.map((state) => `value->>'${state}' n_${state}`).join(", ");
  await fc.assert(
    fc.asyncProperty(fc.array(counts, { minLength: 1, maxLength: 100 }), async (campaigns) => {
      const { results } = await ctx.db.$client
        .prepare(
          `SELECT ${CAMPAIGN_SETTLED} AS settled FROM (SELECT key, ${columns} FROM json_each(?1)) ORDER BY key`,
        )
        .bind(JSON.stringify(campaigns))
        .all<{ settled: number }>();
      expect(results.map(({ settled }) => settled === 1)).toEqual(campaigns.map(isSettled));
    }),
    { numRuns: 20 },
  );
});
