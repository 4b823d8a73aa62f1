import fc from "fast-check";
import { test } from "vitest";

import { skipReasonOf, type Eligible } from "#core/campaign/eligibility";
import { CONSENT_STATES } from "#core/consent/states";
import { skipReasonSql } from "#db/tenant/skip-reason-sql";

import { aTenant } from "../../fixtures/tenant";

const known = fc.option(fc.constant("x"), { nil: null });
const contact: fc.Arbitrary<Eligible | null> = fc.option(
  fc.record({
    phone: known,
    waId: known,
    bsuid: known,
    marketing: fc.constantFrom(...CONSENT_STATES),
    marketingHeldAt: fc.option(fc.constant(1), { nil: null }),
    suppressed: fc.boolean(),
    blocked: fc.boolean(),
  }),
  { nil: null, freq: 10 },
);

/** A contact as the database has it; one that is gone joins as NULLs. */
const columns = (one: Eligible | null) =>
  one && {
    id: "con_1",
    ...one,
    suppressed: Number(one.suppressed),
    blocked: Number(one.blocked),
  };

test("the database skips whom the rule skips, for the same reason", async ({ expect }) => {
  const { ctx } = await aTenant();
  await fc.assert(
    fc.asyncProperty(
      fc.array(contact, { minLength: 1, maxLength: 50 }),
      fc.record({ needsConsent: fc.boolean(), needsPhone: fc.boolean() }),
      async (contacts, rules) => {
        const { results } = await ctx.db.$client
          .prepare(
            `SELECT ${skipReasonSql("c", rules)} AS reason FROM (SELECT value->>'id' id, value->>'phone' phone,
               value->>'waId' wa_id, value->>'bsuid' bsuid, value->>'marketing' marketing, value->>'marketingHeldAt' marketing_held_at,
               value->>'suppressed' suppressed, value->>'blocked' blocked, key FROM json_each(?1)) c ORDER BY c.key`,
          )
          .bind(JSON.stringify(contacts.map(columns)))
          .all<{ reason: string | null }>();
        expect(results.map(({ reason }) => reason)).toEqual(
          contacts.map((one) => skipReasonOf(one, rules)),
        );
      },
    ),
    { numRuns: 50 },
  );
});
