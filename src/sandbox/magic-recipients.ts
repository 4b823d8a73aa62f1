import { GRAPH_ERRORS } from "#sandbox/graph-errors";

/** What the sandbox does with a message beside accepting it and reporting sent, delivered and read. */
export type Effect =
  | "normal"
  | "error"
  | "delay"
  | "lost_response"
  | "empty_5xx"
  | "lost_status"
  | "duplicate_status"
  | "reorder"
  | "silent"
  | "unread"
  | "late"
  | "held"
  | "held_then_failed"
  | "opt_out"
  | "reply"
  | "button_reply"
  | "preference_stop";

/** A recipient whose number ends with {@link MAGIC_PREFIX} and these four digits behaves like this. */
export interface MagicRecipient {
  readonly ending: string;
  readonly effect: Effect;
  readonly code: number | null;
  readonly description: string;
}

const BEHAVIOURS: readonly (readonly [ending: string, effect: Effect, description: string])[] = [
  ["6001", "delay", "The answer to the POST takes two seconds."],
  ["6002", "lost_response", "The message is accepted, then the connection breaks."],
  ["6003", "silent", "The message is accepted and no status ever comes."],
  ["6004", "duplicate_status", "Every status comes twice."],
  ["6005", "reorder", "The statuses come in reverse order."],
  ["6006", "held", "A template is held for quality assessment, then delivered."],
  ["6007", "opt_out", "After delivery the person answers STOP."],
  ["6008", "reply", "After delivery the person answers with a text."],
  [
    "6009",
    "button_reply",
    "After delivery the person taps the first quick reply, or answers Yes when there is none.",
  ],
  ["6010", "unread", "The message is delivered and never read."],
  ["6011", "empty_5xx", "The message is accepted, then the answer is a 502 without a body."],
  ["6012", "lost_status", "The status delivered is lost; sent and read come."],
  ["6013", "late", "The statuses come ten seconds later than usual."],
  ["6014", "held_then_failed", "A template is held for quality assessment, then fails as paused."],
  ["6015", "preference_stop", "After delivery the person stops marketing in WhatsApp itself."],
];

/** Codes whose last four digits would not be unique, or would read like another code's. */
const OWN_ENDINGS: Readonly<Record<number, string>> = {
  0: "9000",
  1: "9001",
  2: "9002",
  3: "9003",
  4: "9004",
  10: "9010",
  33: "9033",
  100: "9100",
  190: "9190",
  200: "9200",
  368: "9368",
  80007: "8007",
  80008: "8008",
  139100: "8110",
  139101: "8111",
  139102: "8112",
  139103: "8113",
  1752041: "8041",
  2494100: "8100",
  2593107: "8107",
  2593108: "8108",
};

const endingOf = (code: number): string => OWN_ENDINGS[code] ?? String(code).slice(-4);

/** All magic endings: one for each error code, and one for each behaviour. */
export const MAGIC_RECIPIENTS: readonly MagicRecipient[] = [
  ...BEHAVIOURS.map(([ending, effect, description]) => ({
    ending,
    effect,
    code: null,
    description,
  })),
  ...GRAPH_ERRORS.map(({ code, comes, title }) => ({
    ending: endingOf(code),
    effect: "error" as const,
    code,
    description: `${title}. ${comes === "answer" ? "Refused in the answer to the POST." : "Accepted, then reported as a failed status."}`,
  })),
].toSorted((a, b) => a.ending.localeCompare(b.ending));

/** Digits before the last four of a number that is magic. Of real numbers one in 100,000 has them: a list of customers behaves like people. */
const MAGIC_PREFIX = "98765";

const BY_ENDING = new Map(MAGIC_RECIPIENTS.map((row) => [`${MAGIC_PREFIX}${row.ending}`, row]));

/** The magic of a recipient (digits, or a business-scoped user id), if it has any. */
export const magicOf = (recipient: string): MagicRecipient | undefined =>
  BY_ENDING.get(recipient.slice(-9));
