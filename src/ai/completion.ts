/** How the provider's answer is read. Source: OpenRouter, "Responses" and "Errors". */
import { z } from "zod";

import type { AiFault } from "#core/draft/states";

/** What was used for an answer; null where the provider did not tell. */
export interface AiUsage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Millionths of a US dollar, rounded up. */
  readonly costMicros: number | null;
}

/** What came of a request. A fault may have been paid for all the same. */
export type Completion =
  | { readonly type: "written"; readonly content: string; readonly usage: AiUsage }
  | { readonly type: "failed"; readonly fault: AiFault; readonly usage: AiUsage };

export const NO_USAGE: AiUsage = { inputTokens: null, outputTokens: null, costMicros: null };

const count = z.number().nonnegative().max(1e9).nullish().catch(null);

const Fault = z.object({ code: z.union([z.number(), z.string()]).nullish() });

const Body = z.object({
  error: Fault.nullish(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        error: Fault.nullish(),
        message: z
          .object({ content: z.string().nullish(), refusal: z.string().nullish() })
          .nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: count, completion_tokens: count, cost: count }).nullish(),
});

/** A failure by its HTTP status. 404 and 503: nobody offers the model who meets our privacy demands. */
const BY_STATUS: Readonly<Record<number, AiFault>> = {
  400: "not_admitted",
  401: "not_admitted",
  402: "no_credit",
  403: "refused",
  404: "no_private_provider",
  408: "timeout",
  429: "rate_limited",
  503: "no_private_provider",
  504: "timeout",
};

type Body = z.infer<typeof Body>;
type Choice = NonNullable<Body["choices"]>[number];

/** Read an answer of `POST /chat/completions`. */
export function readCompletion(status: number, text: string): Completion {
  const body = Body.safeParse(parseJson(text)).data;
  const usage = usageOf(body?.usage);
  const fault = status === 200 ? toldFault(body) : byStatus(status);
  if (fault !== undefined) return { type: "failed", fault, usage };
  const content = body?.choices?.[0]?.message?.content ?? "";
  if (content.trim() === "") return { type: "failed", fault: "unreadable", usage };
  return { type: "written", content, usage };
}

const byStatus = (status: number): AiFault => BY_STATUS[status] ?? "server_error";

/** What went wrong after the provider had begun to answer: its status is 200 all the same. */
function toldFault(body: Body | undefined): AiFault | undefined {
  const [choice] = body?.choices ?? [];
  const told = body?.error ?? choice?.error;
  if (told) return byStatus(Number(told.code));
  return choice === undefined ? "unreadable" : choiceFault(choice);
}

const BY_FINISH: Readonly<Record<string, AiFault>> = {
  content_filter: "refused",
  length: "cut_off",
  error: "server_error",
};

const choiceFault = ({ message, finish_reason: finish }: Choice): AiFault | undefined =>
  message?.refusal ? "refused" : BY_FINISH[finish ?? ""];

/** What two answers used together. */
export const addUsage = (one: AiUsage, other: AiUsage): AiUsage => ({
  inputTokens: add(one.inputTokens, other.inputTokens),
  outputTokens: add(one.outputTokens, other.outputTokens),
  costMicros: add(one.costMicros, other.costMicros),
});

const add = (one: number | null, other: number | null): number | null =>
  one === null && other === null ? null : (one ?? 0) + (other ?? 0);

function usageOf(usage: Body["usage"]): AiUsage {
  if (!usage) return NO_USAGE;
  return {
    inputTokens: whole(usage.prompt_tokens),
    outputTokens: whole(usage.completion_tokens),
    costMicros: whole(usage.cost, 1_000_000),
  };
}

const whole = (amount: number | null | undefined, times = 1): number | null =>
  typeof amount === "number" ? Math.ceil(Number((amount * times).toFixed(6))) : null;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
