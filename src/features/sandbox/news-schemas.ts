import { z } from "@hono/zod-openapi";

import { idOf } from "#platform/http/id-of";

/** Meta's webhook fields about numbers and accounts. */
const FIELDS = [
  "account_alerts",
  "account_review_update",
  "account_update",
  "business_capability_update",
  "phone_number_name_update",
  "phone_number_quality_update",
  "security",
] as const;

const field = z.enum(FIELDS).openapi({
  description: "Meta's name of the webhook field.",
  example: "phone_number_quality_update",
});

const MEMBERS_MAX = 20;

const value = z
  .record(z.string().regex(/^[a-z_]{1,64}$/), z.unknown())
  .refine(
    (members) => Object.keys(members).length <= MEMBERS_MAX,
    `Must have at most ${MEMBERS_MAX} members.`,
  )
  .openapi({
    description:
      "Members of Meta's `value` beside those that the sandbox fills in: which number, and what Meta's documents give as an example.",
    example: { event: "FLAGGED", current_limit: "TIER_1K" },
  });

export const NewsBody = z.strictObject({ field, value: value.optional() }).openapi("SandboxNews", {
  example: { field: "phone_number_quality_update", value: { event: "FLAGGED" } },
});
export type NewsBody = z.infer<typeof NewsBody>;

export const NewsView = z
  .object({ number_id: idOf("number"), field })
  .openapi("SandboxNewsAccepted");
export type NewsView = z.infer<typeof NewsView>;
