import { sql, type SQL } from "drizzle-orm";

/** A list of any length, as what `inArray` looks in: one JSON parameter, because D1 binds at most 100. */
export const jsonList = (values: readonly string[]): SQL =>
  sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
