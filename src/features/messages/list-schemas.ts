import { z } from "@hono/zod-openapi";

import { MESSAGE_DIRECTIONS, MESSAGE_STATES } from "#core/message/states";
import { PageQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";

/** Query of `GET /v1/messages`. */
export const ListMessagesQuery = PageQuery.extend({
  wamid: z.string().min(1).max(512).optional().openapi({
    description: "Only the message with this id of Meta.",
    example: "wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEjdCRjE4",
  }),
  client_ref: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .openapi({ description: "Only those with your reference.", example: "order-1042" }),
  campaign: idOf("campaign").optional().openapi({ description: "Only this campaign's." }),
  number: idOf("number")
    .optional()
    .openapi({ description: "Only what this number sent or received." }),
  direction: z
    .enum(MESSAGE_DIRECTIONS)
    .optional()
    .openapi({ description: "Only from people, or only to people.", example: "outbound" }),
  status: z
    .enum(MESSAGE_STATES)
    .optional()
    .openapi({ description: "Only in this state.", example: "failed" }),
});
export type ListMessagesQuery = z.infer<typeof ListMessagesQuery>;
