/** What a log line may carry: names, ids, codes and counts. Never a body, a phone number, a name, an e-mail or a secret. */
type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One structured line. `event` is `noun.happened`. */
export function log(level: "info" | "warn" | "error", event: string, fields: Fields = {}): void {
  console[level](JSON.stringify({ event, ...fields }));
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
