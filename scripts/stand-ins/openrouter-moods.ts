// How the stand-in answers a request that it admits: well, or in one of the ways in which providers fail. A brief that holds
// `stand-in:<mood>` chooses the mood.
import { write, type AskedBrief } from "./openrouter-words.ts";

/** What an answer of a completion says, as OpenRouter shapes it. */
export interface Spoken {
  readonly status?: number;
  /** A body that is no JSON. */
  readonly raw?: string;
  readonly content?: string | null;
  readonly refusal?: string;
  readonly finish?: string;
  /** In the place of everything else. */
  readonly error?: { readonly code: number; readonly message: string };
  /** Beside a choice that ended with it. */
  readonly choiceError?: { readonly code: number; readonly message: string };
  readonly isWithoutChoices?: boolean;
  readonly isWithoutUsage?: boolean;
  /** Never comes, until the caller hangs up. */
  readonly isSilent?: boolean;
}

type Mood = (asked: AskedBrief, round: number) => Spoken;

const good: Mood = (asked) => ({ content: JSON.stringify(write(asked)) });
const changed =
  (change: object): Mood =>
  (asked) => ({ content: JSON.stringify({ ...write(asked), ...change }) });
const fails =
  (code: number, message: string): Mood =>
  () => ({ status: code, error: { code, message } });
/** Badly at first, well when it is told what was wrong. */
const once =
  (bad: Mood): Mood =>
  (asked, round) =>
    (round === 1 ? bad : good)(asked, round);

const broken = changed({ body: "{{first}} {{second}}", footer: "x".repeat(61) });
const chatty: Mood = () => ({ content: "Sure! Here is a friendly template for you: Hello there!" });
const cut: Mood = (asked) => ({ content: JSON.stringify(write(asked)).slice(0, 40) });

export const MOODS = {
  good,
  fenced: (asked) => ({ content: `\`\`\`json\n${JSON.stringify(write(asked), null, 2)}\n\`\`\`` }),
  no_usage: (asked) => ({ content: JSON.stringify(write(asked)), isWithoutUsage: true }),
  lint_once: once(broken),
  lint_always: broken,
  chatty_once: once(chatty),
  chatty,
  cut_once: once(cut),
  cut,
  other_shape: () => ({ content: JSON.stringify({ template: "Hello" }) }),
  extra_member: changed({ language: "xx" }),
  invents: changed({ body: "Ring us at +55 11 98765-4321 whenever you like." }),
  unknown_variable: changed({ body: "Use the code {{coupon}} until Sunday and come by." }),
  no_variables: changed({ body: "Fresh bread is ready every morning.", variables: [] }),
  no_examples: changed({ variables: [] }),
  out_of_tokens: (asked) => ({
    content: JSON.stringify(write(asked)).slice(0, 60),
    finish: "length",
  }),
  refuses: () => ({ content: null, refusal: "I cannot help with that." }),
  filtered: () => ({ content: "", finish: "content_filter" }),
  says_nothing: () => ({ content: "" }),
  no_choices: () => ({ isWithoutChoices: true }),
  error_in_200: () => ({ error: { code: 502, message: "Provider returned error" } }),
  error_in_choice: () => ({
    content: "",
    finish: "error",
    choiceError: { code: 429, message: "Provider is overloaded" },
  }),
  html: () => ({ raw: "<!doctype html><title>Welcome</title>" }),
  html_502: () => ({ status: 502, raw: "<html>Bad gateway</html>" }),
  huge: () => ({ content: "x".repeat(2_000_000) }),
  silent: () => ({ isSilent: true }),
  http_400: fails(400, "Bad request"),
  http_401: fails(401, "No auth credentials found"),
  http_402: fails(402, "Insufficient credits"),
  http_403: fails(403, "Input was flagged"),
  http_404: fails(404, "No endpoints found matching your data policy"),
  http_408: fails(408, "Request timed out"),
  http_429: fails(429, "Rate limit exceeded"),
  http_500: fails(500, "Internal server error"),
  http_502: fails(502, "Provider returned error"),
  http_503: fails(503, "No available model provider meets your routing requirements"),
} as const satisfies Readonly<Record<string, Mood>>;

export type MoodName = keyof typeof MOODS;

const isMood = (name: string): name is MoodName => Object.hasOwn(MOODS, name);

/** The mood that a brief asks for; `good` when it asks for none that there is. */
export function moodOf(brief: string): MoodName {
  const name = /stand-in:(\w+)/.exec(brief)?.[1] ?? "good";
  return isMood(name) ? name : "good";
}
