import { z } from "@hono/zod-openapi";

import { pageOf } from "#platform/http/cursor";
import { tagText } from "#platform/http/tag-text";

export const TagView = z
  .object({
    name: z.string().openapi({
      description: "The tag, as the newest contact that has it spells it.",
      example: "VIP",
    }),
    contacts: z.int().openapi({ description: "How many contacts have it.", example: 204 }),
    contacts_is: z
      .enum(["exact", "at_least"])
      .openapi({ description: "`at_least` when more than 1,000 have it.", example: "exact" }),
  })
  .openapi("Tag", { description: "A word that contacts are sorted by." });
export type TagView = z.infer<typeof TagView>;

export const TagPage = pageOf(TagView).openapi("TagPage");

/** Body of `PATCH /v1/tags/{tag}`. */
export const RenameTagBody = z
  .strictObject({
    name: tagText.openapi({ description: "What it is called from now on.", example: "Regular" }),
  })
  .openapi("RenameTagBody");
export type RenameTagBody = z.infer<typeof RenameTagBody>;

export const TagChangeView = z
  .object({
    tag: z.string().openapi({ description: "The tag that is changed, folded.", example: "vip" }),
    name: z.string().nullable().openapi({
      description: "What it is called from now on; null: contacts lose it.",
      example: "Regular",
    }),
    status: z.enum(["running"]).openapi({
      description: "Contacts are changed a few hundred at a time.",
      example: "running",
    }),
  })
  .openapi("TagChange");
export type TagChangeView = z.infer<typeof TagChangeView>;
