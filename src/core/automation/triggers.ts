import { z } from "zod";

import { coded, TimeOfDay, VariableName, words } from "#core/automation/parts";
import { EVENTS, type EventType } from "#core/event/catalogue";
import { DAYS } from "#core/hours/business-hours";

const kind = <T extends string>(type: T, description: string) =>
  z.literal(type).meta({ description, example: type });

/**
 * Events that a rule may follow: those that say whom they are about, but what automations themselves tell, the suppression
 * list and requests about data, whose people are not to be written to, and contacts that are gone.
 */
export const RULE_EVENTS = (Object.keys(EVENTS) as readonly EventType[]).filter(
  (type) =>
    "contact_id" in EVENTS[type].data.shape &&
    !/^(?:automation\.|suppression\.|privacy\.|contact\.(?:removed|erased)$)/.test(type),
);

const Keyword = z.strictObject({
  type: kind("keyword", "A person writes a keyword."),
  match: z
    .enum(["exact", "contains"])
    .meta({ description: "The whole message, or its words among others.", example: "exact" }),
  keywords: z
    .array(
      words(
        {
          description: "A keyword; case, accents and punctuation do not matter.",
          example: "price",
        },
        200,
      ),
    )
    .max(100)
    .meta({ description: "The keywords." }),
});

const Buttons = z.strictObject({
  type: kind("button_id", "A person presses a button, of a template too."),
  ids: z
    .array(
      words(
        { description: "Id of a button or row, or a template button's payload.", example: "yes" },
        512,
      ),
    )
    .max(100)
    .meta({ description: "The buttons." }),
});

const Referral = z.strictObject({
  type: kind("referral", "A person comes from an ad that leads to WhatsApp."),
  source_ids: z
    .array(words({ description: "Meta's id of the ad or post.", example: "120208012345" }, 200))
    .max(100)
    .default([])
    .meta({ description: "From which; any when empty." }),
});

const NoReply = z.strictObject({
  type: kind("no_reply_for", "Somebody has not answered for a while."),
  seconds: z
    .int()
    .min(60)
    .max(23 * 3600)
    .meta({ description: "For how long.", example: 900 }),
  of: z
    .enum(["agent", "customer"])
    .meta({ description: "Who has not answered.", example: "agent" }),
});

const TagAdded = z.strictObject({
  type: kind("tag_added", "A contact has a tag: once for each contact and published version."),
  tag: words({ description: "The tag.", example: "vip" }, 64),
});

const Schedule = z
  .strictObject({
    type: kind("schedule", "A time has come: for every contact of an audience."),
    every: z.enum(["day", "week", "once"]).meta({ description: "How often.", example: "day" }),
    time: TimeOfDay.optional(),
    days: z
      .array(z.enum(DAYS).meta({ description: "A day of the week.", example: "mon" }))
      .max(7)
      .default([])
      .meta({ description: "Of every week: on which days." }),
    at: z.iso
      .datetime()
      .optional()
      .meta({ description: "Of once: when.", example: "2026-12-24T09:00:00Z" }),
    audience: z
      .record(z.string(), z.unknown())
      .default({})
      .meta({
        description: "The filter of contacts that it is for; everybody when empty.",
        example: { field: "tags", op: "contains", value: "clients" },
      }),
  })
  .refine(
    ({ every, at }) => (every === "once") === (at !== undefined),
    coded("schedule", "Once has `at`, and nothing else has."),
  )
  .refine(
    ({ every, time }) => (every === "once") !== (time !== undefined),
    coded("schedule", "Each day or week has a `time`."),
  )
  .refine(
    ({ every, days }) => (every === "week") === days.length > 0,
    coded("schedule", "Each week has `days`, and nothing else has."),
  );

const Hook = z.strictObject({
  type: kind("hook", "Another system calls a trigger URL that leads here."),
  variables: z
    .array(VariableName)
    .max(50)
    .default([])
    .meta({ description: "Variables that the trigger fills." }),
});

const OnEvent = z.strictObject({
  type: kind("event", "Of rules: something happens."),
  event: z
    .enum(RULE_EVENTS as [EventType, ...EventType[]])
    .meta({ description: "What happens.", example: "message.failed" }),
});

/** What starts an automation. */
export const Trigger = z
  .discriminatedUnion("type", [
    Keyword,
    z.strictObject({
      type: kind("first_message", "A person writes on a number for the first time."),
    }),
    z.strictObject({ type: kind("any_message", "A person writes anything.") }),
    Buttons,
    Referral,
    NoReply,
    z.strictObject({
      type: kind("outside_hours", "A person writes while the business is closed."),
    }),
    TagAdded,
    Schedule,
    Hook,
    OnEvent,
  ])
  .meta({ description: "What starts it; each type has its own members." });
export type Trigger = z.infer<typeof Trigger>;
export type TriggerOf<T extends Trigger["type"]> = Extract<Trigger, { type: T }>;

/** Triggers that a message of the person pulls, the most particular first. */
export const MESSAGE_TRIGGERS = [
  "button_id",
  "keyword",
  "referral",
  "first_message",
  "outside_hours",
  "any_message",
] as const;
