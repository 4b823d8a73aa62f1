import { describe, test } from "vitest";

import { diagnose, TOKEN_SCOPES, TOKEN_WARNING_MS, type Symptoms } from "#core/number/doctor";
import { DOCTOR_CHECKS, type DoctorCheck, type Finding } from "#core/number/finding";
import { WEBHOOK_FIELDS } from "#core/number/webhook-fields";
import { parseNumberHealth, type NumberHealth } from "#core/whatsapp/number-health";
import { REMEDIES } from "#core/whatsapp/remedies";

const NOW = Date.UTC(2026, 10, 27);
const URL = "https://waqtor.test/webhooks/meta";

/** Meta's word about a number that is well, or with what differs. */
function health(more: object = {}): NumberHealth {
  const parsed = parseNumberHealth({
    id: "1",
    display_phone_number: "+1 555-078-3881",
    verified_name: "Lucky Shrub",
    status: "CONNECTED",
    quality_rating: "GREEN",
    name_status: "APPROVED",
    code_verification_status: "VERIFIED",
    is_pin_enabled: true,
    health_status: { can_send_message: "AVAILABLE", entities: [] },
    webhook_configuration: { application: URL },
    ...more,
  });
  if (parsed === undefined) throw new Error("not a number's health");
  return parsed;
}

const blocked = (type: string, code: number) => ({
  health_status: {
    can_send_message: "BLOCKED",
    entities: [
      {
        entity_type: type,
        id: "2",
        can_send_message: code === 141010 ? "LIMITED" : "BLOCKED",
        errors: [
          { error_code: code, error_description: "Said by Meta.", possible_solution: "Do." },
        ],
      },
    ],
  },
});

const told = <T>(value: T) => ({ type: "told", value }) as const;
const WELL: Symptoms = {
  nowMs: NOW,
  health: told(health()),
  token: told({ isValid: true, appId: "7", scopes: [...TOKEN_SCOPES], expiresAtMs: null }),
  appId: "7",
  subscribedApps: told(["7"]),
  fields: told(WEBHOOK_FIELDS),
  callbackUrl: URL,
  echo: told(true),
};

const of = (symptoms: Symptoms, check: DoctorCheck): Finding | undefined =>
  diagnose(symptoms).find((finding) => finding.check === check);

test("a number that is well passes every check, and needs no remedy", ({ expect }) => {
  const findings = diagnose(WELL);
  expect(findings.map(({ check }) => check)).toEqual(DOCTOR_CHECKS);
  expect(findings.filter(({ status, remedy }) => status !== "ok" || remedy !== null)).toEqual([]);
});

const number = (more: object) => ({ health: told(health(more)) });
const token = (more: object) => ({
  token: told({ isValid: true, appId: "7", scopes: TOKEN_SCOPES, expiresAtMs: null, ...more }),
});

describe("what is wrong has its own finding", () => {
  test.for<[string, Partial<Symptoms>, DoctorCheck, Finding["status"], Finding["remedyCode"]]>([
    ["a revoked token", token({ isValid: false }), "token", "failed", "new_token"],
    ["a token of another app", token({ appId: "8" }), "token", "failed", "new_token"],
    [
      "a token that ends soon",
      token({ expiresAtMs: NOW + TOKEN_WARNING_MS - 1 }),
      "token",
      "warning",
      "new_token",
    ],
    [
      "a token that Meta refuses",
      { health: { type: "refused", title: "No", remedy: "new_token" } },
      "token",
      "failed",
      "new_token",
    ],
    [
      "a token without a permission",
      token({ scopes: ["whatsapp_business_management"] }),
      "scopes",
      "failed",
      "grant_missing_permission",
    ],
    [
      "an account of which another app hears",
      { subscribedApps: told(["8"]) },
      "subscription",
      "failed",
      "subscribe_account",
    ],
    [
      "an account of which nobody hears, when the app is not known",
      { appId: null, subscribedApps: told([]) },
      "subscription",
      "failed",
      "subscribe_account",
    ],
    [
      "an app that hears no messages",
      { fields: told(["account_update"]) },
      "webhook_fields",
      "failed",
      "subscribe_fields",
    ],
    [
      "an app that hears little else",
      { fields: told(["messages"]) },
      "webhook_fields",
      "warning",
      "subscribe_fields",
    ],
    [
      "webhooks that go elsewhere",
      number({ webhook_configuration: { application: URL, phone_number: "https://x.test/" } }),
      "webhook_url",
      "failed",
      "set_callback_url",
    ],
    [
      "a callback that is silent",
      { echo: told(false) },
      "webhook_echo",
      "failed",
      "set_callback_url",
    ],
    [
      "a number that is not registered",
      number({ status: "PENDING" }),
      "registration",
      "failed",
      "register_number",
    ],
    [
      "a number that is not verified",
      number({ status: "PENDING", code_verification_status: "EXPIRED" }),
      "registration",
      "failed",
      "verify_number",
    ],
    [
      "a number whose phone is off",
      number({ status: "DISCONNECTED", is_on_biz_app: true }),
      "registration",
      "failed",
      "open_business_app",
    ],
    [
      "a number that is gone",
      number({ status: "DELETED" }),
      "registration",
      "failed",
      "reconnect_number",
    ],
    [
      "an account without payment",
      number(blocked("WABA", 141006)),
      "payment",
      "failed",
      "mend_payment",
    ],
    ["a banned account", number(blocked("WABA", 141014)), "health", "failed", "account_locked"],
    [
      "a business that is not verified",
      number(blocked("BUSINESS", 141010)),
      "health",
      "warning",
      "verify_business",
    ],
    [
      "a code that nobody knows yet",
      number(blocked("PHONE_NUMBER", 149999)),
      "health",
      "failed",
      "account_restricted",
    ],
    [
      "a name under review",
      number({ name_status: "PENDING_REVIEW" }),
      "display_name",
      "warning",
      "approve_display_name",
    ],
    [
      "a name that was declined",
      number({ name_status: "DECLINED" }),
      "display_name",
      "failed",
      "approve_display_name",
    ],
    ["medium quality", number({ quality_rating: "YELLOW" }), "quality", "warning", "raise_quality"],
    ["low quality", number({ quality_rating: "RED" }), "quality", "failed", "raise_quality"],
  ])("%s", ([, symptom, check, status, remedyCode], { expect }) => {
    const found = of({ ...WELL, ...symptom }, check);
    expect(found).toMatchObject({ status, remedyCode });
    expect(found?.remedy).toBe(remedyCode === null ? null : REMEDIES[remedyCode]);
  });

  test("a missing payment is not told twice", ({ expect }) => {
    expect(of({ ...WELL, ...number(blocked("WABA", 141006)) }, "health")?.status).toBe("ok");
  });
});

describe("what could not be asked", () => {
  const silent: Symptoms = {
    ...WELL,
    health: { type: "unreachable" },
    token: { type: "unasked", why: "No app." },
    subscribedApps: { type: "unreachable" },
    fields: { type: "unasked", why: "No app." },
    echo: { type: "unasked", why: "Not from here." },
  };

  test("is unknown, and never taken for well", ({ expect }) => {
    expect(new Set(diagnose(silent).map(({ status }) => status))).toEqual(new Set(["unknown"]));
    expect(diagnose(silent).filter(({ remedy }) => remedy === null)).toEqual([]);
  });

  test("has the remedy of Meta's refusal when it refused", ({ expect }) => {
    const refused = {
      type: "refused",
      title: "Permission denied",
      remedy: "grant_missing_permission",
    } as const;
    expect(of({ ...WELL, subscribedApps: refused }, "subscription")).toMatchObject({
      status: "unknown",
      remedyCode: "grant_missing_permission",
      detail: expect.stringContaining("Permission denied"),
    });
  });

  test("Meta's health without a word of whether the number sends leaves payment and health open", ({
    expect,
  }) => {
    const findings = diagnose({ ...WELL, ...number({ health_status: null, name_status: null }) });
    expect(findings.filter(({ status }) => status === "unknown").map(({ check }) => check)).toEqual(
      ["payment", "health", "display_name"],
    );
  });
});
