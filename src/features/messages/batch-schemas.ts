import { z } from "@hono/zod-openapi";

import { idOf } from "#platform/http/id-of";

const BATCH_MAX = 100;

/** Body of `POST /v1/messages/batch`. Each item is checked on its own, so that one fault does not cost the others. */
export const MessageBatchBody = z
  .strictObject({
    items: z
      .array(z.unknown())
      .min(1)
      .max(BATCH_MAX)
      .openapi({
        type: "array",
        items: { $ref: "#/components/schemas/SendMessageBody" },
        description: "The messages, at most 100. Each is checked on its own.",
        maxItems: BATCH_MAX,
        example: [{ to: "+5511987654321", text: { body: "Your order has shipped." } }],
      }),
  })
  .openapi("MessageBatchBody");
export type MessageBatchBody = z.infer<typeof MessageBatchBody>;

const ItemError = z.object({
  code: z.string().openapi({
    description: "The problem's code, as a call with this item alone would answer it.",
    example: "window_closed",
  }),
  pointer: z.string().openapi({
    description: "JSON pointer into the request's body.",
    example: "/items/0/to",
  }),
  message: z.string().openapi({
    description: "The same for a person.",
    example: "The person last wrote more than 24 hours ago: send a template.",
  }),
});

const ItemResult = z.object({
  index: z.int().openapi({ description: "Place of the item in the request, from 0.", example: 0 }),
  status: z.enum(["accepted", "failed"]).openapi({
    description: "Whether the message was taken over for sending.",
    example: "accepted",
  }),
  id: idOf("message")
    .optional()
    .openapi({ description: "The message that was taken over; left out otherwise." }),
  error: ItemError.optional().openapi({ description: "Why it was refused; left out otherwise." }),
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
