import { z } from "zod";

import { actionFor } from "#core/whatsapp/error-action";
import { REMEDIES, type RemedyCode } from "#core/whatsapp/remedies";
import type { MessageError } from "#features/messages/schemas";

/** What a message row keeps of Meta's refusal, whether it came as an answer or in a webhook. */
export const StoredError = z.object({
  /** Meta's code, e.g. 131026; null when Meta gave none. */
  code: z.int().nullable(),
  /** Our own word for it, of what was never given to Meta. */
  reason: z.string().optional(),
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
  reason,
  subcode,
  title,
  detail,
  fbtraceId,
  isTransient,
}: StoredError): MessageError {
  const { remedyCode, remedy, retryable } =
    reason === undefined
      ? actionFor(code, isTransient ?? false, subcode ?? null)
      : ownRemedy(reason);
  return {
    code: reason ?? `meta_${code ?? "unknown"}`,
    meta_code: code,
    title,
    detail,
    fbtrace_id: fbtraceId ?? null,
    remedy_code: remedyCode,
    remedy,
    retryable,
  };
}

/** By our own word; every other is a fault of what was asked for. */
const OWN_REMEDIES: Readonly<Record<string, RemedyCode>> = {
  window_closed: "send_template",
  template_not_sendable: "approve_template",
  template_parameters: "fix_template_parameters",
  unsupported_media: "fix_media",
};

function ownRemedy(reason: string) {
  const remedyCode = OWN_REMEDIES[reason] ?? "check_request";
  return { remedyCode, remedy: REMEDIES[remedyCode], retryable: true };
}
