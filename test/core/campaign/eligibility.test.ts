import { DatabaseSync } from "node:sqlite";

import fc from "fast-check";
import { describe, test } from "vitest";

import { rulesOf, skipReasonOf, skipReasonSql, type Eligible } from "#core/campaign/eligibility";

const db = new DatabaseSync(":memory:");
const eligible: Eligible = {
  id: "con_1",
  phone: "+34600111222",
  wa_id: null,
  bsuid: null,
  marketing: "granted",
  suppressed: 0,
  blocked: 0,
};

describe("who is skipped", () => {
  test("nobody who granted, can be reached and is on no list", ({ expect }) => {
    expect(skipReasonOf(eligible, rulesOf("MARKETING"))).toBeNull();
  });

  test("marketing without a grant, but not what is transactional", ({ expect }) => {
    const unknown = { ...eligible, marketing: "unknown" };
    expect(skipReasonOf(unknown, rulesOf("MARKETING"))).toBe("no_consent");
    expect(skipReasonOf(unknown, rulesOf("UTILITY"))).toBeNull();
  });

  test("an authentication message to somebody without a phone", ({ expect }) => {
    const hidden = { ...eligible, phone: null, bsuid: "US.abc" };
    expect(skipReasonOf(hidden, rulesOf("AUTHENTICATION"))).toBe("no_identity");
    expect(skipReasonOf(hidden, rulesOf("UTILITY"))).toBeNull();
  });

  test("blocked comes before suppressed, identity and consent", ({ expect }) => {
    const everything = {
      ...eligible,
      phone: null,
      marketing: "withdrawn",
      suppressed: 1,
      blocked: 1,
    };
    const rules = rulesOf("MARKETING");
    expect(skipReasonOf(everything, rules)).toBe("blocked");
    expect(skipReasonOf({ ...everything, blocked: 0 }, rules)).toBe("suppressed");
    expect(skipReasonOf({ ...everything, blocked: 0, suppressed: 0 }, rules)).toBe("no_identity");
  });

  test("the database decides as the rule does", ({ expect }) => {
    const text = fc.option(fc.constant("x"), { nil: null });
    const flag = fc.constantFrom(0, 1);
    const contact = fc.record({
      id: text,
      phone: text,
      wa_id: text,
      bsuid: text,
      marketing: fc.constantFrom("unknown", "granted", "withdrawn"),
      suppressed: flag,
      blocked: flag,
    });
    fc.assert(
      fc.property(
        contact,
        fc.constantFrom("MARKETING", "UTILITY", "AUTHENTICATION"),
        (row, category) => {
          const rules = rulesOf(category);
          const found = db
            .prepare(
              `SELECT ${skipReasonSql("c", rules)} reason FROM (SELECT ?1 id, ?2 phone, ?3 wa_id, ?4 bsuid, ?5 marketing, ?6 suppressed, ?7 blocked) c`,
            )
            .get(
              row.id,
              row.phone,
              row.wa_id,
              row.bsuid,
              row.marketing,
              row.suppressed,
              row.blocked,
            );
          expect(found?.["reason"]).toBe(skipReasonOf(row, rules));
        },
      ),
    );
  });
});
