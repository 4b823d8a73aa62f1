/** The wire contract of the library. */
import { z } from "@hono/zod-openapi";

import { LIBRARY_LANGUAGES } from "#core/template/library/library";
import { TEMPLATE_CATEGORIES } from "#core/template/states";

/** Query of `GET /v1/template-library`. */
export const LibraryQuery = z.strictObject({
  language: z
    .enum(LIBRARY_LANGUAGES)
    .optional()
    .openapi({ description: "Only those in this language.", example: "en" }),
  category: z
    .enum(TEMPLATE_CATEGORIES)
    .optional()
    .openapi({ description: "Only those of this category.", example: "UTILITY" }),
});
export type LibraryQuery = z.infer<typeof LibraryQuery>;

export const LibraryView = z
  .object({
    data: z
      .array(
        z.object({
          name: z.string().openapi({
            description: "What it is for, and a name to give it.",
            example: "order_shipped",
          }),
          language: z.enum(LIBRARY_LANGUAGES).openapi({ description: "Meta's language code." }),
          category: z.enum(TEMPLATE_CATEGORIES).openapi({ description: "Meta's category." }),
          components: z.array(z.looseObject({})).openapi({
            description: "Meta's components, with examples.",
            example: [{ type: "BODY", text: "Your order has left our warehouse." }],
          }),
        }),
      )
      .openapi({ description: "All that are asked for." }),
  })
  .openapi("TemplateLibrary");
export type LibraryView = z.infer<typeof LibraryView>;
