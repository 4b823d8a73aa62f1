import { lineOf, type LogFields } from "#core/log/line";

/**
 * One structured line of names, ids, codes and counts. `event` is `noun.happened`. Never a body, a phone number, a name, an e-mail
 * or a secret: fields are a list, and what looks like one of these is withheld all the same.
 */
export function log(level: "info" | "warn" | "error", event: string, fields: LogFields = {}): void {
  console[level](lineOf(event, fields));
}

/**
 * What may be said of an unexpected error: its class and where it was thrown, never its message, because messages of D1 and
 * drizzle hold SQL parameters.
 */
export function describeError(error: unknown): { error: string; at: string | undefined } {
  if (!(error instanceof Error)) return { error: typeof error, at: undefined };
  const at = error.stack?.split("\n").find((line) => line.trimStart().startsWith("at "));
  return { error: error.name, at: at?.trim() };
}
