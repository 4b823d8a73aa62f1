/** Where steps lead. */
import { byType, type ByType } from "#core/automation/by-type";
import type { Program } from "#core/automation/definition";
import type { Step } from "#core/automation/steps";
import { found, type Found, type Verified } from "#core/automation/verify-problem";
import { waitsForReply, waysOf } from "#core/automation/ways";

export function graphProblems({ definition, program }: Verified): readonly Found[] {
  const { start, steps } = program;
  if (definition.kind === "rule")
    return start === null
      ? [found("nothing_to_do", { step: null, pointer: "/actions" }, "A rule has an action.")]
      : [];
  if (Object.keys(steps).length === 0)
    return [found("nothing_to_do", { step: null, pointer: "/steps" }, "A flow has a step.")];
  if (start === null || !Object.hasOwn(steps, start))
    return [found("missing_step", { step: null, pointer: "/start" }, "There is no such step.")];
  const reached = reachedFrom(program, start);
  return [
    ...missing(program),
    ...unreachable(program, reached),
    ...circles(program),
    ...branches(program),
    ...exits(program, start, reached),
  ];
}

const entries = ({ steps }: Program): readonly (readonly [string, Step])[] => Object.entries(steps);

/** Every step that a run may come to. */
function reachedFrom({ steps }: Program, start: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
    if (step === undefined || reached.has(name)) continue;
    reached.add(name);
    open.push(...waysOf(step).map(({ to }) => to));
  }
  return reached;
}

const missing = (program: Program): readonly Found[] =>
  entries(program).flatMap(([name, step]) =>
    waysOf(step)
      .filter(({ to }) => !Object.hasOwn(program.steps, to))
      .map(({ to, pointer }) =>
        found("missing_step", { step: name, pointer }, `There is no step ${to}.`),
      ),
  );

const unreachable = (program: Program, reached: ReadonlySet<string>): readonly Found[] =>
  Object.keys(program.steps)
    .filter((name) => !reached.has(name))
    .map((name) => found("unreachable_step", { step: name }, `No way leads to ${name}.`));

/** Whether a run stands still here until something happens. */
const pauses = (step: Step): boolean => step.type === "wait" || waitsForReply(step);

/** Ways that are gone at once: what a step that waits goes on with comes later, but a refused message does not. */
const atOnce = (step: Step): readonly string[] =>
  waysOf(step)
    .filter(({ pointer }) => !pauses(step) || pointer === "/on_refused")
    .map(({ to }) => to);

/** A circle without a wait in it would be gone through until the budget is used up. One problem for each circle's first step. */
function circles({ steps }: Program): readonly Found[] {
  const state = new Map<string, "open" | "closed">();
  const heads = new Set<string>();
  const visit = (name: string): void => {
    const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
    if (step === undefined || state.get(name) === "closed") return;
    if (state.get(name) === "open") return void heads.add(name);
    state.set(name, "open");
    for (const to of atOnce(step)) visit(to);
    state.set(name, "closed");
  };
  for (const name of Object.keys(steps)) visit(name);
  return [...heads].map((name) =>
    found(
      "loop_without_wait",
      { step: name },
      `A way leads from ${name} back to it and waits nowhere.`,
    ),
  );
}

const branches = (program: Program): readonly Found[] =>
  entries(program).flatMap(([name, step]) =>
    gapsOf(step).map((pointer) =>
      found("branch_missing", { step: name, pointer }, "Nothing comes next here: the run ends."),
    ),
  );

/** Where a step that parts ways has none. */
const GAPS: ByType<Step, null, readonly string[]> = {
  condition: ({ otherwise }) => (otherwise === undefined ? ["/otherwise"] : []),
  business_hours: (step) =>
    (["open", "closed"] as const).flatMap((way) => (step[way] === undefined ? [`/${way}`] : [])),
  buttons: (step) =>
    waitsForReply(step) && step.next === undefined ? silent(step.buttons, "buttons") : [],
  list: (step) => (waitsForReply(step) && step.next === undefined ? silent(step.rows, "rows") : []),
};

const gapsOf = (step: Step): readonly string[] => byType(GAPS, step, null) ?? [];

const silent = (
  list: readonly { readonly next?: string | undefined }[],
  name: string,
): readonly string[] =>
  list.flatMap(({ next }, i) => (next === undefined ? [`/${name}/${i}/next`] : []));

/** Whether a run may end at a step, by the flow's own will. */
function endsAt(step: Step): boolean {
  if (step.type === "end" || step.type === "handoff" || step.type === "start_flow") return true;
  if (gapsOf(step).length > 0) return true;
  if (step.type === "condition" || step.type === "business_hours") return false;
  if ((step.type === "buttons" || step.type === "list") && waitsForReply(step)) return false;
  return step.next === undefined;
}

/** Where a way leads nowhere, that is the fault to tell. */
function exits(program: Program, start: string, reached: ReadonlySet<string>): readonly Found[] {
  const steps = [...reached].flatMap((name) => program.steps[name] ?? []);
  const isWhole = steps.every((step) => waysOf(step).every(({ to }) => reached.has(to)));
  return !isWhole || steps.some(endsAt)
    ? []
    : [found("no_exit", { step: start }, "No way leads to an end.")];
}
