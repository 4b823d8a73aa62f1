/** The fields that an app must be subscribed to for all that is understood here; without the first nothing arrives. */
export const WEBHOOK_FIELDS = [
  "messages",
  "calls",
  "user_preferences",
  "user_id_update",
  "message_template_status_update",
  "message_template_quality_update",
  "message_template_components_update",
  "template_category_update",
  "phone_number_quality_update",
  "phone_number_name_update",
  "account_update",
  "account_alerts",
  "account_review_update",
  "business_capability_update",
  "security",
] as const;
