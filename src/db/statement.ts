/** A prepared statement that waits for its batch. */
export type Statement = D1PreparedStatement;

/** What drizzle's builders can tell of themselves. */
interface Compilable {
  toSQL(): { sql: string; params: unknown[] };
}

/**
 * Prepare raw SQL with its parameters (at most 100; a longer list travels as one JSON text through `json_each`).
 * Numbers are bound as REAL by D1: cast where a text or JSON is built from one.
 */
export const statement = (
  db: { readonly $client: D1Database },
  sql: string,
  ...params: readonly (string | number | null)[]
): Statement => db.$client.prepare(sql).bind(...params);

/** Turn a drizzle insert, update or delete into a statement of a batch. Reads with joins never go into a batch. */
export function toStatement(db: { readonly $client: D1Database }, query: Compilable): Statement {
  const { sql, params } = query.toSQL();
  return db.$client.prepare(sql).bind(...params);
}

/** Whether D1 refused a write because `table.column` must be unique. D1's message stays inside: it may hold values. */
export function violatesUnique(error: unknown, column: `${string}.${string}`): boolean {
  return messagesOf(error).includes(`UNIQUE constraint failed: ${column}`);
}

/** Whether D1 refused a write because `table.column` may not be null. */
export function violatesNotNull(error: unknown, column: `${string}.${string}`): boolean {
  return messagesOf(error).includes(`NOT NULL constraint failed: ${column}`);
}

function messagesOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return `${error.message}\n${messagesOf(error.cause)}`;
}
