/** Rules about the buttons. */
import type { LintRule } from "#core/whatsapp/template-lint/rule";

export const BUTTON_RULES = {
  button_count: { severity: "error", remedy: "Add or remove buttons, or leave BUTTONS out." },
  button_type_count: { severity: "error", remedy: "Remove the buttons that are too many." },
  button_order: { severity: "error", remedy: "Put all quick replies side by side." },
  button_twice: { severity: "error", remedy: "Give each its own text." },
  button_alone: { severity: "error", remedy: "Leave it as the only button." },
  buttons_hidden: {
    severity: "hint",
    remedy: "Keep three at most, or put the most important ones first.",
  },
  url_invalid: { severity: "error", remedy: "Write an address that begins with https://." },
  url_insecure: { severity: "hint", remedy: "Write https:// instead of http://." },
  url_host_variable: {
    severity: "error",
    remedy: "Write the site's name out; only the end may vary.",
  },
  url_variable_place: {
    severity: "error",
    remedy: "Keep one {{1}}, at the very end of the address.",
  },
  url_example_missing: {
    severity: "error",
    remedy: "Give one example: the whole address, or what stands for {{1}}.",
  },
  url_example_mismatch: {
    severity: "warning",
    remedy: "Begin the example as the address of the button begins.",
  },
  phone_number_invalid: {
    severity: "error",
    remedy: "Write the number with its country code, at most 20 characters.",
  },
  coupon_missing: { severity: "error", remedy: "Give a code as the example." },
  coupon_long: { severity: "warning", remedy: "Keep to 15 characters." },
  coupon_category: { severity: "warning", remedy: "Choose the category MARKETING." },
  flow_target: { severity: "error", remedy: "Give one of flow_id, flow_name and flow_json." },
  flow_action: { severity: "error", remedy: "Write navigate or data_exchange." },
  flow_screen: {
    severity: "error",
    remedy: "Leave navigate_screen out, or choose the action navigate.",
  },
  product_header: { severity: "error", remedy: "Give the template a header of format PRODUCT." },
  product_button: { severity: "error", remedy: "Give the template one SPM button." },
  otp_category: { severity: "error", remedy: "Choose the category AUTHENTICATION." },
} as const satisfies Record<string, LintRule>;
