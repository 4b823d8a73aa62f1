import { describe, test } from "vitest";

import {
  consentSplit,
  rulesOf,
  shownReason,
  skipReasonOf,
  type Eligible,
} from "#core/campaign/eligibility";

const MARKETING = rulesOf("marketing", "MARKETING");
const UTILITY = rulesOf("transactional", "UTILITY");
const AUTHENTICATION = rulesOf("transactional", "AUTHENTICATION");

const eligible: Eligible = {
  phone: "+34600111222",
  waId: null,
  bsuid: null,
  marketing: "granted",
  suppressed: false,
  marketingHeldAt: null,
  blocked: false,
};

describe("who is skipped", () => {
  test("nobody who granted, can be reached and is on no list", ({ expect }) => {
    expect(skipReasonOf(eligible, MARKETING)).toBeNull();
  });

  test("marketing without a grant, but not what is transactional", ({ expect }) => {
    const unknown: Eligible = { ...eligible, marketing: "unknown" };
    expect(skipReasonOf(unknown, MARKETING)).toBe("no_consent");
    expect(skipReasonOf(unknown, UTILITY)).toBeNull();
  });

  test("marketing to whom may have refused it, but not what is transactional", ({ expect }) => {
    const held = { ...eligible, marketingHeldAt: 1 };
    expect(skipReasonOf(held, rulesOf("marketing", "MARKETING"))).toBe("marketing_held");
    expect(skipReasonOf(held, rulesOf("transactional", "UTILITY"))).toBeNull();
  });

  test("what is sent as marketing without a grant, whatever its template is", ({ expect }) => {
    const unknown: Eligible = { ...eligible, marketing: "unknown" };
    expect(skipReasonOf(unknown, rulesOf("marketing", "UTILITY"))).toBe("no_consent");
    expect(skipReasonOf(unknown, rulesOf("marketing", null))).toBe("no_consent");
  });

  test("an authentication message to somebody without a phone", ({ expect }) => {
    const hidden = { ...eligible, phone: null, bsuid: "US.abc" };
    expect(skipReasonOf(hidden, AUTHENTICATION)).toBe("no_identity");
    expect(skipReasonOf(hidden, UTILITY)).toBeNull();
  });

  test("a contact that is gone", ({ expect }) => {
    expect(skipReasonOf(null, UTILITY)).toBe("no_identity");
  });

  test("blocked comes before suppressed, identity and consent", ({ expect }) => {
    const everything: Eligible = {
      ...eligible,
      phone: null,
      marketing: "withdrawn",
      suppressed: true,
      blocked: true,
    };
    expect(skipReasonOf(everything, MARKETING)).toBe("blocked");
    expect(skipReasonOf({ ...everything, blocked: false }, MARKETING)).toBe("suppressed");
    expect(skipReasonOf({ ...everything, blocked: false, suppressed: false }, MARKETING)).toBe(
      "no_identity",
    );
  });

  test("who withdrew is kept apart from who was never asked, and shown alike", ({ expect }) => {
    const withdrawn = skipReasonOf({ ...eligible, marketing: "withdrawn" }, MARKETING);
    const unknown = skipReasonOf({ ...eligible, marketing: "unknown" }, MARKETING);
    expect([withdrawn, unknown]).toEqual(["consent_withdrawn", "no_consent"]);
    const kept = ["consent_withdrawn", "no_consent", "blocked"];
    expect(kept.map(shownReason)).toEqual(["no_consent", "no_consent", "blocked"]);
    const counts: Readonly<Record<string, number>> = { consent_withdrawn: 2, no_consent: 3 };
    expect(consentSplit((reason) => counts[reason] ?? 0)).toEqual({ notAsked: 3, withdrawn: 2 });
  });

  test("nobody who is reached by WhatsApp's own id of a phone", ({ expect }) => {
    const byWaId = { ...eligible, phone: null, waId: "34600111222" };
    expect(skipReasonOf(byWaId, AUTHENTICATION)).toBeNull();
    expect(skipReasonOf({ ...byWaId, waId: null }, UTILITY)).toBe("no_identity");
  });
});
