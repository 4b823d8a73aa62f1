import { z } from "zod";

/** A refusal by Meta, as far as it may be shown to a caller. Its texts are never logged. */
export interface GraphError {
  /** Meta's code; of a refusal without a word of Meta's, the HTTP status. */
  readonly code: number;
  /** What of a general code is meant; null when Meta gave none. */
  readonly subcode?: number | null;
  readonly title: string;
  readonly detail: string | null;
  readonly fbtraceId: string | null;
  /** Meta's own word that trying again may help. */
  readonly isTransient: boolean;
  /** How long the answer asks to wait; null when it does not. */
  readonly retryAfterMs?: number | null;
}

/** Meta's documents have numbers; a text of digits is the same number. */
const Code = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
]);

const Envelope = z.object({
  error: z.object({
    code: Code,
    error_subcode: Code.nullish().catch(null),
    message: z.string().nullish(),
    error_user_title: z.string().nullish(),
    error_user_msg: z.string().nullish(),
    error_data: z.unknown().optional(),
    fbtrace_id: z.string().nullish(),
    is_transient: z.boolean().nullish(),
  }),
});

const ErrorData = z.object({ details: z.string() });

/** Read the error envelope that every Graph endpoint shares; undefined when the body is none, or gives no code. */
export function parseGraphError(body: unknown): GraphError | undefined {
  const parsed = Envelope.safeParse(body);
  if (!parsed.success) return undefined;
  const { error } = parsed.data;
  const data = ErrorData.safeParse(error.error_data);
  return {
    code: error.code,
    subcode: error.error_subcode ?? null,
    title: error.error_user_title ?? error.message ?? `Error ${error.code}`,
    detail: (data.success ? data.data.details : error.error_user_msg) ?? null,
    fbtraceId: error.fbtrace_id ?? null,
    isTransient: error.is_transient ?? false,
    retryAfterMs: null,
  };
}

/**
 * A refusal without a readable word of Meta's: nothing was done, as the HTTP status says. Undefined for a status that leaves
 * that open.
 */
export function bareRefusal(status: number): GraphError | undefined {
  const isLimit = status === 429;
  if (!isLimit && (status < 400 || status > 404)) return undefined;
  return {
    code: status,
    subcode: null,
    title: isLimit ? "Too many requests" : `Refused with HTTP ${status}`,
    detail: null,
    fbtraceId: null,
    isTransient: isLimit,
    retryAfterMs: null,
  };
}

/** What a `Retry-After` header asks for, ms: seconds or a date; null when it is neither. */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
