/** What somebody was told of because it wants a person. */
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { ALERT_KINDS } from "#core/alert/kinds";
import type { Id } from "#core/ids";
import { instant } from "#db/tenant/instant";

export const alerts = sqliteTable("alerts", {
  /** Follows from the event that was bad news. */
  id: text("id").$type<Id<"alert">>().primaryKey(),
  kind: text("kind", { enum: ALERT_KINDS }).notNull(),
  subject: text("subject"),
  /** The event's sequence; null of what no event told. */
  causeSeq: integer("cause_seq"),
  raisedAt: instant("raised_at").notNull(),
  /** When its letters were sent; null while they are not, or when nobody asked. */
  mailedAt: instant("mailed_at"),
  acknowledgedAt: instant("acknowledged_at"),
  acknowledgedBy: text("acknowledged_by"),
});
