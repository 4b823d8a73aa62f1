import { z } from "zod";

import { textUpTo } from "#core/whatsapp/outgoing/parts";

/** Meta's `text` object. */
export const TextContent = z
  .strictObject({
    body: textUpTo(4096, {
      description: "The text, as the person will see it.",
      example: "Your order has shipped.",
    }),
    preview_url: z
      .boolean()
      .optional()
      .meta({ description: "Show a preview of the first link.", example: false }),
  })
  .meta({ description: "Meta's `text` object." });
