/** The one maker of requests to the provider. Source: OpenRouter, "Chat completions" and "Provider routing". */
import { ANSWER_SCHEMA } from "#ai/answer";
import type { ChatMessage } from "#ai/prompt";

/**
 * Only providers that keep nothing and train on nothing, and that obey the schema. No caller can say otherwise: it is no
 * parameter of anything.
 */
const PROVIDER = { zdr: true, data_collection: "deny", require_parameters: true } as const;

/** A template is far shorter, also in a script that takes many tokens. */
const OUTPUT_TOKENS_MAX = 4_000;

/** The body of a request. Nothing in it names the workspace, its people or anything of theirs. */
export const chatRequest = (model: string, messages: readonly ChatMessage[]): string =>
  JSON.stringify({
    model,
    messages,
    provider: PROVIDER,
    response_format: {
      type: "json_schema",
      json_schema: { name: "template", strict: true, schema: ANSWER_SCHEMA },
    },
    max_tokens: OUTPUT_TOKENS_MAX,
    usage: { include: true },
    stream: false,
  });
