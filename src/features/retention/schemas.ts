import { z } from "@hono/zod-openapi";

import { RETENTION_CLASSES } from "#core/retention/classes";
import { orNull } from "#platform/http/contract";
import { PageQuery, pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { visibleName } from "#platform/http/visible-name";

const className = z
  .enum(RETENTION_CLASSES)
  .openapi({ description: "What it is about.", example: "messages" });
const days = (what: string) => z.int().openapi({ description: what, example: 730 });

/** Body of `PUT /v1/privacy/retention`. */
export const RetentionBody = z
  .strictObject({
    classes: z
      .array(
        z.strictObject({
          name: className,
          days: z.int().min(1).max(36_500).openapi({
            description: "How long it is kept, in days, within the bounds of its class.",
            example: 365,
          }),
        }),
      )
      .min(1)
      .max(RETENTION_CLASSES.length)
      .openapi({ description: "The classes that change; the others stay as they are." }),
  })
  .openapi("RetentionBody");
export type RetentionBody = z.infer<typeof RetentionBody>;

/** Body of a legal hold. */
export const LegalHoldBody = z
  .strictObject({
    reason: visibleName(500).openapi({
      description: "Why it must be kept, such as the number of a case. One line.",
      example: "Case 2026/117",
    }),
  })
  .openapi("LegalHoldBody");
export type LegalHoldBody = z.infer<typeof LegalHoldBody>;

export const LegalHoldView = z
  .object({
    contact_id: idOf("contact").nullable().openapi({
      description: "Whose data is held; null when the whole workspace's is.",
    }),
    reason: z.string().openapi({ description: "Why.", example: "Case 2026/117" }),
    placed_by: z.string().openapi({
      description: "Who placed it: a member or an API key.",
      example: "usr_01k9zq3v6m8r2t4w6y8a0c2e4g",
    }),
    since: instant("When it was placed."),
  })
  .openapi("LegalHold", {
    description: "While it stands, what it is about is neither swept nor erased.",
  });
export type LegalHoldView = z.infer<typeof LegalHoldView>;

const RetentionClassView = z.object({
  name: className,
  covers: z.string().openapi({
    description: "What belongs to it, in words.",
    example: "Who did what.",
  }),
  days: days("How long it is kept, in days."),
  default_days: days("How long it is kept while nobody sets it."),
  min_days: days("The least that can be set. Where least and most are one, it is fixed."),
  max_days: days("The most that can be set."),
  last_swept_at: instant(
    "When the last sweep of it ended; null before the first, and where no daily sweep is needed.",
  ).nullable(),
  last_swept: z.int().nullable().openapi({
    description: "How many rows the last sweep let go; null before the first.",
    example: 1_200,
  }),
});

export const RetentionView = z
  .object({
    classes: z
      .array(RetentionClassView)
      .openapi({ description: "What is kept, one for each class." }),
    legal_hold: orNull(LegalHoldView).openapi({
      description: "The workspace's; null when none stands.",
    }),
    held_contacts: z.int().openapi({
      description: "Of how many contacts the data is held.",
      example: 0,
    }),
  })
  .openapi("Retention");
export type RetentionView = z.infer<typeof RetentionView>;

/** Query of `GET /v1/privacy/legal-holds`. */
export const ListHoldsQuery = PageQuery;
export type ListHoldsQuery = z.infer<typeof ListHoldsQuery>;

export const LegalHoldPage = pageOf(LegalHoldView).openapi("LegalHoldPage");
