import { describe, test } from "vitest";

import { actionFor, KNOWN_ERROR_CODES, retryDelayMs } from "#core/whatsapp/error-action";
import { REMEDIES, REMEDY_CODES, type RemedyCode } from "#core/whatsapp/remedies";

describe("actionFor", () => {
  test.for([
    [130429, "requeue"],
    [131056, "requeue"],
    [131057, "requeue"],
    [131016, "requeue"],
    [131026, "fail"],
    [131047, "fail"],
    [131049, "fail"],
    [132000, "fail"],
    [131048, "pause_campaign"],
    [132001, "pause_campaign"],
    [132015, "pause_campaign"],
    [368, "pause_number"],
    [131031, "pause_number"],
    [133010, "pause_number"],
    [0, "needs_reauth"],
    [190, "needs_reauth"],
    [131005, "needs_reauth"],
    [131050, "withdraw_marketing"],
  ] as const)("%i means %s", ([code, action], { expect }) => {
    expect(actionFor(code, false).action).toBe(action);
  });

  test("every permission code from 200 to 299 asks for a new token", ({ expect }) => {
    expect([200, 219, 299].map((code) => actionFor(code, false).action)).toEqual([
      "needs_reauth",
      "needs_reauth",
      "needs_reauth",
    ]);
    expect(actionFor(300, false).action).toBe("fail");
  });

  test("an unknown code fails at once, and is tried again three times when Meta calls it transient", ({
    expect,
  }) => {
    expect(actionFor(999_999, false)).toMatchObject({ action: "fail", retryable: false });
    const transient = actionFor(999_999, true);
    expect(transient.action).toBe("requeue");
    expect([1, 2, 3, 4].map((refusals) => retryDelayMs(transient, refusals))).toEqual([
      5000,
      30_000,
      180_000,
      undefined,
    ]);
  });

  test("only going too fast halves the rate of the number", ({ expect }) => {
    expect(KNOWN_ERROR_CODES.filter((code) => actionFor(code, false).halveRate)).toEqual([130429]);
  });

  test("every known code has a remedy, and only a requeued one knows a next try", ({ expect }) => {
    for (const code of KNOWN_ERROR_CODES) {
      const rule = actionFor(code, false);
      expect(rule.remedy.length).toBeGreaterThan(10);
      expect(retryDelayMs(rule, 1) !== undefined, String(code)).toBe(rule.action === "requeue");
    }
  });
});

describe("retryDelayMs", () => {
  test("the pause for one person grows fourfold with each refusal", ({ expect }) => {
    const rule = actionFor(131056, false);
    expect([1, 2, 3].map((refusals) => retryDelayMs(rule, refusals))).toEqual([
      4000, 16_000, 64_000,
    ]);
  });

  test("no wait grows past three days", ({ expect }) => {
    expect(retryDelayMs(actionFor(131056, false), 50)).toBe(72 * 60 * 60 * 1000);
  });
});

/** What only the doctor of a number advises. */
const DOCTORS: readonly RemedyCode[] = [
  "subscribe_account",
  "subscribe_fields",
  "set_callback_url",
  "verify_business",
  "open_business_app",
  "raise_quality",
  "rated_later",
  "look_at_meta",
  "try_later",
];

describe("remedies", () => {
  const codes = [...KNOWN_ERROR_CODES, 250, 403, 429, 999_999, null];
  const rules = codes.flatMap((code) => [actionFor(code, false), actionFor(code, true)]);

  test("every refusal has one, as a code and as its sentence", ({ expect }) => {
    expect(rules.map(({ remedyCode }) => REMEDIES[remedyCode])).toEqual(
      rules.map(({ remedy }) => remedy),
    );
  });

  test("every one answers a refusal or is the doctor's, so that nobody translates what is never shown", ({
    expect,
  }) => {
    const refusals = rules.map(({ remedyCode }) => remedyCode);
    expect(new Set([...refusals, ...DOCTORS])).toEqual(new Set(REMEDY_CODES));
  });

  test("a code is never renamed", ({ expect }) => {
    expect(actionFor(131026, false).remedyCode).toBe("person_unreachable");
    expect(actionFor(190, false).remedyCode).toBe("new_token");
    expect(actionFor(131049, false).remedyCode).toBe("wait_for_marketing_limit");
  });
});
