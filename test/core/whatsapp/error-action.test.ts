import { describe, test } from "vitest";

import { actionFor, KNOWN_ERROR_CODES, retryDelayMs } from "#core/whatsapp/error-action";
import { REMEDIES, REMEDY_CODES, type RemedyCode } from "#core/whatsapp/remedies";
import { GRAPH_ERRORS } from "#sandbox/graph-errors";

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

describe("what management calls are refused for", () => {
  test.for([
    [131055, "fail", "send_plain_message"],
    [133000, "fail", "deregister_again"],
    [133005, "fail", "correct_pin"],
    [133008, "requeue", "wait_with_pin"],
    [133009, "requeue", "wait_with_pin"],
    [133015, "requeue", "number_just_deleted"],
    [133016, "fail", "registrations_limited"],
    [138001, "fail", "look_up_code"],
    [139100, "fail", "some_not_blocked"],
    [139101, "fail", "block_list_full"],
    [139102, "requeue", "block_list_busy"],
    [139103, "requeue", "meta_failed"],
    [147001, "fail", "choose_username"],
    [147002, "fail", "choose_username"],
    [147003, "fail", "choose_username"],
    [147004, "fail", "choose_username"],
    [147005, "fail", "choose_username"],
    [200005, "fail", "allow_template_insights"],
    [200006, "fail", "allow_template_insights"],
    [200007, "fail", "allow_template_insights"],
    [1752041, "fail", "onboarded_already"],
    [2593107, "fail", "connect_app_again"],
    [2593108, "fail", "connect_app_again"],
  ] as const)("%i means %s, and %s", ([code, action, remedyCode], { expect }) => {
    expect(actionFor(code, false)).toMatchObject({ action, remedyCode });
  });

  test.for([
    [2388012, "finish_migration"],
    [2388019, "delete_templates"],
    [2388023, "rename_template"],
    [2388024, "rename_template"],
    [2388039, "template_under_review"],
    [2388040, "shorten_template"],
    [2388047, "fix_template_text"],
    [2388072, "fix_template_text"],
    [2388073, "fix_template_text"],
    [2388091, "finish_migration"],
    [2388093, "finish_migration"],
    [2388103, "finish_migration"],
    [2388293, "fewer_template_variables"],
    [2388299, "move_template_variables"],
  ] as const)(
    "%i means %s, as a code and as the subcode of 100",
    ([code, remedyCode], { expect }) => {
      expect(actionFor(code, false)).toMatchObject({ action: "fail", remedyCode });
      expect(actionFor(100, false, code)).toMatchObject({ action: "fail", remedyCode });
    },
  );

  test("every code that the sandbox can answer is in the table, or in one of its ranges", ({
    expect,
  }) => {
    const unnamed = GRAPH_ERRORS.filter(({ code }) => !KNOWN_ERROR_CODES.includes(code));
    expect(unnamed.map(({ code }) => code)).toEqual([200]);
  });

  test("another subcode leaves 100 what it is, also one that is a code of something else", ({
    expect,
  }) => {
    for (const subcode of [10, 190, 463, 131026, 9_999_999])
      expect(actionFor(100, false, subcode).remedyCode).toBe("fix_parameter");
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
