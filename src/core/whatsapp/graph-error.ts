import { z } from "zod";

/** A refusal by Meta, as far as it may be shown to a caller. Its texts are never logged. */
export interface GraphError {
  readonly code: number;
  readonly title: string;
  readonly detail: string | null;
  readonly fbtraceId: string | null;
  /** Meta's own word that trying again may help. */
  readonly isTransient: boolean;
}

const Envelope = z.object({
  error: z.object({
    code: z.number(),
    message: z.string().nullish(),
    error_user_title: z.string().nullish(),
    error_user_msg: z.string().nullish(),
    error_data: z.unknown().optional(),
    fbtrace_id: z.string().nullish(),
    is_transient: z.boolean().nullish(),
  }),
});

const ErrorData = z.object({ details: z.string() });

/** Read the error envelope that every Graph endpoint shares; undefined when the body is none. */
export function parseGraphError(body: unknown): GraphError | undefined {
  const parsed = Envelope.safeParse(body);
  if (!parsed.success) return undefined;
  const { error } = parsed.data;
  const data = ErrorData.safeParse(error.error_data);
  return {
    code: error.code,
    title: error.error_user_title ?? error.message ?? `Error ${error.code}`,
    detail: (data.success ? data.data.details : error.error_user_msg) ?? null,
    fbtraceId: error.fbtrace_id ?? null,
    isTransient: error.is_transient ?? false,
  };
}
