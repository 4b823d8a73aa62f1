import { z } from "@hono/zod-openapi";

import { itemError, itemIndex, itemsOf } from "#platform/http/batch";
import { idOf } from "#platform/http/id-of";

const BATCH_MAX = 100;

/** Body of `POST /v1/messages/batch`. Each item is checked on its own, so that one fault does not cost the others. */
export const MessageBatchBody = z
  .strictObject({
    items: itemsOf("SendMessageBody", {
      what: "messages",
      max: BATCH_MAX,
      example: { to: "+5511987654321", text: { body: "Your order has shipped." } },
    }),
  })
  .openapi("MessageBatchBody");
export type MessageBatchBody = z.infer<typeof MessageBatchBody>;

const ItemResult = z.object({
  index: itemIndex,
  status: z.enum(["accepted", "failed"]).openapi({
    description: "Whether the message was taken over for sending.",
    example: "accepted",
  }),
  id: idOf("message")
    .optional()
    .openapi({ description: "The message that was taken over; left out otherwise." }),
  error: itemError({
    code: "window_closed",
    pointer: "/items/0/to",
    message: "The person last wrote more than 24 hours ago: send a template.",
  })
    .optional()
    .openapi({ description: "Why it was refused; left out otherwise." }),
});

export const MessageBatchView = z
  .object({
    accepted: z.int().openapi({ description: "Items that were taken over.", example: 1 }),
    failed: z.int().openapi({ description: "Items that were refused.", example: 0 }),
    results: z
      .array(ItemResult)
      .openapi({ description: "What became of each item, in the order of the request." }),
  })
  .openapi("MessageBatch");
export type MessageBatchView = z.infer<typeof MessageBatchView>;
