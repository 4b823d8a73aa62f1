import { z } from "@hono/zod-openapi";

import { AudienceFilter, ContactView } from "#features/contacts/index";
import { pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { visibleName } from "#platform/http/visible-name";

const name = visibleName(120).openapi({
  description: "What the team calls it, at most 120 characters; no two differ by case alone.",
  example: "Regulars in Brazil",
});

/** Body of `POST /v1/segments`. */
export const SegmentBody = z.strictObject({ name, filter: AudienceFilter }).openapi("SegmentBody");
export type SegmentBody = z.infer<typeof SegmentBody>;

/** Body of `PATCH /v1/segments/{id}`. */
export const UpdateSegmentBody = SegmentBody.partial().openapi("UpdateSegmentBody");
export type UpdateSegmentBody = z.infer<typeof UpdateSegmentBody>;

/** Body of `POST /v1/segments/preview`. */
export const PreviewBody = z.strictObject({ filter: AudienceFilter }).openapi("PreviewSegmentBody");
export type PreviewBody = z.infer<typeof PreviewBody>;

export const SegmentView = z
  .object({
    id: idOf("segment"),
    name: z
      .string()
      .openapi({ description: "What the team calls it.", example: "Regulars in Brazil" }),
    filter: z.record(z.string(), z.unknown()).openapi({
      description: "Who is in it, as it was given: whoever passes it at the moment.",
      example: { and: [{ field: "tags", op: "contains", value: "vip" }] },
    }),
    created_at: instant("When it was made."),
    updated_at: instant("When it last changed."),
  })
  .openapi("Segment", { description: "A filter over contacts under a name." });
export type SegmentView = z.infer<typeof SegmentView>;

export const SegmentPage = pageOf(SegmentView).openapi("SegmentPage");

export const SegmentPreview = z
  .object({
    count: z.int().openapi({ description: "How many contacts pass.", example: 1_204 }),
    count_is: z.enum(["exact", "at_least"]).openapi({
      description:
        "`at_least` when the workspace has more contacts than are looked at: 100,000, the newest.",
    }),
    sample: z
      .array(ContactView)
      .openapi({ description: "The newest of those that pass, five at most." }),
  })
  .openapi("SegmentPreview");
export type SegmentPreview = z.infer<typeof SegmentPreview>;
