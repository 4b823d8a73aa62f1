import { z } from "@hono/zod-openapi";

import { idOf } from "#platform/http/id-of";
import { visibleName } from "#platform/http/visible-name";

/** Meta's ids are digits; longer ones are not known. */
const metaId = z.string().regex(/^[0-9]{1,32}$/, "Must be an id of Meta: digits only.");

const name = visibleName(100).openapi({
  description: "Your own name for the number.",
  example: "Support Spain",
});

/** A visible ASCII text without spaces: what a token of Meta is made of. */
const accessToken = z
  .string()
  .regex(/^[\x21-\x7e]{1,2048}$/, "Must be an access token: visible ASCII without spaces.")
  .openapi({ description: "Sealed at once and never returned.", example: "EAAGm0PX4ZCpsBO2tqE7" });

const CloudNumber = z.strictObject({
  kind: z.literal("cloud"),
  waba_id: metaId.openapi({
    description: "The WhatsApp Business Account.",
    example: "102290129340398",
  }),
  phone_number_id: metaId.openapi({
    description: "Meta's id of the number (not the number itself).",
    example: "106540352242922",
  }),
  access_token: accessToken,
  name: name.optional(),
  pin: z
    .string()
    .regex(/^[0-9]{6}$/, "Must be six digits.")
    .optional()
    .openapi({ description: "The two-step verification PIN. Sealed at once and never returned." }),
});

const SandboxNumber = z.strictObject({
  kind: z.literal("sandbox"),
  name: name.optional(),
  throughput_mps: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .openapi({ description: "Messages per second that the sandbox accepts.", example: 80 }),
  messaging_limit: z
    .int()
    .min(1)
    .max(10_000_000)
    .nullable()
    .optional()
    .openapi({ description: "Unique people per moving 24 hours; null = unlimited.", example: 250 }),
  template_review: z
    .enum(["rule", "approve", "reject", "manual"])
    .optional()
    .openapi({ description: "How the sandbox judges submitted templates." }),
  latency_ms: z.int().min(0).max(60_000).optional().openapi({
    description: "How long a sandbox message takes from status to status.",
    example: 0,
  }),
});

/** Body of `POST /v1/numbers`. */
export const ConnectNumberBody = z
  .discriminatedUnion("kind", [CloudNumber, SandboxNumber])
  .openapi("ConnectNumberBody");
export type ConnectNumberBody = z.infer<typeof ConnectNumberBody>;
export type CloudNumber = z.infer<typeof CloudNumber>;
export type SandboxNumber = z.infer<typeof SandboxNumber>;

export const RenameNumberBody = z.strictObject({ name }).openapi("RenameNumberBody");
export type RenameNumberBody = z.infer<typeof RenameNumberBody>;

export const ReplaceTokenBody = z
  .strictObject({ access_token: accessToken })
  .openapi("ReplaceTokenBody");
export type ReplaceTokenBody = z.infer<typeof ReplaceTokenBody>;

export const NumberView = z
  .object({
    id: idOf("number"),
    kind: z.enum(["cloud", "sandbox"]),
    name: z.string(),
    waba_id: z.string(),
    portfolio_id: z.string().nullable().openapi({ description: "Meta's business portfolio." }),
    phone_number_id: z.string(),
    display_phone_number: z.string().openapi({ example: "+1 555-078-3881" }),
    verified_name: z.string().nullable(),
    status: z.enum(["connected", "paused", "needs_reauth", "restricted", "disconnected"]),
    quality_rating: z.enum(["green", "yellow", "red", "unknown"]),
    throughput_mps: z.int().openapi({ description: "Messages per second." }),
    messaging_limit: z
      .int()
      .nullable()
      .openapi({ description: "Unique people per moving 24 hours; null = unlimited." }),
    created_at: z.iso.datetime().openapi({ description: "RFC 3339, UTC." }),
  })
  .openapi("Number");
export type NumberView = z.infer<typeof NumberView>;
