import { programOf, type Definition } from "#core/automation/definition";
import { advance } from "#core/automation/engine";
import { sentIdOf } from "#core/automation/run-id";
import type {
  Advance,
  Ask,
  Effect,
  EngineContact,
  Input,
  Run,
  World,
} from "#core/automation/run-state";
import { AppError, PROBLEMS } from "#core/errors";
import { callServer } from "#features/automations/call-server";
import type { RunRow } from "#features/automations/queries-runs";
import { toMessage } from "#features/automations/to-message";
import { planMessage, type PlannedMessage } from "#features/messages/index";
import type { ScopedContext } from "#platform/context";

/** One thing that happened to a run. */
export interface Happening {
  readonly row: RunRow;
  readonly definition: Definition;
  readonly input: Extract<Input, { type: "start" | "message" | "timeout" }>;
  readonly world: Omit<World, "runId" | "nowMs">;
  /** When it happened, Unix ms: what is said gets its place in the talk behind it. */
  readonly atMs: number;
}

/** A turn that is not written yet. */
export interface Driven {
  readonly run: Run;
  readonly end: Advance["end"];
  readonly effects: readonly Effect[];
  readonly contact: EngineContact;
  readonly planned: readonly PlannedMessage[];
}

/** How long the servers of one turn may take together, ms. */
const SERVERS_MS = 45_000;

/**
 * Go through a turn: what the run asks for is planned or called, nothing is written. Gone through again it plans the same messages
 * under the same ids.
 */
export async function driveRun(ctx: ScopedContext, happening: Happening): Promise<Driven> {
  const { row, definition } = happening;
  const program = programOf(definition);
  const world: World = { ...happening.world, runId: row.id, nowMs: ctx.nowMs() };
  const planned: PlannedMessage[] = [];
  const effects: Effect[] = [];
  const untilMs = ctx.nowMs() + SERVERS_MS;
  let turn = advance(program, row.state, happening.input, world);
  effects.push(...turn.effects);
  while (turn.ask !== null) {
    const answer = await answerTo(ctx, happening, { ask: turn.ask, planned, untilMs });
    turn = advance(program, turn.run, answer, { ...world, contact: turn.contact });
    effects.push(...turn.effects);
  }
  return { run: turn.run, end: turn.end, effects, contact: turn.contact, planned };
}

async function answerTo(
  ctx: ScopedContext,
  happening: Happening,
  {
    ask,
    planned,
    untilMs,
  }: { readonly ask: Ask; readonly planned: PlannedMessage[]; readonly untilMs: number },
): Promise<Input> {
  if (ask.type === "http")
    return ctx.nowMs() > untilMs ? { type: "unanswered", reason: "timeout" } : callServer(ctx, ask);
  const { row, atMs } = happening;
  const body = await toMessage(ctx, ask.content, { to: row.contactId, from: row.numberId });
  if (body === null) return { type: "refused", code: "not_sendable" };
  try {
    const id = sentIdOf(ask.key, atMs + 1 + planned.length);
    planned.push(await planMessage(ctx, body, { id, author: row.automationId }));
    return { type: "sent" };
  } catch (error) {
    if (!(error instanceof AppError) || PROBLEMS[error.code].status >= 500) throw error;
    return { type: "refused", code: error.code };
  }
}
