/** What each type of step does: with the world, with a reply, with an answer. */
import { byType, type ByType } from "#core/automation/by-type";
import { parseCondition } from "#core/automation/condition";
import { foldText } from "#core/automation/fold-text";
import { saying } from "#core/automation/guards";
import { asText, valueAt } from "#core/automation/json-pointer";
import { readAnswer } from "#core/automation/read-answer";
import type {
  Ask,
  Content,
  Effect,
  End,
  Heard,
  Input,
  Run,
  Wait,
} from "#core/automation/run-state";
import type { Step, StepOf } from "#core/automation/steps";
import { fill, fillWith, isMet, type Known } from "#core/automation/values";
import { choicesOf, waitsForReply } from "#core/automation/ways";
import { nextTimeOfDay } from "#core/hours/calendar";

/** What comes of a step. `to` null ends the run well; absent it stays where it is. */
export interface Move {
  readonly to?: string | null;
  readonly ask?: Ask;
  readonly wait?: Wait;
  readonly end?: End;
  readonly effects?: readonly Effect[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly run?: Partial<Pick<Run, "tries" | "said" | "askedBy">>;
  /** For the trace. */
  readonly outcome?: string;
}

const go = (to: string | undefined, more: Omit<Move, "to"> = {}): Move => ({
  outcome: "done",
  ...more,
  to: to ?? null,
});
const fail = (reason: string, outcome = reason): Move => ({
  end: { status: "failed", reason },
  outcome,
});

/** Do a step, or ask for what it needs. */
export function perform(known: KnownRun, step: Step, key: string): Move {
  const content = contentOf(known, step);
  if (content !== null) return asking(known, { type: "send", key, content });
  return byType(PERFORMED, step, { known, key }) ?? go(undefined);
}

/** What is known, with the whole run. */
export type KnownRun = Known & { readonly run: Run };

const act = (step: { readonly next?: string | undefined }, effect: Effect): Move =>
  go(step.next, { effects: [effect] });

/** What the steps do that send nothing. The others end the run. */
const PERFORMED: ByType<Step, { readonly known: KnownRun; readonly key: string }, Move> = {
  condition: (step, { known }) => branch(known, step),
  set_field: (step, { known }) =>
    act(step, { type: "set_field", field: step.field, value: fill(known, step.value) }),
  tag: (step) => act(step, { type: "tag", tag: step.tag.trim() }),
  untag: (step) => act(step, { type: "untag", tag: step.tag.trim() }),
  assign: (step, { known }) => {
    const { how, members } = step;
    return act(step, { type: "assign", step: known.run.at ?? "", how, members });
  },
  set_status: (step) => act(step, { type: "set_status", status: step.status }),
  http: (step, { known, key }) => asking(known, call(known, step, key)),
  wait: (step, { known }) => ({
    wait: { for: "time", untilMs: untilOf(known, step) },
    outcome: "waits",
  }),
  wait_reply: (step, { known }) => ({ wait: replyBy(known, step), outcome: "waits" }),
  business_hours: ({ open, closed }, { known: { world } }) =>
    world.isOpen ? go(open, { outcome: "open" }) : go(closed, { outcome: "closed" }),
  handoff: () => handOff,
  start_flow: (step) => act({}, { type: "start_flow", automationId: step.automation_id }),
};

const handOff: Move = { end: { status: "handed_off", reason: null }, outcome: "done" };

function asking({ run }: KnownRun, ask: Ask): Move {
  const step = run.at ?? "";
  // A second visit in one turn would need a second key: whatever leads here leads in a circle.
  if (run.askedBy.includes(step)) return fail("loop_guard");
  return { ask, run: { askedBy: [...run.askedBy, step] } };
}

/** What a step sends; null when it sends nothing. */
const contentOf = (known: KnownRun, step: Step): Content | null =>
  byType(CONTENTS, step, known) ?? null;

const CONTENTS: ByType<Step, KnownRun, Content | null> = {
  message: ({ text }, known) => ({ type: "text", text: fill(known, text) }),
  question: ({ text, retry_text: again }, known) => ({
    type: "text",
    text: fill(known, known.run.tries > 0 ? (again ?? text) : text),
  }),
  buttons: ({ text, buttons }, known) => ({
    type: "buttons",
    text: fill(known, text),
    buttons: buttons.map(({ id, title }) => ({ id, title })),
  }),
  list: ({ text, button, rows }, known) => ({
    type: "list",
    text: fill(known, text),
    button,
    rows: rows.map(({ id, title, description }) => ({ id, title, description })),
  }),
  template: ({ template_id: templateId, variables }, known) => ({
    type: "template",
    templateId,
    variables: filled(known, variables),
  }),
  media: ({ kind, media_id: mediaId, caption }, known) => ({
    type: "media",
    kind,
    mediaId,
    ...(caption === undefined ? {} : { caption: fill(known, caption) }),
  }),
  handoff: ({ text }, known) =>
    text === undefined ? null : { type: "text", text: fill(known, text) },
};

const filled = (known: Known, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, text]) => [name, fill(known, text)]));

function branch(known: Known, { branches, otherwise }: StepOf<"condition">): Move {
  const met = branches.find(({ if: condition }) => {
    const parsed = parseCondition(condition);
    return parsed.ok && isMet(known, parsed.value);
  });
  return go(met?.next ?? otherwise, {
    outcome: met === undefined ? "otherwise" : `branch ${branches.indexOf(met)}`,
  });
}

const encodeJson = (value: string): string => JSON.stringify(value).slice(1, -1);

const call = (known: Known, step: StepOf<"http">, key: string): Ask => ({
  type: "http",
  key,
  step: key.split(":")[1] ?? "",
  method: step.method,
  url: fillWith(known, step.url, encodeURIComponent),
  headers: step.headers,
  body: step.body === undefined ? null : fillWith(known, step.body, encodeJson),
  timeoutMs: step.timeout_seconds * 1000,
});

function untilOf({ world }: Known, { seconds, until }: StepOf<"wait">): number {
  return until === undefined
    ? world.nowMs + (seconds ?? 1) * 1000
    : nextTimeOfDay(world.timezone, until, world.nowMs);
}

function replyBy({ world }: Known, step: Step): Wait {
  const seconds = "timeout_seconds" in step ? step.timeout_seconds : undefined;
  return { for: "reply", untilMs: seconds === undefined ? Infinity : world.nowMs + seconds * 1000 };
}

/** A message was taken over for sending, or refused. */
export function afterSend(
  known: KnownRun,
  step: Step,
  input: Extract<Input, { type: "sent" | "refused" }>,
): Move {
  if (step.type === "handoff")
    return { ...handOff, outcome: input.type === "sent" ? "done" : `refused:${input.code}` };
  if (input.type === "refused") return refused(step, input.code);
  const content = contentOf(known, step);
  const run = content === null ? {} : { said: saying(known.run, content) };
  return waitsForReply(step)
    ? { wait: replyBy(known, step), outcome: "waits", run }
    : go("next" in step ? step.next : undefined, { run });
}

function refused(step: Step, code: string): Move {
  const instead = "on_refused" in step ? step.on_refused : undefined;
  const outcome = `refused:${code}`;
  return instead === undefined ? fail(code, outcome) : go(instead, { outcome });
}

/** A server answered, or did not. */
export function afterAnswer(
  step: Step,
  input: Extract<Input, { type: "answered" | "unanswered" }>,
): Move {
  if (step.type !== "http") return fail("missing_step");
  if (input.type === "unanswered" && input.reason === "timeout" && step.on_timeout !== undefined)
    return go(step.on_timeout, { outcome: "timeout" });
  if (input.type === "unanswered" || input.status < 200 || input.status > 299) {
    const outcome = input.type === "unanswered" ? input.reason : `status ${input.status}`;
    return step.on_error === undefined
      ? fail("http_failed", outcome)
      : go(step.on_error, { outcome });
  }
  const { json } = input;
  const variables = Object.fromEntries(
    Object.entries(step.save).flatMap(([name, pointer]) => {
      const value = asText(valueAt(json, pointer));
      return value === null ? [] : [[name, value]];
    }),
  );
  return go(step.next, { variables });
}

/** The time that a step waited for has come, or no reply has. */
export function onTimeout(step: Step): Move {
  if (step.type === "wait") return go(step.next);
  return go("on_timeout" in step ? step.on_timeout : undefined, { outcome: "timeout" });
}

/** What somebody answered to the step that waits. */
export const onMessage = (known: KnownRun, step: Step, heard: Heard): Move =>
  byType(ANSWERED, step, { known, heard }) ?? fail("missing_step");

const ANSWERED: ByType<Step, { readonly known: KnownRun; readonly heard: Heard }, Move> = {
  wait_reply: ({ next, save_to: to }, { heard }) =>
    go(next, keep(to, heard.text ?? heard.buttonId ?? "")),
  buttons: (step, { known, heard }) => chosen(known, step, heard),
  list: (step, { known, heard }) => chosen(known, step, heard),
  question: (step, { known, heard }) => answered(known, step, heard),
};

const OTHER_MAX = 2;

function chosen({ run }: KnownRun, step: StepOf<"buttons"> | StepOf<"list">, heard: Heard): Move {
  const choice = choicesOf(step).find(
    ({ id, title }) =>
      id === heard.buttonId || (heard.text !== null && foldText(title) === foldText(heard.text)),
  );
  if (choice !== undefined)
    return go(choice.next ?? step.next, {
      ...keep(step.save_to, choice.title),
      outcome: `chose ${choice.id}`,
    });
  if (step.on_other !== undefined) return go(step.on_other, { outcome: "other" });
  return run.tries < OTHER_MAX
    ? { run: { tries: run.tries + 1 }, outcome: "invalid" }
    : fail("no_choice", "invalid");
}

function answered(known: KnownRun, step: StepOf<"question">, { text }: Heard): Move {
  const answer = text === null ? null : readAnswer(step.answer, text, known.world.country);
  if (answer !== null) return go(step.next, { ...keep(step.save_to, answer), outcome: "answered" });
  const { tries } = known.run;
  if (tries < step.retries) return { run: { tries: tries + 1 }, outcome: "invalid" };
  return step.on_invalid === undefined
    ? fail("invalid_answer", "invalid")
    : go(step.on_invalid, { outcome: "invalid" });
}

function keep(
  to: { readonly variable?: string | undefined; readonly field?: string | undefined } | undefined,
  value: string,
): Pick<Move, "variables" | "effects"> {
  if (to?.variable !== undefined) return { variables: { [to.variable]: value } };
  return to?.field === undefined
    ? {}
    : { effects: [{ type: "set_field", field: to.field, value }] };
}
