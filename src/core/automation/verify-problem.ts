import type { Definition, Program } from "#core/automation/definition";

/** Every problem that is found, and how heavy it is: an error keeps an automation from being published. */
export const AUTOMATION_PROBLEMS = {
  empty_trigger: "error",
  invalid_audience: "error",
  nothing_to_do: "error",
  missing_step: "error",
  unreachable_step: "error",
  loop_without_wait: "error",
  no_exit: "error",
  branch_missing: "warning",
  too_many_buttons: "error",
  too_many_rows: "error",
  duplicate_button_id: "error",
  text_too_long: "error",
  invalid_tag: "error",
  free_text_outside_window: "error",
  missing_variable: "error",
  url_not_allowed: "error",
  unknown_template: "error",
  unknown_media: "error",
  unknown_automation: "error",
  starts_itself: "error",
  unknown_member: "error",
} as const;

export type AutomationProblemCode = keyof typeof AUTOMATION_PROBLEMS;

export interface AutomationProblem {
  readonly code: AutomationProblemCode;
  readonly severity: "error" | "warning";
  /** JSON pointer into the automation. */
  readonly pointer: string;
  readonly message: string;
}

/** A problem of a step; `pointer` leads into it. A null step: the pointer leads into the automation. */
export interface Found extends AutomationProblem {
  readonly step: string | null;
}

/** What an automation names beyond itself, as it stands in the workspace. */
export interface Surroundings {
  /** Of the automation itself; null while it has none. */
  readonly automationId: string | null;
  /** Ids of templates that can be sent, of media that are here, of automations that are published. */
  readonly templates: ReadonlySet<string>;
  readonly media: ReadonlySet<string>;
  readonly automations: ReadonlySet<string>;
  /** Ids of people of the workspace. */
  readonly members: ReadonlySet<string>;
  /** Why a URL may not be called; null when it may. */
  readonly urlFault: (url: string) => string | null;
}

/** What the rules look at. */
export interface Verified {
  readonly definition: Definition;
  readonly program: Program;
  readonly around: Surroundings;
}

/** Say that something is wrong with a step. */
export const found = (
  code: AutomationProblemCode,
  at: { readonly step: string | null; readonly pointer?: string },
  message: string,
): Found => ({
  code,
  severity: AUTOMATION_PROBLEMS[code],
  step: at.step,
  pointer: at.pointer ?? "",
  message,
});
