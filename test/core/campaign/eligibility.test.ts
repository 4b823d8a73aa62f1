import { describe, test } from "vitest";

import { rulesOf, skipReasonOf, type Eligible } from "#core/campaign/eligibility";

const eligible: Eligible = {
  phone: "+34600111222",
  waId: null,
  bsuid: null,
  marketing: "granted",
  suppressed: false,
  blocked: false,
};

describe("who is skipped", () => {
  test("nobody who granted, can be reached and is on no list", ({ expect }) => {
    expect(skipReasonOf(eligible, rulesOf("MARKETING"))).toBeNull();
  });

  test("marketing without a grant, but not what is transactional", ({ expect }) => {
    const unknown: Eligible = { ...eligible, marketing: "unknown" };
    expect(skipReasonOf(unknown, rulesOf("MARKETING"))).toBe("no_consent");
    expect(skipReasonOf(unknown, rulesOf("UTILITY"))).toBeNull();
  });

  test("an authentication message to somebody without a phone", ({ expect }) => {
    const hidden = { ...eligible, phone: null, bsuid: "US.abc" };
    expect(skipReasonOf(hidden, rulesOf("AUTHENTICATION"))).toBe("no_identity");
    expect(skipReasonOf(hidden, rulesOf("UTILITY"))).toBeNull();
  });

  test("a contact that is gone", ({ expect }) => {
    expect(skipReasonOf(null, rulesOf("UTILITY"))).toBe("no_identity");
  });

  test("blocked comes before suppressed, identity and consent", ({ expect }) => {
    const everything: Eligible = {
      ...eligible,
      phone: null,
      marketing: "withdrawn",
      suppressed: true,
      blocked: true,
    };
    const rules = rulesOf("MARKETING");
    expect(skipReasonOf(everything, rules)).toBe("blocked");
    expect(skipReasonOf({ ...everything, blocked: false }, rules)).toBe("suppressed");
    expect(skipReasonOf({ ...everything, blocked: false, suppressed: false }, rules)).toBe(
      "no_identity",
    );
  });
});
