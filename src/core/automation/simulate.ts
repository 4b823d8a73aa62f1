/** An automation played without the world: the same engine, with people and servers that say what they are told to say. */
import {
  programOf,
  type Definition,
  type GoldenTest,
  type PlayedMessage,
} from "#core/automation/definition";
import { advance, newRun } from "#core/automation/engine";
import { isStop } from "#core/automation/heard";
import { pulls } from "#core/automation/pulls";
import type {
  Ask,
  Content,
  EngineContact,
  Heard,
  Input,
  Run,
  RunStatus,
  World,
} from "#core/automation/run-state";
import { decideSend } from "#core/conversation/window";
import type { BusinessHours } from "#core/hours/business-hours";
import { isOpen } from "#core/hours/calendar";

/** A line of a played conversation. */
export interface Line {
  readonly from: "customer" | "automation";
  /** Unix ms. */
  readonly atMs: number;
  readonly text: string;
  /** The step that said it. */
  readonly step: string | null;
}

/** How a played conversation went. */
export interface Played {
  readonly lines: readonly Line[];
  /** Where the run stands; `waiting` too before it has begun. */
  readonly status: RunStatus;
  readonly reason: string | null;
  readonly variables: Readonly<Record<string, string>>;
  /** What was sent in return for each message, in order. */
  readonly replies: readonly (readonly string[])[];
  readonly trace: Run["trace"];
}

export type Script = Pick<GoldenTest, "contact" | "http" | "variables" | "messages">;

/** What is answered for by us: which is business hours, and when it begins. */
export interface Stage {
  readonly hours: BusinessHours;
  /** Unix ms. */
  readonly startMs: number;
  readonly country: string | null;
}

/** As many timers go off between two messages. */
const TIMERS_MAX = 200;
/** A turn asks no more often than its steps are budgeted. */
const ASKS_MAX = 200;

/** Play a conversation. A message that comes while no run waits begins one, when the trigger and the conditions let it. */
export function play(definition: Definition, script: Script, stage: Stage): Played {
  const scene = new Scene(definition, script, stage);
  for (const message of script.messages) scene.next(message);
  return scene.played();
}

const NOBODY: EngineContact = {
  name: null,
  phone: null,
  language: null,
  externalId: null,
  fields: {},
  tags: [],
  marketing: "unknown",
  createdAt: 0,
};

class Scene {
  private readonly definition: Definition;
  private readonly script: Script;
  private readonly stage: Stage;
  private readonly program: ReturnType<typeof programOf>;
  private nowMs: number;
  private contact: EngineContact;
  private run: Run | null = null;
  private end: { status: RunStatus; reason: string | null } = { status: "waiting", reason: null };
  private lastInboundAtMs: number | null = null;
  private readonly lines: Line[] = [];
  private readonly replies: string[][] = [];

  constructor(definition: Definition, script: Script, stage: Stage) {
    this.definition = definition;
    this.script = script;
    this.stage = stage;
    this.program = programOf(definition);
    this.nowMs = stage.startMs;
    const { name = null, phone = null, language = null } = script.contact ?? {};
    const given = { ...NOBODY, ...script.contact, name, phone, language };
    this.contact = { ...given, createdAt: stage.startMs };
  }

  next(message: PlayedMessage): void {
    this.replies.push([]);
    this.pass(this.nowMs + message.after_seconds * 1000);
    const text = message.text ?? null;
    const buttonId = message.press ?? null;
    if (text === null && buttonId === null) return this.nudge();
    const type = buttonId === null ? "text" : "interactive";
    this.say({ from: "customer", text: text ?? `[${buttonId}]`, step: null });
    const heard = { text, buttonId, type, isStop: isStop({ text, buttonId }) };
    this.hear(heard, message.from_ad ?? null);
  }

  played(): Played {
    return {
      lines: this.lines,
      ...this.end,
      variables: this.run?.variables ?? {},
      replies: this.replies,
      trace: this.run?.trace ?? [],
    };
  }

  private hear(heard: Heard, referralSourceId: string | null): void {
    const isFirst = this.lastInboundAtMs === null;
    this.lastInboundAtMs = this.nowMs;
    const isWaiting = this.run !== null && this.run.wait !== null;
    if (isWaiting) this.drive({ type: "message", message: heard }, heard);
    else if (pulls(this.definition, { ...this.world(heard), isFirst, referralSourceId }))
      this.begin(heard);
  }

  /** What no message pulls begins when time passes: a hook, a schedule, silence. */
  private nudge(): void {
    const { type } = this.definition.trigger;
    if (
      this.run === null &&
      ["hook", "schedule", "no_reply_for", "tag_added", "event"].includes(type)
    )
      this.begin(null);
  }

  private begin(heard: Heard | null): void {
    this.run = newRun(this.program, { nowMs: this.nowMs, variables: this.script.variables });
    this.drive({ type: "start" }, heard);
  }

  /** Let time pass, and let what is due happen. */
  private pass(untilMs: number): void {
    for (let i = 0; i < TIMERS_MAX; i++) {
      const wait = this.run?.wait ?? null;
      if (wait === null || wait.untilMs > untilMs) break;
      this.nowMs = Math.max(this.nowMs, wait.untilMs);
      this.drive({ type: "timeout" }, null);
    }
    this.nowMs = untilMs;
  }

  private drive(input: Input, heard: Heard | null): void {
    let next: Input | null = input;
    for (let asks = 0; next !== null && asks <= ASKS_MAX && this.run !== null; asks++) {
      const turn = advance(this.program, this.run, next, this.world(heard));
      this.run = turn.run;
      this.contact = turn.contact;
      this.end = turn.end ?? { status: "waiting", reason: null };
      next = turn.ask === null ? null : this.answer(turn.ask, turn.run.at);
    }
  }

  private answer(ask: Ask, step: string | null): Input {
    if (ask.type === "http") return this.served(ask.step);
    const content = ask.content.type === "template" ? "template" : "free_form";
    const window = decideSend({
      content,
      lastInboundAtMs: this.lastInboundAtMs,
      nowMs: this.nowMs,
    });
    if (!window.ok) return { type: "refused", code: "window_closed" };
    const text = shown(ask.content);
    this.say({ from: "automation", text, step });
    this.replies.at(-1)?.push(text);
    return { type: "sent" };
  }

  private served(step: string): Input {
    const answer = Object.hasOwn(this.script.http, step) ? this.script.http[step] : undefined;
    if (answer?.status === 0) return { type: "unanswered", reason: "timeout" };
    return { type: "answered", status: answer?.status ?? 200, json: answer?.body ?? {} };
  }

  private say(line: Omit<Line, "atMs">): void {
    this.lines.push({ ...line, atMs: this.nowMs });
  }

  private world(message: Heard | null): World {
    return {
      runId: "run",
      nowMs: this.nowMs,
      contact: this.contact,
      message,
      conversationStatus: "open",
      isOpen: isOpen(this.stage.hours, this.nowMs),
      timezone: this.stage.hours.timezone,
      country: this.stage.country,
    };
  }
}

/** How content is shown in a transcript. */
function shown(content: Content): string {
  if (content.type === "template") return `template:${content.templateId}`;
  return content.type === "media" ? `media:${content.mediaId}` : content.text;
}

/** What of a test did not go as it is written; null when all did. `pointer` leads into the test. */
export function testFault(
  definition: Definition,
  test: GoldenTest,
  stage: Stage,
): { readonly pointer: string; readonly message: string } | null {
  const played = play(definition, test, stage);
  for (const [at, { expect }] of test.messages.entries()) {
    const got = played.replies[at] ?? [];
    if (expect !== undefined && JSON.stringify(expect) !== JSON.stringify(got))
      return {
        pointer: `/messages/${at}/expect`,
        message: `Sends ${JSON.stringify(got)} where ${JSON.stringify(expect)} is written.`,
      };
  }
  if (test.ends === undefined || test.ends === played.status) return null;
  return { pointer: "/ends", message: `Is ${played.status} in the end, not ${test.ends}.` };
}
