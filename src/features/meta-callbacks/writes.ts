/** The SQL that writes what Meta told of people who removed an app. */
import { lt } from "drizzle-orm";

import { RETENTION, DAY_MS } from "#core/retention/classes";
import type { ControlDb } from "#db/control/client";
import { metaCallbacks } from "#db/control/schema";
import { toStatement, type Statement } from "#db/statement";
import type { MetaCallbackRow } from "#features/meta-callbacks/queries";

/** Keep a callback; what Meta tells again stays as it was. Those that are as old as audit entries leave. */
export const keepCallback = (db: ControlDb, row: MetaCallbackRow): Statement[] => [
  toStatement(db, db.insert(metaCallbacks).values(row).onConflictDoNothing()),
  toStatement(
    db,
    db
      .delete(metaCallbacks)
      .where(lt(metaCallbacks.receivedAt, row.receivedAt - RETENTION.audit.defaultDays * DAY_MS)),
  ),
];
