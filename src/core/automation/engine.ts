/**
 * Runs of automations, decided and nothing else: no clock, no network, no database. A turn begins with something that happened
 * and goes on until the run waits or is over. What it cannot decide alone (a message that may be refused, a server's answer) it
 * asks for, and goes on with the answer; the simulator and the real world answer alike.
 */
import type { Program } from "#core/automation/definition";
import { seenOf } from "#core/automation/funnel";
import { holdsLoop, keepsEscape, tooFast } from "#core/automation/guards";
import {
  afterAnswer,
  afterSend,
  onTimeout,
  onMessage,
  perform,
  type Move,
} from "#core/automation/moves";
import type {
  Advance,
  Effect,
  EngineContact,
  End,
  Input,
  Run,
  World,
} from "#core/automation/run-state";
import { foldTag } from "#core/contact/tag";

const TRACE_MAX = 100;
/** Turns whose beginnings are remembered: one more than may happen in a minute. */
const TURNS_MAX = 11;

/** A flow whose step is gone cannot go on; the verifier lets none pass. */
const MISSING: End = { status: "failed", reason: "missing_step" };

/** A run that has done nothing yet. */
export const newRun = (
  program: Program,
  {
    nowMs,
    variables = {},
  }: { readonly nowMs: number; readonly variables?: Readonly<Record<string, string>> },
): Run => ({
  at: program.start,
  turn: 0,
  steps: 0,
  turnSteps: 0,
  variables,
  wait: null,
  tries: 0,
  said: { text: "", times: 0 },
  turnsAt: [],
  askedBy: [],
  lastSeq: 0,
  expiresAtMs: nowMs + program.settings.ttl_seconds * 1000,
  trace: [],
  seen: [],
});

/** The name of what a step does in a turn: the same whenever the turn is gone through again, and never that of another turn. */
export const stepKey = (runId: string, step: string, turn: number): string =>
  `${runId}:${step}:${turn}`;

/** Go on with a run: until it asks, waits or is over. */
export function advance(program: Program, before: Run, input: Input, world: World): Advance {
  const turn = new Turn(program, before, world);
  const end = turn.take(input);
  return end === null ? turn.proceed() : turn.over(end);
}

/** The working of one advance: what it has changed so far. */
class Turn {
  private readonly program: Program;
  private readonly world: World;
  private run: Run;
  private contact: EngineContact;
  private readonly effects: Advance["effects"][number][] = [];

  constructor(program: Program, run: Run, world: World) {
    this.program = program;
    this.world = world;
    this.run = run;
    this.contact = world.contact;
  }

  /** Take in what happened. @returns How the run ends at once, or null. */
  take(input: Input): End | null {
    if (input.type === "stop") return { status: "stopped", reason: input.reason };
    if (input.type === "start" || input.type === "message" || input.type === "timeout")
      return this.begin(input) ?? this.wake(input);
    return this.apply(afterAnswerOrSend(this.known(), this.step(), input));
  }

  /** Do step after step. */
  proceed(): Advance {
    for (;;) {
      if (this.run.wait !== null) return this.result(null, null);
      const step = this.step();
      const end = this.stopsHere(step);
      if (end !== null || step === undefined) return this.over(end ?? MISSING);
      this.run = { ...this.run, steps: this.run.steps + 1, turnSteps: this.run.turnSteps + 1 };
      const move = perform(this.known(), step, this.key());
      const last = this.repeats(move) ? this.mute() : this.apply(move);
      if (last !== null) return this.over(last);
      if (move.ask !== undefined) return this.result(move.ask, null);
    }
  }

  private repeats({ ask }: Move): boolean {
    return ask?.type === "send" && holdsLoop(this.run, ask.content);
  }

  private stopsHere(step: unknown): End | null {
    if (this.run.at === null) return { status: "completed", reason: null };
    if (step === undefined) return MISSING;
    const { step_budget_per_turn: turnMax, step_budget_per_run: runMax } = this.program.settings;
    return this.run.turnSteps >= turnMax || this.run.steps >= runMax
      ? { status: "failed", reason: "step_budget" }
      : null;
  }

  over(end: End): Advance {
    const seconds = this.program.settings.handoff_timeout_seconds;
    if (end.status === "handed_off") this.effects.push({ type: "mute", seconds });
    this.run = { ...this.run, wait: null };
    return this.result(null, end);
  }

  /** Begin a turn. @returns How the run ends before it has begun, or null. */
  private begin(input: Extract<Input, { type: "start" | "message" | "timeout" }>): End | null {
    const { nowMs } = this.world;
    if (input.type === "message") {
      if (input.message.isStop) return { status: "stopped", reason: "opt_out" };
      if (keepsEscape(this.program.settings, input.message))
        return { status: "stopped", reason: "escaped" };
    }
    if (nowMs >= this.run.expiresAtMs) return { status: "stopped", reason: "expired" };
    const turnsAt = [...this.run.turnsAt, nowMs].slice(-TURNS_MAX);
    this.run = { ...this.run, turn: this.run.turn + 1, turnSteps: 0, askedBy: [], turnsAt };
    return tooFast(this.run) ? this.mute() : null;
  }

  /** What the step makes of it that waited. */
  private wake(input: Extract<Input, { type: "start" | "message" | "timeout" }>): End | null {
    if (input.type === "start") return null;
    const waiting = this.step();
    const { wait } = this.run;
    if (waiting === undefined || wait === null) return { status: "failed", reason: "missing_step" };
    if (input.type === "message" && wait.for === "time")
      return this.program.settings.exit_on_reply ? { status: "stopped", reason: "replied" } : null;
    this.run = { ...this.run, wait: null };
    return this.apply(
      input.type === "timeout"
        ? onTimeout(waiting)
        : onMessage(this.known(), waiting, input.message),
    );
  }

  /** Somebody on the other side answers by machine, or the flow turns in circles: leave the conversation alone. */
  private mute(): End {
    this.effects.push({ type: "mute", seconds: this.program.settings.handoff_timeout_seconds });
    return { status: "failed", reason: "loop_guard" };
  }

  /** @returns How the run ends by the move, or null. */
  private apply(move: Move): End | null {
    const step = this.run.at ?? "";
    const variables = { ...this.run.variables, ...move.variables };
    this.run = { ...this.run, variables, ...move.run };
    for (const effect of move.effects ?? []) {
      this.effects.push(effect);
      this.contact = changed(this.contact, effect);
    }
    if (move.outcome !== undefined) this.note(step, move.outcome);
    if (move.to !== undefined) this.run = { ...this.run, at: move.to, tries: 0 };
    if (move.wait !== undefined) {
      const untilMs = Math.min(move.wait.untilMs, this.run.expiresAtMs);
      this.run = { ...this.run, wait: { ...move.wait, untilMs } };
    }
    return move.end ?? null;
  }

  private note(step: string, outcome: string): void {
    const entry = { step, turn: this.run.turn, at: this.world.nowMs, outcome };
    const seen = seenOf(this.run);
    this.run = {
      ...this.run,
      trace: [...this.run.trace, entry].slice(-TRACE_MAX),
      seen: seen.includes(step) ? seen : [...seen, step],
    };
  }

  private step() {
    const { at } = this.run;
    return at !== null && Object.hasOwn(this.program.steps, at)
      ? this.program.steps[at]
      : undefined;
  }

  private key(): string {
    return stepKey(this.world.runId, this.run.at ?? "", this.run.turn);
  }

  private known() {
    return { run: this.run, world: this.world, contact: this.contact };
  }

  private result(ask: Advance["ask"], end: End | null): Advance {
    return { run: this.run, effects: this.effects, contact: this.contact, ask, end };
  }
}

function afterAnswerOrSend(
  known: Parameters<typeof afterSend>[0],
  step: Parameters<typeof afterSend>[1] | undefined,
  input: Extract<Input, { type: "sent" | "refused" | "answered" | "unanswered" }>,
): Move {
  if (step === undefined) return { end: { status: "failed", reason: "missing_step" } };
  return input.type === "sent" || input.type === "refused"
    ? afterSend(known, step, input)
    : afterAnswer(step, input);
}

function changed(contact: EngineContact, effect: Effect): EngineContact {
  if (effect.type === "set_field")
    return { ...contact, fields: { ...contact.fields, [effect.field]: effect.value } };
  if (effect.type !== "tag" && effect.type !== "untag") return contact;
  const others = contact.tags.filter((tag) => foldTag(tag) !== foldTag(effect.tag));
  return { ...contact, tags: effect.type === "tag" ? [...others, effect.tag] : others };
}
