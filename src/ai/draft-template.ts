import { readAnswer } from "#ai/answer";
import { addUsage, NO_USAGE, readCompletion, type AiUsage, type Completion } from "#ai/completion";
import { openingMessages, repairMessages, type ChatMessage } from "#ai/prompt";
import { callProvider, type AiProvider } from "#ai/provider";
import { chatRequest } from "#ai/request";
import { toTemplate, type DraftedTemplate } from "#ai/to-template";
import type { Brief } from "#core/draft/brief";
import type { AiFault } from "#core/draft/states";

/** How long both rounds may take together, ms. */
export const DRAFT_TIMEOUT_MS = 45_000;
const ANSWER_BYTES_MAX = 256 * 1024;
const ROUNDS_MAX = 2;

/** What came of a brief, and what it took. */
export type Drafting = {
  /** How often the model was asked: once, or once more with what was wrong. */
  readonly rounds: number;
  readonly usage: AiUsage;
} & (
  | { readonly type: "drafted"; readonly drafted: DraftedTemplate }
  | { readonly type: "failed"; readonly fault: AiFault }
);

/** A brief, and the model that is asked. */
export interface DraftOrder {
  readonly model: string;
  readonly brief: Brief;
  /** {@link DRAFT_TIMEOUT_MS} when left out. */
  readonly timeoutMs?: number;
}

/** The first request of an order, as it is sent: for its hash, and to show it. */
export const firstRequest = ({ model, brief }: DraftOrder): string =>
  chatRequest(model, openingMessages(brief));

/**
 * Ask a model for a template. An answer that cannot be read or that Meta would refuse is given back once with what is wrong;
 * a provider that fails is not asked again. A template that comes out has no error.
 */
export async function draftTemplate(provider: AiProvider, order: DraftOrder): Promise<Drafting> {
  const signal = AbortSignal.timeout(order.timeoutMs ?? DRAFT_TIMEOUT_MS);
  let messages = openingMessages(order.brief);
  let usage = NO_USAGE;
  let fault: AiFault = "unreadable";
  for (let rounds = 1; rounds <= ROUNDS_MAX; rounds++) {
    const completion = await ask(provider, chatRequest(order.model, messages), signal);
    usage = addUsage(usage, completion.usage);
    if (completion.type === "failed")
      return { type: "failed", fault: completion.fault, rounds, usage };
    const verdict = judge(completion.content, order.brief);
    if (verdict.type === "kept")
      return { type: "drafted", drafted: verdict.drafted, rounds, usage };
    fault = verdict.fault;
    messages = [...messages, ...verdict.repair];
  }
  return { type: "failed", fault, rounds: ROUNDS_MAX, usage };
}

type Verdict =
  | { readonly type: "kept"; readonly drafted: DraftedTemplate }
  | { readonly type: "faulty"; readonly fault: AiFault; readonly repair: readonly ChatMessage[] };

/** Whether what a model wrote can be kept, or what to tell it. */
function judge(content: string, brief: Brief): Verdict {
  const answer = readAnswer(content);
  if (answer === undefined)
    return { type: "faulty", fault: "unreadable", repair: repairMessages(content, undefined, []) };
  const drafted = toTemplate(answer, brief);
  const errors = drafted.problems.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return { type: "kept", drafted };
  const repair = repairMessages(content, errors, drafted.template.components);
  return { type: "faulty", fault: "lint_failed", repair };
}

async function ask(provider: AiProvider, body: string, signal: AbortSignal): Promise<Completion> {
  const reply = await callProvider(provider, {
    path: "/chat/completions",
    body,
    signal,
    bytesMax: ANSWER_BYTES_MAX,
  });
  return reply.fault === undefined
    ? readCompletion(reply.status, reply.text)
    : { type: "failed", fault: reply.fault, usage: NO_USAGE };
}
