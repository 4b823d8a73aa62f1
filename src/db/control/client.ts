import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";

import * as schema from "#db/control/schema";

/** The control plane's database. It holds no customer data. */
export type ControlDb = DrizzleD1Database<typeof schema> & { readonly $client: D1Database };

export const openControlDb = (binding: D1Database): ControlDb => drizzle(binding, { schema });
