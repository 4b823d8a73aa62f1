import type { AlarmClock } from "#objects/session/alarm-clock";
import type { TimedJobKind } from "#platform/queue/jobs";

/** `ring` puts a job on its queue. When that fails the job stays due, and the alarm asks again. */
export interface WakesPorts {
  readonly storage: DurableObjectStorage;
  readonly clock: AlarmClock;
  readonly ring: (kind: TimedJobKind) => Promise<unknown>;
}

/** A bell that could not be rung is tried again after this long. */
export const BROKEN_BELL_MS = 5_000;

const SCHEMA =
  "CREATE TABLE IF NOT EXISTS wakes (kind TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID";

/**
 * Jobs that are wanted at an instant: of each kind the earliest, stored, and rung once by the alarm. Whoever handles the job
 * looks for all that is due and asks for the next instant.
 */
export class Wakes {
  private readonly ports: WakesPorts;

  constructor(ports: WakesPorts) {
    this.ports = ports;
    ports.storage.sql.exec(SCHEMA);
  }

  /** Ring at `atMs` (Unix ms), or before when it is asked for earlier as well. One row written, none when nothing changes. */
  at(kind: TimedJobKind, atMs: number): void {
    this.ports.storage.sql.exec(
      "INSERT INTO wakes VALUES (?1, ?2) ON CONFLICT DO UPDATE SET at = ?2 WHERE at > ?2",
      kind,
      atMs,
    );
    this.ports.clock.wakeBy(atMs);
  }

  /** Ring what is due, and keep the alarm armed for the rest. */
  alarm(nowMs: number = Date.now()): void {
    const { sql } = this.ports.storage;
    const due = [
      ...sql.exec<{ kind: TimedJobKind }>("DELETE FROM wakes WHERE at <= ?1 RETURNING kind", nowMs),
    ];
    for (const { kind } of due)
      this.ports.ring(kind).catch(() => {
        this.at(kind, nowMs + BROKEN_BELL_MS);
      });
    const [next] = sql.exec<{ at: number | null }>("SELECT min(at) at FROM wakes");
    if (next?.at !== null && next?.at !== undefined) this.ports.clock.wakeBy(next.at);
  }
}
