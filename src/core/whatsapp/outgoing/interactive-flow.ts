import { z } from "zod";

import { kindOf, PARTS } from "#core/whatsapp/outgoing/interactive-parts";
import { coded, textUpTo, wordUpTo } from "#core/whatsapp/outgoing/parts";

/** Meta sends a payload without data, but not with empty data. */
const isEmpty = (data: object): boolean => Object.keys(data).length === 0;

const Payload = z
  .strictObject({
    screen: wordUpTo(255, { description: "The first screen.", example: "WELCOME" }).optional(),
    data: z
      .record(z.string(), z.unknown())
      .refine((data) => !isEmpty(data), coded("empty", "Leave empty data out."))
      .meta({ description: "What the first screen gets; not empty.", example: { order: "1042" } })
      .optional(),
  })
  .meta({ description: "Where the flow begins; only with `navigate`." });

const Parameters = z
  .strictObject({
    flow_message_version: z.literal("3").meta({ description: "Always `3`.", example: "3" }),
    flow_id: wordUpTo(255, {
      description: "Meta's id of the flow.",
      example: "1492113601",
    }).optional(),
    flow_name: wordUpTo(255, {
      description: "Its name instead.",
      example: "appointment",
    }).optional(),
    flow_cta: textUpTo(30, {
      description: "What the button says; no emoji.",
      example: "Book",
    }).refine(
      (text) => !/\p{Extended_Pictographic}/u.test(text),
      coded("no_emoji", "The button takes no emoji."),
    ),
    mode: z
      .enum(["draft", "published"])
      .optional()
      .meta({ description: "`published` unless you say otherwise.", example: "published" }),
    flow_token: wordUpTo(1024, {
      description: "Comes back with what the person entered.",
      example: "order-1042",
    }).optional(),
    flow_action: z.enum(["navigate", "data_exchange"]).optional().meta({
      description: "`navigate` unless your own server says the first screen.",
      example: "navigate",
    }),
    flow_action_payload: Payload.optional(),
  })
  .refine(
    ({ flow_id, flow_name }) => (flow_id === undefined) !== (flow_name === undefined),
    coded("flow_id_or_name", "Give either flow_id or flow_name."),
  )
  .refine(
    (flow) => flow.flow_action !== "data_exchange" || flow.flow_action_payload === undefined,
    {
      path: ["flow_action_payload"],
      ...coded("navigate_only", "A payload goes with navigate only."),
    },
  )
  .meta({ description: "The flow." });

/** A button that opens a form of Meta's. */
export const Flow = z.strictObject({
  type: kindOf("flow", "A button that opens a flow."),
  ...PARTS,
  action: z
    .strictObject({
      name: z.literal("flow").meta({ description: "Always `flow`.", example: "flow" }),
      parameters: Parameters,
    })
    .meta({ description: "The flow." }),
});
