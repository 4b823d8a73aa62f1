import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";

import * as schema from "#db/control/schema";

/** The control plane's database. It holds no customer data. */
export type ControlDb = DrizzleD1Database<typeof schema> & { readonly $client: D1Database };

/** Handles by binding; drizzle reads the whole schema for each new one. */
const opened = new WeakMap<D1Database, ControlDb>();

export function openControlDb(binding: D1Database): ControlDb {
  const db = opened.get(binding) ?? drizzle(binding, { schema });
  opened.set(binding, db);
  return db;
}
