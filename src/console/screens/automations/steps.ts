/** Steps as the editor handles them: where they lead, in which order they are shown, and how they are made. Pure. */
import type { Flow, Rule, Step, StepType } from "../../api/automations.ts";
import type { IconName } from "../../ui/icon-names.ts";
import { below } from "../../ui/tree.ts";

export const STEP_ICONS: Readonly<Record<string, IconName>> = {
  message: "message-circle",
  buttons: "square-check-big",
  list: "list",
  question: "circle-question-mark",
  condition: "split",
  set_field: "pencil",
  tag: "tag",
  untag: "tag",
  template: "file-text",
  media: "image",
  http: "globe",
  wait: "hourglass",
  wait_reply: "corner-up-left",
  business_hours: "clock",
  set_status: "inbox",
  assign: "forward",
  handoff: "user-round",
  start_flow: "workflow",
  end: "flag",
};

/** What a flow's steps can be, as they are offered. */
export const FLOW_TYPES = [
  "message",
  "buttons",
  "list",
  "question",
  "condition",
  "business_hours",
  "wait",
  "wait_reply",
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
  "end",
] as const satisfies readonly StepType[];

const FLOW_ONLY: ReadonlySet<StepType> = new Set([
  "list",
  "question",
  "condition",
  "business_hours",
  "wait",
  "wait_reply",
  "end",
]);

/** What a rule can do, as it is offered: what needs no way to another step. */
export const RULE_TYPES = FLOW_TYPES.filter((type) => !FLOW_ONLY.has(type));

const LAST: ReadonlySet<string> = new Set(["handoff", "start_flow", "end"]);
const REPLY = ["on_other", "on_timeout"] as const;

/** The ways that a step has beside those of its choices: the ordinary ones, and those for when something goes otherwise. */
const WAYS: Readonly<Record<string, { usual: readonly string[]; rare: readonly string[] }>> = {
  message: { usual: ["next"], rare: ["on_refused"] },
  buttons: { usual: ["next"], rare: [...REPLY, "on_refused"] },
  list: { usual: ["next"], rare: [...REPLY, "on_refused"] },
  question: { usual: ["next"], rare: ["on_invalid", "on_timeout", "on_refused"] },
  condition: { usual: ["otherwise"], rare: [] },
  template: { usual: ["next"], rare: ["on_refused"] },
  media: { usual: ["next"], rare: ["on_refused"] },
  http: { usual: ["next"], rare: ["on_timeout", "on_error"] },
  wait_reply: { usual: ["next"], rare: ["on_timeout"] },
  business_hours: { usual: ["open", "closed"], rare: [] },
};

export const waysOf = (type: string): { usual: readonly string[]; rare: readonly string[] } =>
  WAYS[type] ?? { usual: LAST.has(type) ? [] : ["next"], rare: [] };

/** The members of a step that hold its choices, each with a way of its own. */
const CHOICES: Readonly<Record<string, string>> = {
  buttons: "buttons",
  list: "rows",
  condition: "branches",
};

type Loose = Readonly<Record<string, unknown>>;

/** Every way out of a step: where it stands in the step, and where it leads. */
export function exitsOf(step: Step): { readonly pointer: string; readonly to: string }[] {
  const { usual, rare } = waysOf(step.type);
  const loose = step as Loose;
  const name = CHOICES[step.type];
  const list = name === undefined ? [] : ((loose[name] ?? []) as readonly Loose[]);
  const exits = [
    ...list.map(({ next }, at) => [below("", name ?? "", at, "next"), next] as const),
    ...[...usual, ...rare].map((way) => [below("", way), loose[way]] as const),
  ];
  return exits.flatMap(([pointer, to]) =>
    typeof to === "string" && to !== "" ? [{ pointer, to }] : [],
  );
}

/** The steps in the order in which a person meets them, and those that no way leads to. */
export function outlineOf({ start, steps }: Pick<Flow, "start" | "steps">): {
  readonly met: readonly string[];
  readonly lost: readonly string[];
} {
  const met: string[] = [];
  const visit = (name: string): void => {
    const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
    if (step === undefined || met.includes(name)) return;
    met.push(name);
    for (const { to } of exitsOf(step)) visit(to);
  };
  visit(start);
  return { met, lost: Object.keys(steps).filter((name) => !met.includes(name)) };
}

/** A name for a new step that no other has. */
export function newName(steps: Readonly<Record<string, unknown>>, type: string): string {
  for (let at = 1; ; at += 1) if (!Object.hasOwn(steps, `${type}_${at}`)) return `${type}_${at}`;
}

/** A flow in which every way that led to a step leads elsewhere; to nowhere when `to` is undefined. */
function redirected(flow: Flow, from: string, to: string | undefined): Flow {
  const one = (value: unknown, key = ""): unknown => {
    if (Array.isArray(value)) return value.map((item) => one(item));
    if (typeof value !== "object" || value === null) return value;
    // Conditions and records of texts hold no ways.
    if (["if", "variables", "headers", "save"].includes(key)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, inner]) => {
        const isWay = inner === from && /^(?:next|otherwise|open|closed|on_\w+)$/.test(name);
        if (!isWay) return [[name, one(inner, name)]];
        return to === undefined ? [] : [[name, to]];
      }),
    );
  };
  return {
    ...flow,
    start: flow.start === from && to !== undefined ? to : flow.start,
    // Safe: only the names of steps are others.
    steps: one(flow.steps) as Flow["steps"],
  };
}

/** The flow without a step: what led to it leads to what came next. */
export function withoutStep(flow: Flow, name: string): Flow {
  const next = (flow.steps[name] as Loose | undefined)?.["next"];
  const to = typeof next === "string" && next !== name ? next : undefined;
  const { [name]: _gone, ...steps } = flow.steps;
  return redirected({ ...flow, steps }, name, to);
}

/** The flow with a step under another name, in every way as well. */
export function renamed(flow: Flow, from: string, to: string): Flow {
  const moved = redirected(flow, from, to);
  const steps = Object.entries(moved.steps).map(([name, step]) => [
    name === from ? to : name,
    step,
  ]);
  return { ...moved, steps: Object.fromEntries(steps) as Flow["steps"] };
}

/** What a step shows of itself in one line. */
export function excerptOf(step: Step): string {
  const loose = step as Loose;
  const text = ["text", "tag", "url", "caption", "value"].map((name) => loose[name]);
  return text.find((one): one is string => typeof one === "string") ?? "";
}

/** A step as it is first. */
export const blankStep = (type: StepType): Step => BLANK[type] ?? ({ type } as Step);

const BLANK: Readonly<Partial<Record<StepType, Step>>> = {
  message: { type: "message", text: "" },
  buttons: { type: "buttons", text: "", buttons: [{ id: "button_1", title: "" }] },
  list: { type: "list", text: "", button: "", rows: [{ id: "row_1", title: "" }] },
  question: {
    type: "question",
    text: "",
    answer: { kind: "text" },
    save_to: { variable: "answer" },
  },
  condition: { type: "condition", branches: [{ if: {}, next: "" }] },
  set_field: { type: "set_field", field: "", value: "" },
  tag: { type: "tag", tag: "" },
  untag: { type: "untag", tag: "" },
  template: { type: "template", template_id: "" },
  media: { type: "media", kind: "image", media_id: "" },
  http: { type: "http", method: "GET", url: "https://" },
  wait: { type: "wait", seconds: 3600 },
  set_status: { type: "set_status", status: "resolved" },
  assign: { type: "assign", how: "round_robin", members: [] },
  start_flow: { type: "start_flow", automation_id: "" },
};

/** The steps of an automation by the names that the engine gives them: a rule's actions are `action_0`, `action_1`, … */
export const namedSteps = (definition: Flow | Rule): Readonly<Record<string, Step>> =>
  definition.kind === "flow"
    ? definition.steps
    : Object.fromEntries(definition.actions.map((action, at) => [`action_${at}`, action]));

/** The variables that something in the automation fills. */
export function variablesOf(definition: Flow | Rule): string[] {
  const { trigger } = definition;
  const kept = Object.values(namedSteps(definition)).flatMap((step) => {
    if (step.type === "http") return Object.keys(step.save ?? {});
    const to = "save_to" in step ? step.save_to?.variable : undefined;
    return to === undefined ? [] : [to];
  });
  return [...new Set([...(trigger.type === "hook" ? (trigger.variables ?? []) : []), ...kept])];
}
