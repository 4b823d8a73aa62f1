import type { AlarmClock } from "#objects/session/alarm-clock";

/** What one drain applied, compressed: JSON of the changes as Meta sent them and what became of each. */
export interface DrainedMail {
  /** The last mailbox sequence of the drain, which names it. */
  readonly lastSeq: number;
  /** When it was applied, Unix ms. */
  readonly atMs: number;
  readonly changes: Uint8Array<ArrayBuffer>;
}

/** A drain whose changes say something else from now on, or nothing (null). */
export interface Rewritten {
  readonly lastSeq: number;
  readonly changes: Uint8Array<ArrayBuffer> | null;
}

/** How long what Meta sent is kept as it came. */
/** How long what Meta sent is kept as it came, while nobody said otherwise. */
export const ARCHIVED_MS = 14 * 24 * 60 * 60 * 1000;

/** How long the workspace keeps it. */
export interface Keeping {
  readonly keptMs: number;
  /** Nothing is forgotten while it is. */
  readonly isHeld: boolean;
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS drained (last_seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, changes BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS keeping (id INTEGER PRIMARY KEY, kept_ms INTEGER NOT NULL, is_held INTEGER NOT NULL)`;

/** Bytes that one answer reads, at most, but always one drain. */
const PAGE_BYTES_MAX = 500_000;

/** Rows that one purge deletes, at most. */
const PURGE_MAX = 1_000;
/** What is left after a purge of as many as may be deleted at once goes so much later. */
const PURGE_AGAIN_MS = 60_000;

/**
 * What Meta sent, as it came, for as long as it is kept: apart from the ledger, which holds no person's data. It is written in
 * the call that forgets the mail, so that a change which told something new is always in one of the two, and it empties itself.
 */
export class Archive {
  private readonly storage: DurableObjectStorage;
  private readonly clock: AlarmClock;
  private keeping: Keeping;

  constructor({ storage, clock }: { storage: DurableObjectStorage; clock: AlarmClock }) {
    this.storage = storage;
    this.clock = clock;
    storage.sql.exec(SCHEMA);
    const [said] = storage.sql.exec<{ kept_ms: number; is_held: number }>(
      "SELECT kept_ms, is_held FROM keeping",
    );
    this.keeping = { keptMs: said?.kept_ms ?? ARCHIVED_MS, isHeld: said?.is_held === 1 };
  }

  /** Keep from now on as long as this says, and ask to be woken when something is older. Told again it writes nothing. */
  keepFor({ keptMs, isHeld }: Keeping, nowMs: number = Date.now()): void {
    if (keptMs === this.keeping.keptMs && isHeld === this.keeping.isHeld) return;
    this.keeping = { keptMs, isHeld };
    this.storage.sql.exec(
      "INSERT OR REPLACE INTO keeping (id, kept_ms, is_held) VALUES (1, ?, ?)",
      keptMs,
      isHeld ? 1 : 0,
    );
    this.wakeForOldest(nowMs);
  }

  /** One row for each drain. A drain that is told again takes the place of the first. */
  keep(drains: readonly DrainedMail[]): void {
    for (const { lastSeq, atMs, changes } of drains) {
      this.storage.sql.exec(
        "INSERT OR REPLACE INTO drained (last_seq, at, changes) VALUES (?, ?, ?)",
        lastSeq,
        atMs,
        changes,
      );
      if (!this.keeping.isHeld) this.clock.wakeBy(atMs + this.keeping.keptMs);
    }
  }

  /** Drains with a last sequence up to and with `maxSeq`, newest first: at most `limit`, and only so many as are read at once. */
  page(maxSeq: number, limit: number): { drains: DrainedMail[]; hasMore: boolean } {
    const drains: DrainedMail[] = [];
    let bytes = 0;
    const rows = this.storage.sql.exec<{ last_seq: number; at: number; changes: ArrayBuffer }>(
      "SELECT last_seq, at, changes FROM drained WHERE last_seq <= ? ORDER BY last_seq DESC LIMIT ?",
      maxSeq,
      limit + 1,
    );
    for (const row of rows) {
      bytes += row.changes.byteLength;
      if (drains.length === limit || (drains.length > 0 && bytes > PAGE_BYTES_MAX))
        return { drains, hasMore: true };
      drains.push({
        lastSeq: row.last_seq,
        atMs: row.at,
        changes: new Uint8Array(row.changes),
      });
    }
    return { drains, hasMore: false };
  }

  /** Put other changes in the place of what drains applied: somebody was erased. One that is gone stays gone. */
  rewrite(drains: readonly Rewritten[]): void {
    for (const { lastSeq, changes } of drains)
      if (changes === null)
        this.storage.sql.exec("DELETE FROM drained WHERE last_seq = ?", lastSeq);
      else
        this.storage.sql.exec(
          "UPDATE drained SET changes = ? WHERE last_seq = ?",
          changes,
          lastSeq,
        );
  }

  /** Forget what was kept long enough, oldest first, and ask to be woken for the rest. */
  alarm(nowMs: number = Date.now()): void {
    if (this.keeping.isHeld) return;
    this.storage.sql.exec(
      `DELETE FROM drained WHERE last_seq IN (
         SELECT last_seq FROM (SELECT last_seq, at FROM drained ORDER BY last_seq LIMIT ?1) WHERE at <= ?2)`,
      PURGE_MAX,
      nowMs - this.keeping.keptMs,
    );
    this.wakeForOldest(nowMs + PURGE_AGAIN_MS);
  }

  private wakeForOldest(notBeforeMs: number): void {
    const [oldest] = this.storage.sql.exec<{ at: number }>(
      "SELECT at FROM drained ORDER BY last_seq LIMIT 1",
    );
    if (oldest !== undefined && !this.keeping.isHeld)
      this.clock.wakeBy(Math.max(oldest.at + this.keeping.keptMs, notBeforeMs));
  }
}
