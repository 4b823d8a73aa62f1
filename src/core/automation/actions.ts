import { coded } from "#core/automation/parts";
import { Step } from "#core/automation/steps";
import { waysOf } from "#core/automation/ways";

/** What a rule may do: the steps that need no way to another one. */
export const RULE_TYPES = [
  "message",
  "buttons",
  "template",
  "media",
  "tag",
  "untag",
  "set_field",
  "set_status",
  "assign",
  "http",
  "handoff",
  "start_flow",
] as const;

const isAction = ({ type }: Step): boolean => RULE_TYPES.some((known) => known === type);

/** An action of a rule: a step that leads nowhere, because the next action follows. */
export const Action = Step.refine(
  isAction,
  coded("not_an_action", `One of ${RULE_TYPES.join(", ")}.`),
)
  .refine(
    (step) => waysOf(step).length === 0,
    coded("leads_somewhere", "Actions of a rule follow each other; ways are a flow's."),
  )
  .meta({
    description: `An action: one of ${RULE_TYPES.join(", ")}, without ways to other steps.`,
  });
