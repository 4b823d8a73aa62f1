/** Steps that send something. */
import { z } from "zod";

import { coded, next, ownId, SaveTo, timeout, way, words } from "#core/automation/parts";

export const kind = <T extends string>(type: T, description: string) =>
  z.literal(type).meta({ description, example: type });

export const on_refused = way(
  "Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.",
);
const text = words({
  description: "The text; {{variables}} are filled.",
  example: "Hi {{contact.name|there}}!",
});
const buttonId = words({ description: "Comes back when it is pressed.", example: "yes" }, 512);
const buttonTitle = words({ description: "What it says.", example: "Yes" }, 256);
export const onTimeout = way("Where to go when no reply comes in time; the run ends when absent.");

/** What waits for a choice. */
const choosing = {
  save_to: SaveTo.optional(),
  timeout_seconds: timeout,
  on_timeout: onTimeout,
  on_other: way(
    "Where to go when something else is answered; the same message comes again, twice at most, when absent.",
  ),
  next: way("Where a choice without a way of its own goes."),
  on_refused,
};

export const Message = z.strictObject({
  type: kind("message", "Sends a text."),
  text,
  next,
  on_refused,
});

export const Buttons = z.strictObject({
  type: kind(
    "buttons",
    "Sends buttons; waits for the reply when one of them leads somewhere or the reply is kept.",
  ),
  text,
  buttons: z
    .array(
      z.strictObject({ id: buttonId, title: buttonTitle, next: way("Where this button leads.") }),
    )
    .min(1)
    .max(20)
    .meta({ description: "The buttons; WhatsApp takes 3." }),
  ...choosing,
});

export const List = z.strictObject({
  type: kind("list", "Sends a list that opens; waits for the reply as buttons do."),
  text,
  button: words({ description: "What opens the list.", example: "Sizes" }, 256),
  rows: z
    .array(
      z.strictObject({
        id: buttonId,
        title: buttonTitle,
        description: words(
          { description: "A line below.", example: "Chest 96 cm" },
          512,
        ).optional(),
        next: way("Where this row leads."),
      }),
    )
    .min(1)
    .max(50)
    .meta({ description: "The rows; WhatsApp takes 10." }),
  ...choosing,
});

/** What an answer must be. */
export const AnswerRule = z
  .strictObject({
    kind: z
      .enum(["text", "number", "email", "phone", "date", "choice"])
      .meta({ description: "What must be answered.", example: "number" }),
    min: z
      .number()
      .optional()
      .meta({ description: "Fewest characters, or the smallest number.", example: 1 }),
    max: z
      .number()
      .optional()
      .meta({ description: "Most characters, or the largest number.", example: 10 }),
    choices: z
      .array(words({ description: "One of the answers.", example: "Red" }, 256))
      .min(1)
      .max(50)
      .optional()
      .meta({ description: "Of a choice: what may be answered." }),
  })
  .refine(
    ({ kind: what, choices }) => (what === "choice") === (choices !== undefined),
    coded("choices", "A choice has choices, and nothing else has."),
  )
  .meta({ description: "What counts as an answer." });
export type AnswerRule = z.infer<typeof AnswerRule>;

export const Question = z.strictObject({
  type: kind("question", "Sends a text, waits for the answer, checks and keeps it."),
  text,
  answer: AnswerRule,
  save_to: SaveTo,
  retries: z
    .int()
    .min(0)
    .max(5)
    .default(2)
    .meta({ description: "How often it is asked again after an answer that is none.", example: 2 }),
  retry_text: words({
    description: "What is said then; the text again when absent.",
    example: "A number, please.",
  }).optional(),
  on_invalid: way("Where to go after the last answer that is none; the run fails when absent."),
  timeout_seconds: timeout,
  on_timeout: onTimeout,
  next,
  on_refused,
});

export const Template = z.strictObject({
  type: kind("template", "Sends an approved template, window or not."),
  template_id: ownId("template", "Id of the template."),
  variables: z
    .record(z.string().max(80), z.string().max(1024))
    .default({})
    .meta({
      description: "Its variables by their keys, e.g. `body.1`; {{variables}} are filled.",
      example: { "body.1": "{{contact.name|there}}" },
    }),
  next,
  on_refused,
});

export const Media = z.strictObject({
  type: kind("media", "Sends a file that was uploaded."),
  kind: z
    .enum(["image", "video", "document", "audio", "sticker"])
    .meta({ description: "As what it is sent.", example: "image" }),
  media_id: ownId("media", "Id of the medium."),
  caption: words({
    description: "Text below it; {{variables}} are filled.",
    example: "Our menu",
  }).optional(),
  next,
  on_refused,
});
