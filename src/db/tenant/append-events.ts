import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** An event before it has a sequence. `data` is the wire shape: snake_case. */
export interface NewEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The part of the mailbox that a drain applies, and the changes it stood for, as JSON. */
export interface Drained {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly changes: string;
}

const NEXT = `
INSERT INTO events (seq, count, at, drained, body, changes)
SELECT head.seq + ?1, ?1, ?2,
  CASE WHEN ?3 IS NULL THEN head.drained WHEN head.drained >= ?3 THEN NULL ELSE ?4 END, ?5, ?6
FROM (SELECT seq, drained FROM events ORDER BY seq DESC LIMIT 1) head`;

/**
 * The statement that gives events their sequence, gap-free, as the last of a batch. One row holds all events of the commit.
 *
 * @param events  At least one.
 * @param drained Set by the drain alone. A drain that was applied before finds `head.drained >= firstSeq`, writes NULL into a
 *   NOT NULL column, and so rolls its whole batch back (`violatesNotNull(error, "events.drained")`).
 */
export function appendEvents(
  db: TenantDb,
  events: readonly NewEvent[],
  atMs: number,
  drained?: Drained,
): Statement {
  if (events.length === 0) throw new RangeError("a commit row needs an event");
  return statement(
    db,
    NEXT,
    events.length,
    atMs,
    drained?.firstSeq ?? null,
    drained?.lastSeq ?? null,
    JSON.stringify(events),
    drained?.changes ?? null,
  );
}
