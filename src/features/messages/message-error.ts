import { z } from "zod";

import { actionFor } from "#core/whatsapp/error-action";
import type { MessageError } from "#features/messages/schemas";

/** What a message row keeps of Meta's refusal, whether it came as an answer or in a webhook. */
export const StoredError = z.object({
  /** Meta's code, e.g. 131026; null when Meta gave none. */
  code: z.int().nullable(),
  subcode: z.int().nullable().optional(),
  title: z.string(),
  detail: z.string().nullable(),
  fbtraceId: z.string().nullable().optional(),
  isTransient: z.boolean().optional(),
});
export type StoredError = z.infer<typeof StoredError>;

/** What a message row's `error` column tells, on the wire; null when it holds none. */
export function storedError(column: unknown): MessageError | null {
  const parsed = StoredError.safeParse(column);
  return parsed.success ? messageError(parsed.data) : null;
}

/** The wire shape of why a message failed. */
export function messageError({
  code,
  subcode,
  title,
  detail,
  fbtraceId,
  isTransient,
}: StoredError): MessageError {
  const { remedyCode, remedy, retryable } = actionFor(code, isTransient ?? false, subcode ?? null);
  return {
    code: `meta_${code ?? "unknown"}`,
    meta_code: code,
    title,
    detail,
    fbtrace_id: fbtraceId ?? null,
    remedy_code: remedyCode,
    remedy,
    retryable,
  };
}
