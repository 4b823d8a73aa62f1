import { z } from "@hono/zod-openapi";

import { pageOf, PageQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";

export const InboundChangeQuery = PageQuery.extend({
  field: z
    .string()
    .regex(/^[a-z_]{1,64}$/, "field must be a name of lower-case letters and underscores.")
    .optional()
    .openapi({ description: "Only changes of this field of Meta.", example: "messages" }),
  state: z.enum(["applied", "stored"]).optional().openapi({
    description: "`applied` when every part was interpreted, `stored` when a part was only kept.",
  }),
});
export type InboundChangeQuery = z.infer<typeof InboundChangeQuery>;

const Item = z.object({
  kind: z.string().openapi({
    description:
      "`message`, `status`, `template`, `preference`, or the name of what was only kept.",
    example: "message",
  }),
  wamid: z.string().nullable().openapi({ description: "Meta's id of the message concerned." }),
  message_id: idOf("message")
    .nullable()
    .openapi({ description: "Our id of it; null when it is not stored." }),
  timestamp_replaced: z.boolean().optional().openapi({
    description: "Meta's timestamp could not be used; the time of receipt stands for it.",
  }),
});

export const InboundChangeView = z
  .object({
    id: idOf("change"),
    received_at: z.iso.datetime(),
    waba_id: z.string().nullable(),
    number_id: idOf("number").nullable(),
    field: z.string().nullable().openapi({ example: "messages" }),
    state: z.enum(["applied", "stored"]),
    sha256: z.string().openapi({ description: "Of `raw` as compact JSON text, hex." }),
    items: z.array(Item),
    raw: z
      .custom<unknown>((value) => value !== undefined)
      .openapi({
        type: ["object", "array", "string", "number", "boolean", "null"],
        description: "The change as Meta sent it; null once it has been deleted.",
      }),
  })
  .openapi("InboundChange");
export type InboundChangeView = z.infer<typeof InboundChangeView>;

export const InboundChangePage = pageOf(InboundChangeView).openapi("InboundChangePage");
export type InboundChangePage = z.infer<typeof InboundChangePage>;
