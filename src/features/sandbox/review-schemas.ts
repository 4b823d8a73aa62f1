import { z } from "@hono/zod-openapi";

import { idOf } from "#platform/http/id-of";

/** How a review may end, and what Meta may later do to an approved template. */
export const REVIEW_DECISIONS = ["approve", "reject", "pause", "disable", "flag"] as const;

const decision = z.enum(REVIEW_DECISIONS).openapi({
  description:
    "`approve` or `reject` ends the review; `pause`, `disable` and `flag` are what Meta does to a template that people dislike.",
  example: "approve",
});

export const ReviewBody = z
  .strictObject({
    decision,
    reason: z
      .string()
      .regex(/^[A-Z][A-Z_]{1,63}$/, "Must be a word of Meta's, such as INVALID_FORMAT.")
      .optional()
      .openapi({
        description: "Meta's word for why; of a rejection `INVALID_FORMAT` when absent.",
        example: "PROMOTIONAL",
      }),
  })
  .openapi("SandboxReview", { example: { decision: "approve" } });
export type ReviewBody = z.infer<typeof ReviewBody>;

export const ReviewView = z
  .object({ template_id: idOf("template"), decision })
  .openapi("SandboxReviewAccepted");
export type ReviewView = z.infer<typeof ReviewView>;
