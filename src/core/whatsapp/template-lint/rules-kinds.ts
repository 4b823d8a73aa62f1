/** Rules about headers with media, limited-time offers, carousels and authentication. */
import type { LintRule } from "#core/whatsapp/template-lint/rule";

export const KIND_RULES = {
  media_example_missing: {
    severity: "error",
    remedy: "Give a sample as header_handle: a handle of Meta's, or the id of an uploaded medium.",
  },
  media_handle: {
    severity: "error",
    remedy: "Give a handle of Meta's resumable upload, or the id of an uploaded medium (med_…).",
  },
  header_gif: { severity: "warning", remedy: "Use a short VIDEO." },
  component_forbidden: { severity: "error", remedy: "Leave the part out." },
  offer_category: { severity: "error", remedy: "Choose the category MARKETING." },
  offer_header: { severity: "error", remedy: "Use a header of format IMAGE or VIDEO." },
  offer_link: { severity: "error", remedy: "Add a URL button." },
  offer_coupon_long: { severity: "error", remedy: "Keep the code to 15 characters." },
  card_count: { severity: "error", remedy: "Give 2 to 10 cards." },
  card_header: {
    severity: "error",
    remedy: "Give each card a header of format IMAGE, VIDEO or PRODUCT.",
  },
  card_buttons: {
    severity: "error",
    remedy:
      "Give each card one or two buttons: quick reply, link or phone, with a product SPM or link.",
  },
  cards_differ: {
    severity: "error",
    remedy:
      "Give every card the same kind of header, the same parts and the same kinds of buttons.",
  },
  card_products: { severity: "hint", remedy: "Two cards are enough; up to ten can be sent." },
  auth_component: {
    severity: "error",
    remedy: "Keep the body, the footer and one OTP button.",
  },
  auth_text: { severity: "error", remedy: "Leave the text out: Meta writes it." },
  auth_expiry: { severity: "error", remedy: "Give code_expiration_minutes from 1 to 90." },
  auth_button: { severity: "error", remedy: "Give exactly one button, of type OTP." },
  auth_only: { severity: "error", remedy: "Leave it out, or choose the category AUTHENTICATION." },
  otp_apps: { severity: "error", remedy: "Name 1 to 5 apps as supported_apps." },
  otp_package: { severity: "error", remedy: "Write the Android package, e.g. com.example.app." },
  otp_signature: {
    severity: "error",
    remedy: "Give the 11 characters of the app's signing key hash.",
  },
  otp_terms: {
    severity: "error",
    remedy: "Set zero_tap_terms_accepted to true once you accept them.",
  },
  otp_autofill: { severity: "error", remedy: "Leave autofill_text out, or use ONE_TAP." },
} as const satisfies Record<string, LintRule>;
