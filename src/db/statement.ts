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

/**
 * A statement that lets its batch through only while a condition holds: else the whole batch rolls back, and `isGuardBroken`
 * tells of the error. Writes no row. It fails by a JSON path that is none, because SQLite repeats the path in its message.
 *
 * @param name      What is guarded, e.g. `campaign.version`: letters, dots and underscores.
 * @param condition SQL, with the parameters numbered from `?1`.
 */
export const guard = (
  db: { readonly $client: D1Database },
  name: string,
  condition: string,
  ...params: readonly (string | number | null)[]
): Statement =>
  statement(
    db,
    `SELECT json_extract('{}', '${guardText(name)}') WHERE NOT (${condition})`,
    ...params,
  );

/** Whether a batch rolled back because the guard of that name did not hold. */
export const isGuardBroken = (error: unknown, name: string): boolean =>
  messagesOf(error).includes(guardText(name));

const guardText = (name: string): string => `guard of ${name} broken`;

/** A bound value ends at 2,000,000 bytes, and a UTF-16 unit takes up to three of UTF-8. */
const PARAMETER_UNITS_MAX = 600_000;

/**
 * A list as JSON arrays that are each short enough to be bound, for a statement that reads `json_each(?1)`: usually one, none
 * for an empty list. One value alone may be longer; D1 then refuses it.
 */
export function jsonParameters(values: readonly unknown[]): string[] {
  const arrays: string[] = [];
  let current: string[] = [];
  let units = 0;
  for (const text of values.map((value) => JSON.stringify(value))) {
    if (current.length > 0 && units + text.length > PARAMETER_UNITS_MAX) {
      arrays.push(`[${current.join(",")}]`);
      current = [];
      units = 0;
    }
    current.push(text);
    units += text.length;
  }
  if (current.length > 0) arrays.push(`[${current.join(",")}]`);
  return arrays;
}

/**
 * Whether it is the data that cannot be written or followed, so that trying again would fail again. Everything else (a lost
 * connection, an overloaded database) passes.
 */
export function isFaultOfData(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  return /SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG)|malformed JSON|string or blob too big|D1_TYPE_ERROR/.test(
    messagesOf(error),
  );
}

function messagesOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return `${error.message}\n${messagesOf(error.cause)}`;
}
