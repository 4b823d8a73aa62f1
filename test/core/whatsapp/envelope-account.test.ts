import fc from "fast-check";
import { test } from "vitest";

import { readAccountChange } from "#core/whatsapp/envelope-account";

const NOW = Date.parse("2026-11-24T12:00:00.000Z");
const read = (field: string, value: unknown, time: unknown = NOW / 1000 - 60) =>
  readAccountChange(field, value, { time, receivedAtMs: NOW });

const LIMIT = { type: "limit", limit: 10_000 };
const alert = (what: string, severity = "warning") => ({ type: "alert", alert: what, severity });

test.for([
  [
    "phone_number_quality_update",
    { event: "ONBOARDING", max_daily_conversations_per_business: "TIER_10K" },
    [LIMIT],
  ],
  ["phone_number_quality_update", { event: "UPGRADE", current_limit: "TIER_10K" }, [LIMIT]],
  [
    "phone_number_quality_update",
    { event: "THROUGHPUT_UPGRADE", current_limit: "TIER_UNLIMITED" },
    [
      { type: "limit", limit: null },
      { type: "throughput", mps: 1000 },
    ],
  ],
  ["phone_number_quality_update", { event: "FLAGGED" }, [{ type: "quality", rating: "red" }]],
  ["phone_number_quality_update", { event: "UNFLAGGED" }, [{ type: "quality", rating: "unknown" }]],
  ["phone_number_quality_update", { event: "ODD", current_limit: "TIER_NOT_SET" }, undefined],
  ["business_capability_update", { max_daily_conversations_per_business: 10_000 }, [LIMIT]],
  [
    "business_capability_update",
    { max_daily_conversations_per_business: -1 },
    [{ type: "limit", limit: null }],
  ],
  ["business_capability_update", { max_phone_numbers_per_waba: 25 }, undefined],
  [
    "phone_number_name_update",
    { decision: "APPROVED", requested_verified_name: "Shrub" },
    [{ type: "name", name: "Shrub" }],
  ],
  [
    "phone_number_name_update",
    { decision: "REJECTED", requested_verified_name: "X" },
    [alert("name_rejected")],
  ],
  [
    "account_review_update",
    { decision: "APPROVED" },
    [alert("account_review_approved", "informational")],
  ],
  ["account_review_update", { decision: "REJECTED" }, [alert("account_review_rejected")]],
  [
    "security",
    { event: "PIN_RESET_REQUEST", requester: "615" },
    [alert("security_pin_reset_request")],
  ],
  [
    "account_alerts",
    { alert_info: { alert_type: "OBA_APPROVED", alert_severity: "INFORMATIONAL" } },
    [alert("oba_approved", "informational")],
  ],
  [
    "account_alerts",
    { alert_type: "OBA_REJECTED", alert_severity: "LOUD" },
    [alert("oba_rejected")],
  ],
  ["account_alerts", { alert_info: { alert_description: "Of Ana Almeida" } }, undefined],
  ["account_alerts", { alert_info: { alert_type: "Of Ana Almeida" } }, undefined],
  [
    "account_update",
    { event: "ACCOUNT_DELETED" },
    [{ type: "stop", reason: "account_deleted", untilMs: null }],
  ],
  [
    "account_update",
    { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "DISABLE" } },
    [{ type: "stop", reason: "account_disabled", untilMs: null }],
  ],
  [
    "account_update",
    { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "SCHEDULE_FOR_DISABLE" } },
    [alert("account_schedule_for_disable")],
  ],
  [
    "account_update",
    { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "REINSTATE" } },
    [{ type: "reinstated", reason: "account_reinstated" }],
  ],
  ["account_update", { event: "DISABLED_UPDATE" }, undefined],
  [
    "account_update",
    {
      event: "ACCOUNT_RESTRICTION",
      restriction_info: [
        { restriction_type: "RESTRICTED_BIZ_INITIATED_MESSAGING", expiration: 1_800_000_000 },
        { restriction_type: "RESTRICTED_CUSTOMER_INITIATED_MESSAGING", expiration: 1_800_000_100 },
        { restriction_type: "RESTRICTED_ADD_PHONE_NUMBER_ACTION" },
        null,
      ],
    },
    [
      alert("restricted_add_phone_number_action", "critical"),
      {
        type: "stop",
        reason: "restricted_biz_initiated_messaging",
        untilMs: 1_800_000_100_000,
      },
    ],
  ],
  ["account_update", { event: "ACCOUNT_VIOLATION" }, [alert("account_violation", "critical")]],
  [
    "account_update",
    { event: "PARTNER_APP_UNINSTALLED", waba_info: { waba_id: "1", partner_app_id: 42 } },
    [{ type: "access_lost", reason: "partner_app_uninstalled", appId: "42" }],
  ],
  [
    "account_update",
    { event: "PARTNER_REMOVED", waba_info: { waba_id: "1" } },
    [{ type: "access_lost", reason: "partner_removed", appId: null }],
  ],
  ["account_update", { event: "VOLUME_BASED_PRICING_TIER_UPDATE" }, undefined],
  ["messages", { event: "ACCOUNT_DELETED" }, undefined],
] as const)("%s: %o", ([field, value, news], { expect }) => {
  expect(read(field, value)?.news).toEqual(news);
});

test("a change names its number by its digits or its id, or is about the account", ({ expect }) => {
  const about = (value: object) => read("security", { event: "PIN_CHANGED", ...value })?.about;
  expect(about({ display_phone_number: "+1 555-078-3881" })).toEqual({
    type: "digits",
    digits: "15550783881",
  });
  expect(about({ entity_type: "PHONE_NUMBER", entity_id: "7" })).toEqual({
    type: "number",
    phoneNumberId: "7",
  });
  expect(about({ entity_type: "BUSINESS", entity_id: "7" })).toEqual({ type: "account" });
});

test("a change is of its entry's time, and of its receipt when that is none", ({ expect }) => {
  const at = (time: unknown) => read("account_update", { event: "ACCOUNT_DELETED" }, time)?.atMs;
  expect([at(NOW / 1000 - 60), at(null), at("soon")]).toEqual([NOW - 60_000, NOW, NOW]);
});

test("nothing that Meta could send breaks it", ({ expect }) => {
  const anything = fc.anything();
  const value = fc.record(
    {
      event: fc.oneof(
        fc.constantFrom("DISABLED_UPDATE", "ACCOUNT_RESTRICTION", "FLAGGED"),
        anything,
      ),
      restriction_info: fc.oneof(fc.array(anything), anything),
      ban_info: anything,
      alert_info: anything,
      current_limit: anything,
      display_phone_number: anything,
    },
    { requiredKeys: [] },
  );
  const field = fc.constantFrom(
    "account_update",
    "account_alerts",
    "phone_number_quality_update",
    "phone_number_name_update",
  );
  fc.assert(
    fc.property(field, fc.oneof(value, anything), anything, (name, some, time) => {
      const change = read(name, some, time);
      expect(change === null || change.news.length > 0).toBe(true);
    }),
  );
});
