/** An automation as it is written: a rule, which does one thing after the other, or a flow, whose steps lead to one another. */
import { z } from "zod";

import { Action } from "#core/automation/actions";
import { Condition } from "#core/automation/condition";
import { coded, StepName, words } from "#core/automation/parts";
import { Step } from "#core/automation/steps";
import { Trigger } from "#core/automation/triggers";

const STEPS_MAX = 200;
const ACTIONS_MAX = 20;
const TESTS_MAX = 20;
const HOUR = 3600;

export const Settings = z
  .strictObject({
    debounce_ms: z.int().min(0).max(15_000).default(1_500).meta({
      description: "How long a burst of messages is gathered before it is answered once.",
      example: 1500,
    }),
    escape_keywords: z
      .array(words({ description: "A keyword.", example: "exit" }, 100))
      .max(20)
      .default([])
      .meta({ description: "What ends a run at any step. STOP always does." }),
    exit_on_reply: z
      .boolean()
      .default(true)
      .meta({ description: "Whether a message ends a run that waits for a time.", example: true }),
    exit_on_opt_out: z
      .literal(true)
      .default(true)
      .meta({ description: "Always: who withdraws is left alone.", example: true }),
    step_budget_per_turn: z
      .int()
      .min(1)
      .max(50)
      .default(50)
      .meta({ description: "Steps of one turn, at most.", example: 50 }),
    step_budget_per_run: z
      .int()
      .min(1)
      .max(200)
      .default(200)
      .meta({ description: "Steps of a run, at most.", example: 200 }),
    ttl_seconds: z
      .int()
      .min(60)
      .max(30 * 24 * HOUR)
      .default(7 * 24 * HOUR)
      .meta({ description: "How long a run may last.", example: 604800 }),
    handoff_timeout_seconds: z
      .int()
      .min(60)
      .max(30 * 24 * HOUR)
      .default(24 * HOUR)
      .meta({ description: "How long a handoff keeps automations silent.", example: 86400 }),
  })
  .meta({ description: "How it behaves." });
export type Settings = z.infer<typeof Settings>;

/** What a person does in a played conversation, and what must come back. */
export const PlayedMessage = z
  .strictObject({
    after_seconds: z
      .int()
      .min(0)
      .max(40 * 24 * HOUR)
      .default(0)
      .meta({ description: "How long after what came before.", example: 0 }),
    text: words({ description: "What the person writes.", example: "Hi" }, 4096).optional(),
    press: words(
      { description: "Id of the button that the person presses.", example: "yes" },
      512,
    ).optional(),
    from_ad: words(
      { description: "Id of the ad that the message comes from.", example: "120226305854810726" },
      512,
    ).optional(),
    expect: z
      .array(z.string().max(4096).meta({ description: "A text, filled.", example: "Hello Ana!" }))
      .max(50)
      .optional()
      .meta({
        description:
          "Texts that are sent in return, in order; templates as `template:<id>`, files as `media:<id>`.",
      }),
  })
  .refine(
    ({ text, press }) => text === undefined || press === undefined,
    coded("one_act", "Give either text or press."),
  )
  .meta({ description: "A message of the person; without text and button only time passes." });
export type PlayedMessage = z.infer<typeof PlayedMessage>;

/** Who plays along. */
export const PlayedContact = z
  .strictObject({
    name: words({ description: "Name.", example: "Ana" }, 200).optional(),
    phone: words({ description: "Phone.", example: "+5511987654321" }, 32).optional(),
    language: words({ description: "Language.", example: "pt_BR" }, 20).optional(),
    tags: z
      .array(words({ description: "A tag.", example: "vip" }, 64))
      .max(50)
      .default([])
      .meta({ description: "Tags." }),
    fields: z
      .record(z.string(), z.string().max(1024))
      .default({})
      .meta({ description: "Fields.", example: { size: "m" } }),
  })
  .meta({ description: "The person who plays along." });

/** What servers answer in a played conversation, by the step that calls them. */
export const PlayedAnswers = z
  .record(
    StepName,
    z
      .strictObject({
        status: z
          .int()
          .min(0)
          .max(599)
          .default(200)
          .meta({ description: "Status; 0 is a time-out.", example: 200 }),
        body: z
          .unknown()
          .optional()
          .meta({ description: "What is answered, JSON.", example: { ok: true } }),
      })
      .meta({ description: "An answer." }),
  )
  .meta({
    description: "What servers answer, by the step that calls them; 200 and {} when absent.",
    example: { lookup: { status: 200 } },
  });

const Test = z
  .strictObject({
    name: words({ description: "What it shows.", example: "asks for the size" }, 200),
    contact: PlayedContact.optional(),
    http: PlayedAnswers.default({}),
    variables: z
      .record(z.string(), z.string().max(1024))
      .default({})
      .meta({ description: "What a hook would fill.", example: { order_id: "42" } }),
    messages: z.array(PlayedMessage).max(50).meta({ description: "What the person does." }),
    ends: z
      .enum(["completed", "failed", "stopped", "handed_off", "waiting"])
      .optional()
      .meta({ description: "Where the run stands then.", example: "completed" }),
  })
  .meta({
    description:
      "A conversation that must go as it is written, or the automation is not published.",
  });
export type GoldenTest = z.infer<typeof Test>;

export const common = {
  name: words({ description: "What it is called.", example: "Opening hours" }, 200),
  trigger: Trigger,
  conditions: Condition.default({}).meta({
    description: "What must hold beside the trigger; {} holds always.",
    example: { field: "tags", op: "contains", value: "clients" },
  }),
  settings: Settings.prefault({}),
  tests: z.array(Test).max(TESTS_MAX).default([]).meta({ description: "Played conversations." }),
};

const Rule = z.strictObject({
  kind: z.literal("rule").meta({ description: "One action after the other.", example: "rule" }),
  ...common,
  actions: z.array(Action).max(ACTIONS_MAX).meta({ description: "What is done, in order." }),
});

const Flow = z.strictObject({
  kind: z.literal("flow").meta({ description: "Steps that lead to one another.", example: "flow" }),
  ...common,
  start: StepName.meta({ description: "The first step.", example: "hello" }),
  steps: z
    .record(StepName, Step)
    .refine(
      (steps) => Object.keys(steps).length <= STEPS_MAX,
      coded("too_many_steps", `At most ${STEPS_MAX} steps.`),
    )
    .meta({
      description: "The steps by their names.",
      example: { hello: { type: "message", text: "Hi!" } },
    }),
});

/** Both kinds, for whoever reads one. */
export const KINDS = [Rule, Flow] as const;

/** Whether the trigger is one of the kind's, and what is told when it is not. */
export const hasOwnTrigger = ({
  kind,
  trigger,
}: {
  readonly kind: "rule" | "flow";
  readonly trigger: Trigger;
}): boolean => kind === "rule" || trigger.type !== "event";
export const TRIGGER_FAULT = {
  path: ["trigger", "type"],
  ...coded("rules_only", "Events start rules."),
};

/** An automation as it is written. */
export const Definition = z.discriminatedUnion("kind", KINDS).refine(hasOwnTrigger, TRIGGER_FAULT);
export type Definition = z.infer<typeof Definition>;

/** The steps that are gone through, whatever the kind. */
export interface Program {
  readonly start: string | null;
  readonly steps: Readonly<Record<string, Step>>;
  readonly settings: Settings;
}

/** How the action at a place of a rule is called as a step. */
export const actionName = (at: number): string => `action_${at}`;

/** The steps of an automation: a rule's actions lead to one another in order. */
export function programOf(definition: Definition): Program {
  const { settings } = definition;
  if (definition.kind === "flow")
    return { start: definition.start, steps: definition.steps, settings };
  const { actions } = definition;
  const named = actions.map((action, at) => [
    actionName(at),
    followed(action, at + 1, actions.length),
  ]);
  return {
    start: actions.length === 0 ? null : actionName(0),
    // Safe: pairs of a name and a step.
    steps: Object.fromEntries(named) as Record<string, Step>,
    settings,
  };
}

/** What ends a run leads nowhere. */
const followed = (action: Step, next: number, count: number): Step =>
  next === count || action.type === "handoff" || action.type === "start_flow"
    ? action
    : // Safe: every other action takes `next`.
      ({ ...action, next: actionName(next) } as Step);

/** Where a step stands in its definition, as a JSON pointer. */
export const pointerOf = ({ kind }: Definition, step: string): string =>
  kind === "flow" ? `/steps/${step}` : `/actions/${step.slice(actionName(0).length - 1)}`;
