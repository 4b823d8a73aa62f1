import fc from "fast-check";
import { test } from "vitest";

import { messageIdAt, ORDINALS_MAX, prefixOf } from "#core/campaign/recipient-ids";
import { messageIdSql } from "#db/tenant/message-id-sql";
import { newId } from "#platform/ids";

import { aTenant } from "../../fixtures/tenant";

test("the database makes the ids that the rule makes", async ({ expect }) => {
  const { ctx } = await aTenant();
  const prefix = prefixOf(newId("message"));
  const ordinal = fc.integer({ min: 0, max: ORDINALS_MAX - 1 });
  await fc.assert(
    fc.asyncProperty(fc.array(ordinal, { minLength: 1, maxLength: 100 }), async (ordinals) => {
      const { results } = await ctx.db.$client
        .prepare(
          `SELECT ${messageIdSql("?1", "n.value")} AS id FROM json_each(?2) n ORDER BY n.key`,
        )
        .bind(prefix, JSON.stringify(ordinals))
        .all<{ id: string }>();
      expect(results.map(({ id }) => id)).toEqual(ordinals.map((n) => messageIdAt(prefix, n)));
    }),
    { numRuns: 30 },
  );
});
