import { z } from "@hono/zod-openapi";

import { DOCTOR_CHECKS, FINDING_STATUSES } from "#core/number/finding";
import { NUMBER_QUALITIES, SHOWN_NUMBER_STATUSES } from "#core/number/states";
import { SEND_ABILITIES } from "#core/whatsapp/number-health";
import { REMEDY_CODES } from "#core/whatsapp/remedies";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const ability = z.enum(SEND_ABILITIES);

const HealthFault = z.object({
  code: z.int().nullable().openapi({ description: "Meta's code.", example: 141_006 }),
  description: z.string().nullable().openapi({
    description: "What is wrong, in Meta's words.",
    example: "There is an error with the payment method.",
  }),
  solution: z.string().nullable().openapi({
    description: "What Meta advises.",
    example: "Please add a new payment method to the account.",
  }),
});

const HealthEntity = z.object({
  type: z.string().openapi({
    description:
      "What is meant, in Meta's word: `phone_number`, `waba`, `business`, `app` and whatever else sending depends on.",
    example: "waba",
  }),
  meta_id: z
    .string()
    .nullable()
    .openapi({ description: "Its id at Meta.", example: "102290129340398" }),
  can_send_message: ability.openapi({ description: "Whether it lets messages go out." }),
  problems: z.array(HealthFault).openapi({ description: "What is wrong with it." }),
});

export const HealthView = z
  .object({
    number_id: idOf("number"),
    status: z
      .enum(SHOWN_NUMBER_STATUSES)
      .openapi({ description: "The number's status here; asking for its health changes none." }),
    meta_status: z.string().nullable().openapi({
      description: "The number's status at Meta, in lower case.",
      example: "connected",
    }),
    can_send_message: ability.openapi({
      description: "Meta's word for all of it: the worst of the entities.",
    }),
    entities: z.array(HealthEntity).openapi({
      description: "What sending depends on: the number, its account, the business, the app.",
    }),
    quality_rating: z.enum(NUMBER_QUALITIES).openapi({
      description: "What Meta thinks of the messages that it sent.",
    }),
    throughput_mps: z
      .int()
      .openapi({ description: "Messages per second that Meta takes from it.", example: 80 }),
    verified_name: z.string().nullable().openapi({
      description: "The name that people see.",
      example: "Bluebird Books",
    }),
    name_status: z.string().nullable().openapi({
      description: "Meta's word about that name, in lower case.",
      example: "approved",
    }),
    has_pin: z.boolean().nullable().openapi({
      description: "Whether two-step verification is on; null when Meta does not say.",
      example: true,
    }),
    checked_at: instant("When Meta was asked: just now."),
  })
  .openapi("NumberHealth");
export type HealthView = z.infer<typeof HealthView>;

export const LimitsView = z
  .object({
    number_id: idOf("number"),
    messaging_limit: z.int().nullable().openapi({
      description:
        "Unique people whom business-initiated messages may reach in moving 24 hours; null = unlimited.",
      example: 2000,
    }),
    reached_24h: z.int().openapi({
      description:
        "Different people whom these numbers sent something other than a reply in the last 24 hours, and Meta took it: counted here, so what other systems sent is not in it, and templates within an open window, which Meta does not count, are.",
      example: 340,
    }),
    reached_24h_is: z.enum(["exact", "at_least"]).openapi({
      description: "`at_least` when only the first 20,000 messages of the day were looked at.",
    }),
    portfolio_id: z.string().nullable().openapi({
      description:
        "Meta's business portfolio, whose numbers share the messaging limit; null when it is not known.",
      example: null,
    }),
    shared_with: z.array(idOf("number")).openapi({
      description: "The workspace's other numbers that are known to share the messaging limit.",
    }),
    throughput_mps: z
      .int()
      .openapi({ description: "Messages per second that Meta takes from it.", example: 80 }),
    pair_rate: z
      .object({
        every_seconds: z.int().openapi({ description: "One message in so many.", example: 6 }),
        burst: z.int().openapi({ description: "So many at once, taken from later.", example: 45 }),
      })
      .openapi({ description: "How fast Meta takes messages to one person." }),
    quality_rating: z.enum(NUMBER_QUALITIES).openapi({
      description: "What Meta thinks of the messages that it sent: it decides whether limits rise.",
    }),
    checked_at: instant("When Meta was asked: just now."),
  })
  .openapi("NumberLimits");
export type LimitsView = z.infer<typeof LimitsView>;

const FindingView = z.object({
  check: z.enum(DOCTOR_CHECKS).openapi({ description: "What was looked at." }),
  status: z.enum(FINDING_STATUSES).openapi({
    description: "`unknown` when it could not be asked; it is never taken for `ok`.",
  }),
  detail: z.string().openapi({
    description: "What was seen, in English.",
    example: "The token lacks whatsapp_business_messaging.",
  }),
  remedy_code: z.enum(REMEDY_CODES).nullable().openapi({
    description: "What a person can do about it, as a code to translate; null when all is well.",
    example: "grant_missing_permission",
  }),
  remedy: z.string().nullable().openapi({
    description: "The same as a sentence in English.",
    example: "Grant the permission that is missing, then give the number a new access token.",
  }),
});

export const DoctorView = z
  .object({
    number_id: idOf("number"),
    checked_at: instant("When Meta was asked: just now."),
    data: z
      .array(FindingView)
      .openapi({ description: "Every check, in the order in which to mend what is wrong." }),
  })
  .openapi("NumberDoctor");
export type DoctorView = z.infer<typeof DoctorView>;
