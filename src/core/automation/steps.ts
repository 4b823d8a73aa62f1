import { z } from "zod";

import { ASSIGN_WAYS } from "#core/automation/assign-ways";
import { Condition } from "#core/automation/condition";
import {
  coded,
  FieldName,
  next,
  ownId,
  SaveTo,
  StepName,
  TimeOfDay,
  timeout,
  VariableName,
  way,
  words,
} from "#core/automation/parts";
import {
  Buttons,
  kind,
  List,
  Media,
  Message,
  onTimeout,
  Question,
  Template,
} from "#core/automation/steps-sending";

const Branch = z.strictObject({
  type: kind("condition", "Goes the way of the first condition that holds."),
  branches: z
    .array(
      z.strictObject({
        if: Condition,
        next: StepName.meta({ description: "Where to go when it holds.", example: "vip" }),
      }),
    )
    .min(1)
    .max(20)
    .meta({ description: "Conditions with their ways, in order." }),
  otherwise: way("Where to go when none holds; the run ends when absent."),
});

const SetField = z.strictObject({
  type: kind("set_field", "Writes a field of the contact."),
  field: FieldName,
  value: words({ description: "The value; {{variables}} are filled.", example: "{{size}}" }, 1024),
  next,
});

const tag = words({ description: "The tag.", example: "vip" }, 64);
const AddTag = z.strictObject({ type: kind("tag", "Gives the contact a tag."), tag, next });
const RemoveTag = z.strictObject({
  type: kind("untag", "Takes a tag from the contact."),
  tag,
  next,
});

const Http = z.strictObject({
  type: kind(
    "http",
    "Calls a server of yours. At least once: the header Idempotency-Key tells calls apart.",
  ),
  method: z
    .enum(["GET", "POST", "PUT", "PATCH"])
    .meta({ description: "The method.", example: "POST" }),
  url: words(
    {
      description: "Where; {{variables}} are filled into its path and query.",
      example: "https://shop.example/orders/{{order_id}}",
    },
    2048,
  ),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/), z.string().max(1024))
    .default({})
    .meta({ description: "Further headers.", example: { "x-shop": "main" } }),
  body: words({
    description: "JSON text; {{variables}} are filled as JSON strings without their quotes.",
    example: '{"size":"{{size}}"}',
  }).optional(),
  timeout_seconds: z
    .int()
    .min(1)
    .max(15)
    .default(10)
    .meta({ description: "How long it may take.", example: 10 }),
  save: z
    .record(
      VariableName,
      z
        .string()
        .max(256)
        .regex(/^(?:$|[/])/),
    )
    .default({})
    .meta({
      description: "Variables and the JSON pointers into the answer that fill them.",
      example: { status: "/order/status" },
    }),
  next,
  on_timeout: way("Where to go when no answer comes in time; `on_error` when absent."),
  on_error: way(
    "Where to go when the answer is no 2xx, no JSON or too large; the run fails when absent.",
  ),
});

const Wait = z
  .strictObject({
    type: kind("wait", "Waits."),
    seconds: z
      .int()
      .min(1)
      .max(30 * 24 * 3600)
      .optional()
      .meta({ description: "How long.", example: 3600 }),
    until: TimeOfDay.optional(),
    next,
  })
  .refine(
    ({ seconds, until }) => (seconds === undefined) !== (until === undefined),
    coded("one_wait", "Give either seconds or until."),
  );

const WaitReply = z.strictObject({
  type: kind("wait_reply", "Waits for whatever the person writes next."),
  save_to: SaveTo.optional(),
  timeout_seconds: timeout,
  on_timeout: onTimeout,
  next,
});

const Hours = z.strictObject({
  type: kind("business_hours", "Goes one way while the business is open, else the other."),
  open: way("Where to go while it is open; the run ends when absent."),
  closed: way("Where to go while it is closed; the run ends when absent."),
});

const SetStatus = z.strictObject({
  type: kind("set_status", "Sets the conversation's status."),
  status: z
    .enum(["open", "pending", "resolved"])
    .meta({ description: "The status.", example: "pending" }),
  next,
});

const Assign = z
  .strictObject({
    type: kind("assign", "Gives the conversation to a member, or takes it from everybody."),
    how: z.enum(ASSIGN_WAYS).meta({
      description:
        "To the one member, to the members in turn, or to nobody. Who has left the workspace is passed over; when nobody is left, the conversation stays as it is.",
      example: "round_robin",
    }),
    members: z.array(ownId("user", "Id of a member.")).max(50).default([]).meta({
      description: "One for `user`, at least one for `round_robin`, none for `nobody`.",
    }),
    next,
  })
  .refine(
    ({ how, members }) => (how === "nobody") === (members.length === 0),
    coded("members_missing", "Give members, but for nobody none."),
  )
  .refine(
    ({ how, members }) => how !== "user" || members.length <= 1,
    coded("one_member", "Give one member, or round_robin."),
  );

const Handoff = z.strictObject({
  type: kind("handoff", "Leaves the conversation to people and mutes all automations in it."),
  text: words({
    description: "What is said before; nothing when absent.",
    example: "A colleague will answer soon.",
  }).optional(),
});

const StartFlow = z.strictObject({
  type: kind("start_flow", "Goes on in another automation, which begins anew with what is known."),
  automation_id: ownId("automation", "Id of the other automation, which is published."),
});

const End = z.strictObject({ type: kind("end", "Ends the run.") });

/** A step of a flow. */
export const Step = z
  .discriminatedUnion("type", [
    Message,
    Buttons,
    List,
    Question,
    Branch,
    SetField,
    AddTag,
    RemoveTag,
    Template,
    Media,
    Http,
    Wait,
    WaitReply,
    Hours,
    SetStatus,
    Assign,
    Handoff,
    StartFlow,
    End,
  ])
  .meta({ description: "A step; each type has its own members." });
export type Step = z.infer<typeof Step>;
export type StepOf<T extends Step["type"]> = Extract<Step, { type: T }>;
