import { z } from "@hono/zod-openapi";

import { givenId, idOf } from "#platform/http/id-of";

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
  outcome: z.enum(OUTCOMES).optional().openapi({ description: "Only with this outcome." }),
  after: whole(0, Number.MAX_SAFE_INTEGER).optional().openapi({
    description: "Only entries after this `seq`.",
    example: "0",
  }),
  limit: whole(1, 100).default(100).openapi({ description: "How many at most.", example: "100" }),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;

const LedgerEntryView = z
  .object({
    seq: z.int(),
    at: z.string().openapi({ description: "By the sandbox's clock." }),
    number_id: idOf("number").nullable(),
    to: z.string().nullable().openapi({ description: "Digits, or a user id." }),
    type: z.string().nullable(),
    template: z.string().nullable(),
    biz_opaque_callback_data: z.string().nullable(),
    wamid: z.string().nullable(),
    outcome: z.enum(OUTCOMES),
    code: z.int().nullable().openapi({ description: "Why it was refused, or why it will fail." }),
    price: z.number().nullable().openapi({ description: "US dollars by the sandbox's rate card." }),
  })
  .openapi("SandboxLedgerEntry");

export const LedgerView = z
  .object({
    data: z.array(LedgerEntryView),
    has_more: z.boolean(),
    next_after: z.int().openapi({ description: "Give it as `after` for what comes next." }),
  })
  .openapi("SandboxLedger");
export type LedgerView = z.infer<typeof LedgerView>;

export const SummaryQuery = z.strictObject({ number });
export type SummaryQuery = z.infer<typeof SummaryQuery>;

export const SummaryView = z
  .object({
    posts: z.int(),
    accepted: z.int().openapi({ description: "Those whose response was lost included." }),
    refused_by_code: z.record(z.string(), z.int()),
    max_per_recipient: z.int().openapi({ description: "Most accepted messages to one person." }),
    peak_per_second: z.int().openapi({
      description: "Most accepted messages of one number in any 1,000 ms.",
    }),
  })
  .openapi("SandboxLedgerSummary");
export type SummaryView = z.infer<typeof SummaryView>;
