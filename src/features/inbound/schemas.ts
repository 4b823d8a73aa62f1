import { z } from "@hono/zod-openapi";

import { pageOf, PageQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

export const InboundChangeQuery = PageQuery.extend({
  field: z
    .string()
    .regex(/^[a-z_]{1,64}$/, "field must be a name of lower-case letters and underscores.")
    .optional()
    .openapi({ description: "Only changes of this field of Meta.", example: "messages" }),
  state: z.enum(["applied", "stored"]).optional().openapi({
    description: "`applied` when every part was interpreted, `stored` when a part was only kept.",
    example: "stored",
  }),
});
export type InboundChangeQuery = z.infer<typeof InboundChangeQuery>;

const Item = z.object({
  kind: z.string().openapi({
    description:
      "`message`, `edit`, `revoke`, `echo`, `status`, `template`, `preference`, `account`, `move`, `call`, or the name of what was only kept.",
    example: "message",
  }),
  wamid: z.string().nullable().openapi({
    description: "Meta's id of the message concerned; null when none is.",
    example: "wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEjdCRjE4",
  }),
  message_id: idOf("message")
    .nullable()
    .openapi({ description: "Our id of it; null when it is not stored." }),
  timestamp_replaced: z.boolean().optional().openapi({
    description:
      "Meta's timestamp could not be used; the time of receipt stands for it. Left out otherwise.",
    example: true,
  }),
});

export const InboundChangeView = z
  .object({
    id: idOf("change"),
    received_at: instant("When it came in."),
    waba_id: z.string().nullable().openapi({
      description: "The WhatsApp Business Account that it concerns, if it names one.",
      example: "102290129340398",
    }),
    number_id: idOf("number")
      .nullable()
      .openapi({ description: "The number that it concerns, if it names one." }),
    field: z
      .string()
      .nullable()
      .openapi({ description: "Meta's name for the kind of change.", example: "messages" }),
    state: z.enum(["applied", "stored"]).openapi({
      description: "`applied` when every part was interpreted, `stored` when a part was only kept.",
      example: "applied",
    }),
    sha256: z.string().openapi({
      description: "SHA-256 of `raw` as compact JSON text, hex.",
      example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }),
    items: z.array(Item).openapi({ description: "What was found in it, in its order." }),
    raw: z
      .custom<unknown>((value) => value !== undefined)
      .openapi({
        type: ["object", "array", "string", "number", "boolean", "null"],
        description:
          "The change as Meta sent it; null once it has been deleted, and without `contacts:pii`.",
        example: { field: "messages", value: { messaging_product: "whatsapp" } },
      }),
  })
  .openapi("InboundChange");
export type InboundChangeView = z.infer<typeof InboundChangeView>;

export const InboundChangePage = pageOf(InboundChangeView).openapi("InboundChangePage");
export type InboundChangePage = z.infer<typeof InboundChangePage>;
