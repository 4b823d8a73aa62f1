import { timeChars } from "#core/derived-id";
import type { EventType } from "#core/event/catalogue";
/** How attempts lie in the log: as compressed JSON, because bodies are long and much alike. */
import { BASE32, type Id } from "#core/ids";
import type { DeliveryError } from "#core/webhook/states";

/** One attempt. Names are short: there are many. */
export interface LoggedAttempt {
  readonly seq: number;
  readonly eventId: Id<"event">;
  readonly type: EventType;
  /** When it was posted, Unix ms. */
  readonly atMs: number;
  /** From 1. */
  readonly attempt: number;
  readonly statusCode: number | null;
  readonly latencyMs: number;
  /** Null: it succeeded. */
  readonly error: DeliveryError | null;
  /** The beginning of what was answered. */
  readonly response: string | null;
  /** When it is made again, Unix ms, as it was decided then. */
  readonly nextAttemptAtMs: number | null;
  /** What was posted, of a first attempt; later ones post the same. */
  readonly body: string | null;
  /** Whose data stands in what was posted. */
  readonly contactId: Id<"contact"> | null;
}

/** @returns JSON, deflated, in base64. */
export async function pack(attempts: readonly LoggedAttempt[]): Promise<string> {
  const text = new Blob([JSON.stringify(attempts)]).stream();
  const packed = await new Response(text.pipeThrough(new CompressionStream("deflate"))).bytes();
  return packed.toBase64();
}

/** What {@link pack} packed. */
export async function unpack(packed: string): Promise<readonly LoggedAttempt[]> {
  const bytes = new Blob([Uint8Array.fromBase64(packed)]).stream();
  const text = await new Response(bytes.pipeThrough(new DecompressionStream("deflate"))).text();
  // Safe: only `pack` makes them.
  return JSON.parse(text) as readonly LoggedAttempt[];
}

const PREFIX_CHARS = 23;
const ORDINAL_CHARS = 7;

/** What the ids of the attempts of one row begin with. */
export const prefixOf = (id: string): string => id.slice(0, PREFIX_CHARS);

/** The first prefix of an instant, Unix ms: all rows from before sort before it. */
export const firstPrefixAt = (atMs: number): string => `dlv_${timeChars(atMs)}`;

/** The id of the attempt that stands at a place of its row. */
export function attemptId(prefix: string, place: number): Id<"delivery"> {
  let text = "";
  for (let rest = place; text.length < ORDINAL_CHARS; rest = Math.floor(rest / 32))
    text = (BASE32[rest % 32] ?? "") + text;
  // Safe: the prefix is the beginning of an id of the kind, and seven digits of base32 complete it.
  return `${prefix}${text}` as Id<"delivery">;
}

/** The place of an attempt in its row. */
export const placeOf = (id: Id<"delivery">): number =>
  Array.from(id.slice(PREFIX_CHARS)).reduce((sum, char) => sum * 32 + BASE32.indexOf(char), 0);
