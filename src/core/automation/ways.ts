import { byType, type ByType } from "#core/automation/by-type";
import type { Step } from "#core/automation/steps";

/** A way from a step to another, and where it stands in the step. */
export interface Way {
  readonly to: string;
  /** JSON pointer into the step. */
  readonly pointer: string;
}

const WAYS = [
  "next",
  "on_refused",
  "on_timeout",
  "on_other",
  "on_invalid",
  "on_error",
  "otherwise",
  "open",
  "closed",
] as const;

/** Every way that leads out of a step. */
export function waysOf(step: Step): readonly Way[] {
  const own = WAYS.flatMap((member) => {
    const to: unknown = member in step ? step[member as keyof Step] : undefined;
    return typeof to === "string" ? [{ to, pointer: `/${member}` }] : [];
  });
  return [...own, ...waysOfChoices(step)];
}

function waysOfChoices(step: Step): readonly Way[] {
  const listed = (list: readonly { next?: string | undefined }[], name: string): Way[] =>
    list.flatMap(({ next: to }, i) =>
      to === undefined ? [] : [{ to, pointer: `/${name}/${i}/next` }],
    );
  if (step.type === "buttons") return listed(step.buttons, "buttons");
  if (step.type === "list") return listed(step.rows, "rows");
  return step.type === "condition" ? listed(step.branches, "branches") : [];
}

type Choosing = Extract<Step, { readonly type: "buttons" | "list" }>;

/** What somebody may choose, of buttons and lists alike. */
export const choicesOf = (step: Choosing) => (step.type === "buttons" ? step.buttons : step.rows);

const isAnswered = (step: Choosing): boolean =>
  step.save_to !== undefined ||
  step.on_other !== undefined ||
  choicesOf(step).some(({ next }) => next !== undefined);

const REPLIES: ByType<Step, null, boolean> = {
  question: () => true,
  wait_reply: () => true,
  buttons: isAnswered,
  list: isAnswered,
};

/** Whether a step waits for what the person answers. */
export const waitsForReply = (step: Step): boolean => byType(REPLIES, step, null) ?? false;
