/** What a log line may say: names of fields that are known to be safe, and values that look like nothing that must stay out. */

/** Fields that hold names, codes, counts and ids of ours. Whatever else is given is left out, and named. */
export const LOG_FIELDS = [
  "actor",
  "alert",
  "at",
  "attempt",
  "binding",
  "campaign",
  "code",
  "column",
  "contact",
  "conversation",
  "count",
  "edge",
  "error",
  "export",
  "fault",
  "id",
  "import",
  "key",
  "kind",
  "mb",
  "media",
  "message",
  "method",
  "model",
  "ms",
  "number",
  "queue",
  "reason",
  "request",
  "rounds",
  "route",
  "seq",
  "sha256",
  "status",
  "subscriber",
  "sweep",
  "table",
  "tenant",
  "variables",
  "webhook",
] as const;

/** Meta's ids: digits, as phone numbers are. */
const META_FIELDS = ["phone_number_id", "waba_id", "app_id"] as const;

export type LogField = (typeof LOG_FIELDS)[number] | (typeof META_FIELDS)[number];
export type LogValue = string | number | boolean | null | undefined;
export type LogFields = Readonly<Partial<Record<LogField, LogValue>>>;

const KNOWN: ReadonlySet<string> = new Set([...LOG_FIELDS, ...META_FIELDS]);
const OF_META: ReadonlySet<string> = new Set(META_FIELDS);

export const WITHHELD = "[withheld]";
const LENGTH_MAX = 300;

/** Secrets by their shape, e-mail addresses, and phone numbers that say so. */
const NEVER = [
  /\bwq[a-z]?_[\w-]{10,}/i,
  /\bwhsec_[\w+/=-]{10,}/i,
  /\bsk-[\w-]{16,}/i,
  /\bEAA[A-Za-z0-9]{20,}/,
  /\beyJ[\w-]{10,}\.[\w-]+/,
  /\bBearer\s+\S/i,
  /\$argon2id\$/,
  /\bv1\.[\w-]+\.[\w-]{16}\.[\w-]+/,
  /[^\s@<>"]@[^\s@<>"]+\.[a-z]{2,}/i,
  /\+\s?\d(?:[\s().-]?\d){6,}/,
] as const;

/** Random text of 240 bits or more, in base64url or base62; hex is a digest. */
const RANDOM = /(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{40,}/;

/** A number that stands alone and is as long as a phone number. */
const DIGITS = /^\D{0,3}\d{8,15}$/;

/**
 * One line of the log, JSON: the event, and of the fields those that may be there. A value that looks like a secret, an e-mail
 * address or a phone number is withheld, wherever it comes from.
 */
export function lineOf(event: string, fields: LogFields): string {
  const line: Record<string, unknown> = { event: plain(event) };
  const left: string[] = [];
  for (const [name, value] of Object.entries(fields) as [string, LogValue][])
    if (KNOWN.has(name)) line[name] = safe(value, OF_META.has(name));
    else left.push(name);
  return JSON.stringify(
    left.length === 0 ? line : { ...line, unknown_fields: left.map(plain).join() },
  );
}

function safe(value: LogValue, isOfMeta: boolean): LogValue {
  if (typeof value !== "string") return value;
  return !isOfMeta && DIGITS.test(value) ? WITHHELD : plain(value);
}

function plain(text: string): string {
  const short = text.slice(0, LENGTH_MAX);
  return RANDOM.test(short) || NEVER.some((pattern) => pattern.test(short)) ? WITHHELD : short;
}
