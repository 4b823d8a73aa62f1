import { eq } from "drizzle-orm";

import type { ControlDb } from "#db/control/client";
import { metaCallbacks } from "#db/control/schema";

export type MetaCallbackRow = typeof metaCallbacks.$inferSelect;

/** What was told under a code. */
export const findCallback = (db: ControlDb, code: string): Promise<MetaCallbackRow | undefined> =>
  db.select().from(metaCallbacks).where(eq(metaCallbacks.code, code)).get();
