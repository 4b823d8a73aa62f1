import type { SandboxNumber } from "#sandbox/numbers";
import type { JsonObject } from "#sandbox/result";
import { templateStatus, type Template } from "#sandbox/templates";
import type { World } from "#sandbox/world";

/** What Graph shows of a phone number, all fields. */
export const numberView = (
  number: SandboxNumber,
  {
    app,
    desk,
    numbers: { businessId },
    registrations,
  }: Pick<World, "app" | "desk" | "numbers" | "registrations">,
): JsonObject => ({
  id: number.phone_number_id,
  display_phone_number: number.display_phone_number,
  verified_name: desk.of(number.phone_number_id).verifiedName ?? number.verified_name,
  status: registrations.isRegistered(number.phone_number_id) ? "CONNECTED" : "DISCONNECTED",
  quality_rating: desk.of(number.phone_number_id).quality ?? "GREEN",
  name_status: "APPROVED",
  new_name_status: "NONE",
  code_verification_status: "VERIFIED",
  platform_type: "CLOUD_API",
  account_mode: "SANDBOX",
  throughput: { level: number.throughput_mps > 80 ? "HIGH" : "STANDARD" },
  whatsapp_business_manager_messaging_limit:
    number.messaging_limit === null ? "TIER_UNLIMITED" : `TIER_${tierOf(number.messaging_limit)}`,
  messaging_limit_tier:
    number.messaging_limit === null ? "TIER_UNLIMITED" : `TIER_${tierOf(number.messaging_limit)}`,
  is_pin_enabled: registrations.hasPin(number.phone_number_id),
  is_official_business_account: false,
  is_on_biz_app: false,
  health_status: healthOf(number, businessId, app.id),
  webhook_configuration: { application: app.callbackUrl },
  conversational_automation: desk.of(number.phone_number_id).automation ?? {
    prompts: [],
    commands: [],
  },
  last_onboarded_time: new Date(number.created_at).toISOString(),
  username: null,
  search_visibility: "NON_VISIBLE",
  owner_business_info: { id: businessId, name: "Sandbox business" },
});

/** Everything that sending depends on is well here. */
const healthOf = (number: SandboxNumber, businessId: string, appId: string): JsonObject => ({
  can_send_message: "AVAILABLE",
  entities: [
    { entity_type: "PHONE_NUMBER", id: number.phone_number_id, can_send_message: "AVAILABLE" },
    { entity_type: "WABA", id: number.waba_id, can_send_message: "AVAILABLE" },
    { entity_type: "BUSINESS", id: businessId, can_send_message: "AVAILABLE" },
    { entity_type: "APP", id: appId, can_send_message: "AVAILABLE" },
  ],
});

export const NUMBER_DEFAULTS = ["id", "display_phone_number", "verified_name", "quality_rating"];

const tierOf = (limit: number): string =>
  limit >= 1000 ? `${Math.floor(limit / 1000)}K` : `${limit}`;

/** What Graph shows of a WhatsApp Business account. */
export const wabaView = (number: SandboxNumber, businessId: string): JsonObject => ({
  id: number.waba_id,
  name: number.verified_name,
  currency: "USD",
  timezone_id: "0",
  account_review_status: "APPROVED",
  business_verification_status: "verified",
  message_template_namespace: number.waba_id,
  health_status: { can_send_message: "AVAILABLE", entities: [] },
  owner_business_info: { id: businessId, name: "Sandbox business" },
  on_behalf_of_business_info: { id: businessId, name: "Sandbox business" },
});

export const WABA_DEFAULTS = [
  "id",
  "name",
  "currency",
  "timezone_id",
  "message_template_namespace",
];

/** What Graph shows of a message template. */
export const templateView = (template: Template, nowMs: number): JsonObject => {
  const status = templateStatus(template, nowMs);
  return {
    id: template.id,
    name: template.name,
    language: template.language,
    status,
    category: template.category,
    correct_category: template.category,
    parameter_format: template.parameter_format,
    components: template.components,
    quality_score: { score: "UNKNOWN", date: Math.floor(template.created_at / 1000) },
    rejected_reason: status === "REJECTED" ? template.reason : "NONE",
    message_send_ttl_seconds: null,
  };
};

export const TEMPLATE_DEFAULTS = [
  "id",
  "name",
  "status",
  "category",
  "language",
  "parameter_format",
  "components",
];
