// A stand-in of OpenRouter for the tests and the demo: its shapes, its failures, and stricter than it in one thing. A request
// that does not demand zero retention and no training is refused. It imports nothing of the product, and no bundle holds it.
import { MOODS, moodOf, type Spoken } from "./openrouter-moods.ts";
import type { AskedBrief } from "./openrouter-words.ts";

/** A request as it arrived, whole. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface OpenRouter {
  /** In the place of the global `fetch`. */
  readonly fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Everything that arrived, the oldest first. */
  readonly arrived: Arrived[];
}

/** What a request may have; anything else might tell who asks. */
const MEMBERS = [
  "model",
  "messages",
  "provider",
  "response_format",
  "max_tokens",
  "usage",
  "stream",
];
const HEADERS = ["accept", "authorization", "content-type"];
/** What the runtimes on the way add by themselves. */
const OF_TRANSPORT =
  /^(?:host|connection|content-length|accept-|user-agent|sec-|mf-|cf-|priority|transfer-encoding)/;

const DOLLARS_PER_TOKEN = 0.000_000_3;

/** A stand-in that offers these models. */
export function openRouter(
  models: readonly string[] = ["google/gemini-2.5-flash", "qwen/qwen3-235b-a22b-2507"],
): OpenRouter {
  const arrived: Arrived[] = [];
  return {
    arrived,
    fetch: async (target, init) => {
      const request = new Request(target, init);
      const body = await request.text();
      const headers = Object.fromEntries(request.headers);
      arrived.push({ method: request.method, url: request.url, headers, body });
      return answer(request, body, models);
    },
  };
}

async function answer(
  request: Request,
  body: string,
  models: readonly string[],
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (!/^Bearer \S{8,}$/.test(request.headers.get("authorization") ?? ""))
    return failure(401, "No auth credentials found");
  if (request.method === "GET" && pathname.endsWith("/models"))
    return Response.json({ data: models.map((id) => ({ id, name: id, context_length: 131_072 })) });
  if (request.method !== "POST" || !pathname.endsWith("/chat/completions"))
    return failure(404, "Not found");
  const asked = parse(body);
  const complaint = complaintAbout(request, asked);
  if (complaint !== undefined) return failure(400, complaint);
  const model = String(asked["model"]);
  if (!models.includes(model)) return failure(400, `${model} is not a valid model ID`);
  const messages = asked["messages"] as readonly { readonly content: string }[];
  const brief = parse(messages[1]?.content ?? "") as unknown as AskedBrief;
  const round = messages.length > 2 ? 2 : 1;
  const spoken: Spoken = MOODS[moodOf(brief.brief)](brief, round);
  if (spoken.isSilent === true) await hangUp(request.signal);
  return response(spoken, model, body.length);
}

/** What keeps a request from being answered. */
function complaintAbout(
  request: Request,
  asked: Readonly<Record<string, unknown>>,
): string | undefined {
  const { zdr, data_collection: collection } = (asked["provider"] ?? {}) as Record<string, unknown>;
  if (zdr !== true) return "provider.zdr must be true";
  if (collection !== "deny") return "provider.data_collection must be deny";
  const member = Object.keys(asked).find((name) => !MEMBERS.includes(name));
  if (member !== undefined) return `${member} is not expected`;
  const header = [...request.headers.keys()].find(
    (name) => !HEADERS.includes(name) && !OF_TRANSPORT.test(name),
  );
  if (header !== undefined) return `the header ${header} is not expected`;
  const format = (asked["response_format"] ?? {}) as Record<string, unknown>;
  return format["type"] === "json_schema" ? undefined : "response_format must be a json_schema";
}

function response(spoken: Spoken, model: string, bytes: number): Response {
  if (spoken.raw !== undefined)
    return new Response(spoken.raw, {
      status: spoken.status ?? 200,
      headers: { "content-type": "text/html" },
    });
  if (spoken.error !== undefined)
    return Response.json(
      { error: spoken.error, user_id: "user_standin" },
      { status: spoken.status ?? 200 },
    );
  const prompt = Math.ceil(bytes / 4);
  const completion = Math.ceil((spoken.content ?? "").length / 4);
  const choice = {
    logprobs: null,
    finish_reason: spoken.finish ?? "stop",
    native_finish_reason: (spoken.finish ?? "stop").toUpperCase(),
    index: 0,
    message: {
      role: "assistant",
      content: spoken.content ?? null,
      refusal: spoken.refusal ?? null,
    },
    ...(spoken.choiceError === undefined ? {} : { error: spoken.choiceError }),
  };
  const usage = {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    cost: (prompt + completion) * DOLLARS_PER_TOKEN,
    is_byok: false,
  };
  return Response.json({
    id: "gen-1764252000-StandInOfOpenRouter0",
    provider: "Stand-in",
    model,
    object: "chat.completion",
    created: 1_764_252_000,
    choices: spoken.isWithoutChoices === true ? [] : [choice],
    ...(spoken.isWithoutUsage === true ? {} : { usage }),
  });
}

const failure = (code: number, message: string): Response =>
  Response.json({ error: { code, message } }, { status: code });

/** Waits until the caller has gone. */
const hangUp = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener("abort", () => reject(signal.reason as Error));
  });

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
