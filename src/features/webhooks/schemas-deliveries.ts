import { z } from "@hono/zod-openapi";

import { DELIVERY_OUTCOMES } from "#core/webhook/states";
import { ANSWERED } from "#features/webhooks/schemas";
import { PageQuery, pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const outcome = z.enum(DELIVERY_OUTCOMES);

export const DeliveriesQuery = PageQuery.extend({
  outcome: outcome.optional().openapi({
    description: "Only attempts with this outcome.",
    example: "abandoned",
  }),
  event_id: idOf("event").optional(),
});
export type DeliveriesQuery = z.infer<typeof DeliveriesQuery>;

export const DeliveryView = z
  .object({
    id: idOf("delivery"),
    webhook_id: idOf("webhook"),
    event_id: idOf("event"),
    seq: z.int().openapi({ description: "The event's sequence.", example: 17 }),
    type: z.string().openapi({ description: "The event's type.", example: "message.delivered" }),
    attempt: z.int().openapi({ description: "Which attempt it was, from 1.", example: 1 }),
    outcome: outcome.openapi({
      description:
        "`succeeded`; `pending`: it failed and is made again; `failed`: it was made again; `abandoned`: it is not made again.",
      example: "succeeded",
    }),
    ...ANSWERED,
    at: instant("When it was made."),
    next_attempt_at: instant("When it is made again; null when it is not.").nullable(),
  })
  .openapi("Delivery");
export type DeliveryView = z.infer<typeof DeliveryView>;

export const DeliveryPage = pageOf(DeliveryView).openapi("DeliveryPage");
