import { z } from "@hono/zod-openapi";

import { feedOf } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const OUTCOMES = ["accepted", "refused", "accepted_response_lost"] as const;

const number = givenId("number").optional().openapi({ description: "Only this number's." });

/** A whole number in decimal digits alone: an empty text is not 0 and `1e2` is not 100. */
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max));

export const LedgerQuery = z.strictObject({
  number,
  to: z.string().min(1).max(200).optional().openapi({
    description: "Only what was posted to this phone number or user id.",
    example: "+5511987654321",
  }),
  outcome: z
    .enum(OUTCOMES)
    .optional()
    .openapi({ description: "Only with this outcome.", example: "refused" }),
  after: whole(0, Number.MAX_SAFE_INTEGER).optional().openapi({
    type: "integer",
    minimum: 0,
    description: "Only entries after this `seq`.",
    example: 0,
  }),
  limit: whole(1, 100).default(100).openapi({
    type: "integer",
    minimum: 1,
    maximum: 100,
    default: 100,
    description: "How many entries to answer, 1 to 100.",
    example: 100,
  }),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;

const LedgerEntryView = z
  .object({
    seq: z.int().openapi({ description: "Place in the ledger.", example: 17 }),
    at: instant("When it was posted, by the sandbox's clock."),
    number_id: idOf("number").nullable().openapi({
      description: "The number that it was posted for; null when it is not yours any more.",
    }),
    to: z.string().nullable().openapi({
      description: "Digits, or a user id; null when the call named nobody.",
      example: "5511987654321",
    }),
    type: z
      .string()
      .nullable()
      .openapi({ description: "Meta's type of message, if it had one.", example: "template" }),
    template: z
      .string()
      .nullable()
      .openapi({ description: "The template's name, if it was one.", example: "order_shipped" }),
    biz_opaque_callback_data: z.string().nullable().openapi({
      description: "Our id of the message, which statuses bring back.",
      example: "msg_01k9zq3v6m8r2t4w6y8a0c2e4g",
    }),
    wamid: z.string().nullable().openapi({
      description: "Meta's id of the message; null when it was refused.",
      example: "wamid.MTIzfGlufDE=",
    }),
    outcome: z.enum(OUTCOMES).openapi({
      description:
        "Whether it was taken, refused, or taken while the answer got lost on its way back.",
    }),
    code: z.int().nullable().openapi({
      description: "Meta's error code: why it was refused, or why it will fail.",
      example: null,
    }),
    price: z.number().nullable().openapi({
      description: "US dollars by the sandbox's rate card; null when nothing is charged.",
      example: 0.0625,
    }),
  })
  .openapi("SandboxLedgerEntry");

export const LedgerView = feedOf(LedgerEntryView).openapi("SandboxLedger");
export type LedgerView = z.infer<typeof LedgerView>;

export const SummaryQuery = z.strictObject({ number });
export type SummaryQuery = z.infer<typeof SummaryQuery>;

export const SummaryView = z
  .object({
    posts: z.int().openapi({ description: "Messages that were posted.", example: 455 }),
    accepted: z.int().openapi({
      description: "Those that were taken, those whose answer was lost included.",
      example: 451,
    }),
    refused_by_code: z.record(z.string(), z.int()).openapi({
      description: "How many were refused, by Meta's error code.",
      example: { "131026": 4 },
    }),
    max_per_recipient: z.int().openapi({
      description: "Most accepted messages to one person.",
      example: 1,
    }),
    peak_per_second: z.int().openapi({
      description: "Most accepted messages of one number in any 1,000 ms.",
      example: 80,
    }),
  })
  .openapi("SandboxLedgerSummary");
export type SummaryView = z.infer<typeof SummaryView>;
