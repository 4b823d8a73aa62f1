import { z } from "@hono/zod-openapi";

import { Action } from "#core/automation/actions";
import { common, hasOwnTrigger, KINDS, TRIGGER_FAULT } from "#core/automation/definition";
import { StepName } from "#core/automation/parts";
import { AUTOMATION_STATUSES } from "#core/automation/states";
import { Step } from "#core/automation/steps";
import { AUTOMATION_PROBLEMS, type AutomationProblemCode } from "#core/automation/verify-problem";
import { pageOf, PageQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const EXAMPLE = {
  kind: "rule" as const,
  name: "Opening hours",
  trigger: { type: "keyword" as const, match: "contains" as const, keywords: ["hours", "open"] },
  actions: [{ type: "message" as const, text: "We are open from nine to six." }],
};

/** Body of `POST /v1/automations`. */
export const AutomationBody = z
  .discriminatedUnion("kind", KINDS)
  .refine(hasOwnTrigger, TRIGGER_FAULT)
  .openapi("AutomationBody", {
    description: "A rule with `actions`, or a flow with `start` and `steps`.",
    example: EXAMPLE,
  });

/** Body of `PATCH /v1/automations/{id}`: absent members stay; the kind never changes. */
export const UpdateAutomationBody = z
  .strictObject({
    name: common.name.optional(),
    trigger: common.trigger.optional(),
    conditions: z
      .record(z.string(), z.unknown())
      .optional()
      .openapi({
        description: "What must hold beside the trigger; {} holds always.",
        example: { field: "tags", op: "contains", value: "clients" },
      }),
    settings: z
      .looseObject({})
      .optional()
      .openapi({
        description: "How it behaves, whole: absent members get their defaults.",
        example: { debounce_ms: 0 },
      }),
    tests: z
      .array(z.looseObject({}))
      .optional()
      .openapi({ description: "Played conversations, all of them.", example: [] }),
    actions: z.array(Action).optional().openapi({ description: "Of a rule: all its actions." }),
    start: StepName.optional().openapi({
      description: "Of a flow: its first step.",
      example: "hello",
    }),
    steps: z
      .record(StepName, Step)
      .optional()
      .openapi({
        description: "Of a flow: all its steps.",
        example: { hello: { type: "message", text: "Hi!" } },
      }),
  })
  .refine((body) => Object.keys(body).length > 0, "Give at least one member to change.")
  .openapi("UpdateAutomationBody", { example: { name: "Hours" } });
export type UpdateAutomationBody = z.infer<typeof UpdateAutomationBody>;

const loose = (description: string, example: object) =>
  z.looseObject({}).openapi({ description, example: { ...example } });

export const AutomationView = z
  .object({
    id: idOf("automation"),
    name: z.string().openapi({ description: "What it is called.", example: "Opening hours" }),
    kind: z.enum(["rule", "flow"]).openapi({ description: "A rule or a flow." }),
    status: z.enum(AUTOMATION_STATUSES).openapi({
      description: "Only a `published` one starts runs; the runs of a `disabled` one go on.",
    }),
    version: z.int().nullable().openapi({
      description: "Number of the version that was published last; null before the first.",
      example: 3,
    }),
    has_changes: z.boolean().openapi({
      description: "Whether what is shown here is not what was published last.",
      example: false,
    }),
    trigger: loose("What starts it.", EXAMPLE.trigger),
    conditions: loose("What must hold beside the trigger.", {}),
    settings: loose("How it behaves.", { debounce_ms: 1500 }),
    tests: z.array(z.looseObject({})).openapi({
      description: "Played conversations that must hold before it is published.",
      example: [],
    }),
    actions: z
      .array(z.looseObject({}))
      .nullable()
      .openapi({ description: "Of a rule: what is done, in order.", example: EXAMPLE.actions }),
    start: z
      .string()
      .nullable()
      .openapi({ description: "Of a flow: the first step.", example: null }),
    steps: z
      .record(z.string(), z.looseObject({}))
      .nullable()
      .openapi({ description: "Of a flow: the steps by their names.", example: null }),
    created_at: instant("When it was made."),
    updated_at: instant("When it last changed."),
  })
  .openapi("Automation");
export type AutomationView = z.infer<typeof AutomationView>;

export const AutomationPage = pageOf(AutomationView).openapi("AutomationPage");

/** Query of `GET /v1/automations`. */
export const ListAutomationsQuery = PageQuery.extend({
  status: z
    .enum(AUTOMATION_STATUSES)
    .optional()
    .openapi({ description: "Only those in this status.", example: "published" }),
});
export type ListAutomationsQuery = z.infer<typeof ListAutomationsQuery>;

// Safe: the keys of the table.
const CODES = Object.keys(AUTOMATION_PROBLEMS) as [
  AutomationProblemCode,
  ...AutomationProblemCode[],
];

export const AutomationProblems = z
  .object({
    problems: z
      .array(
        z.object({
          code: z.enum([...CODES, "test_failed"]).openapi({ description: "What is wrong." }),
          severity: z
            .enum(["error", "warning"])
            .openapi({ description: "An `error` keeps it from being published." }),
          pointer: z.string().openapi({
            description: "Where: a JSON pointer into the automation.",
            example: "/actions/0/text",
          }),
          message: z.string().openapi({
            description: "The same for a person.",
            example: "At most 4096 characters.",
          }),
        }),
      )
      .openapi({ description: "Everything that was found; empty when nothing is wrong." }),
  })
  .openapi("AutomationProblems");
export type AutomationProblems = z.infer<typeof AutomationProblems>;

export const VersionPage = z
  .object({
    data: z
      .array(
        z.object({
          version: z.int().openapi({ description: "Its number.", example: 3 }),
          published_at: instant("When it was published."),
          published_by: z.string().openapi({
            description: "Who published it: an id of a person or a key.",
            example: "usr_01k9zq3v6m8r2t4w6y8a0c2e4g",
          }),
          definition: loose("The automation as it was published.", EXAMPLE),
        }),
      )
      .openapi({ description: "The newest 50 versions, newest first." }),
  })
  .openapi("AutomationVersions");
export type VersionPage = z.infer<typeof VersionPage>;

export const FunnelView = z
  .object({
    version: z.int().openapi({ description: "The version that is counted.", example: 3 }),
    started: z.int().openapi({ description: "Runs that began.", example: 120 }),
    waiting: z.int().openapi({ description: "Runs that go on.", example: 4 }),
    completed: z.int().openapi({ description: "Runs that came to their end.", example: 90 }),
    failed: z.int().openapi({ description: "Runs that could not go on.", example: 2 }),
    stopped: z.int().openapi({ description: "Runs that were ended from outside.", example: 20 }),
    handed_off: z.int().openapi({ description: "Runs that left to people.", example: 4 }),
    steps: z
      .record(z.string(), z.int())
      .openapi({ description: "Runs that came to each step.", example: { hello: 120, ask: 96 } }),
  })
  .openapi("AutomationFunnel");
export type FunnelView = z.infer<typeof FunnelView>;
