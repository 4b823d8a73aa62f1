/** The buttons of a template in Meta's shape. Source: Meta, "Template components", "Authentication templates". */
import { z } from "zod";

const text = z.string();
/** One sample, or a list with one. */
const sample = z.union([z.string(), z.array(z.string())]);

const Url = z.strictObject({
  type: z.literal("URL"),
  text,
  url: z.string(),
  example: sample.optional(),
  /** Of the Marketing Messages API: kept, never read. */
  app_deep_link: z.looseObject({}).optional(),
});

const Flow = z.strictObject({
  type: z.literal("FLOW"),
  text,
  flow_id: z.union([z.string(), z.int()]).optional(),
  flow_name: z.string().optional(),
  flow_json: z.string().optional(),
  flow_action: z.string().optional(),
  navigate_screen: z.string().optional(),
  icon: z.string().optional(),
});

/** How the person gets the code into the app: by copying it, by one tap, or without one. */
export const OTP_TYPES = ["COPY_CODE", "ONE_TAP", "ZERO_TAP"] as const;

const Otp = z.strictObject({
  type: z.literal("OTP"),
  otp_type: z.enum(OTP_TYPES),
  text: text.optional(),
  autofill_text: z.string().optional(),
  zero_tap_terms_accepted: z.boolean().optional(),
  supported_apps: z
    .array(z.strictObject({ package_name: z.string(), signature_hash: z.string() }))
    .optional(),
});

/** One button of a template. */
export const TemplateButton = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("QUICK_REPLY"), text }),
  Url,
  z.strictObject({ type: z.literal("PHONE_NUMBER"), text, phone_number: z.string() }),
  z.strictObject({
    type: z.literal("COPY_CODE"),
    /** Meta's own label. */
    text: text.optional(),
    example: sample.optional(),
  }),
  Flow,
  z.strictObject({ type: z.literal(["CATALOG", "MPM", "SPM"]), text }),
  z.strictObject({ type: z.literal("VOICE_CALL"), text, ttl_minutes: z.int().optional() }),
  z.strictObject({ type: z.literal("REQUEST_CONTACT_INFO"), text: text.optional() }),
  Otp,
]);
export type TemplateButton = z.infer<typeof TemplateButton>;

/** A button's kind, as Meta writes it. */
export type TemplateButtonType = TemplateButton["type"];
