import { z } from "@hono/zod-openapi";

/** How a contact is named in a path. */
export const ContactParams = z.object({
  contact: z.string().min(1).max(256).openapi({
    description: "`con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded.",
    example: "phone:+5511987654321",
  }),
});

/** Why a contact that is named so is not found. */
export const BY_SELECTOR = [
  "not_found",
  "invalid_phone",
  "country_required",
  "invalid_user_id",
] as const;
