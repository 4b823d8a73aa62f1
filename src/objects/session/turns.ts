import type { Id } from "#core/ids";
import type { AlarmClock } from "#objects/session/alarm-clock";

/** Something that a person's automations have to look at. `body` holds ids and no content. */
export interface Arrival {
  readonly contactId: Id<"contact">;
  /** Names what happened: told again it is not taken twice while it lies here. */
  readonly key: string;
  /** Not to be looked at before, Unix ms: a burst is gathered. */
  readonly dueAtMs: number;
  /** JSON. */
  readonly body: string;
}

/** What one turn is about: the same each time that it is taken until it is ended. */
export interface TurnLease {
  readonly token: string;
  /** How often it has been taken, from 1: more than once, and some of it may be written. */
  readonly attempt: number;
  /** Bodies, in the order in which they arrived. */
  readonly items: readonly string[];
}

/** `ring` starts a turn by queue. It may fail or be lost: the alarm asks again. */
export interface TurnsPorts {
  readonly storage: DurableObjectStorage;
  readonly clock: AlarmClock;
  readonly ring: (contactId: Id<"contact">) => Promise<unknown>;
}

/** How long a turn may take. Another one of the same person begins behind it. */
export const TURN_LEASE_MS = 90_000;
/** How long a bell may be silent before it is rung again. */
const SILENCE_MS = 10_000;
/** A turn that fails so often is let go: its run ends by its own time. */
const ATTEMPTS_MAX = 8;

const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS turns (n INTEGER PRIMARY KEY, contact_id TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
  due_at INTEGER NOT NULL, taken INTEGER NOT NULL, body TEXT NOT NULL)`,
  "CREATE INDEX IF NOT EXISTS turns_of ON turns (contact_id, n)",
];

interface Held {
  readonly token: string;
  readonly untilMs: number;
}

/**
 * The turns of automations: of each person one at a time, in the order in which things happened. What arrived is stored; who
 * works on it is only remembered, so a turn may be taken by two after an eviction, and its commit must stand that.
 */
export class Turns {
  private readonly ports: TurnsPorts;
  private readonly held = new Map<string, Held>();
  private readonly rungAt = new Map<string, number>();

  constructor(ports: TurnsPorts) {
    this.ports = ports;
    for (const sql of SCHEMA) ports.storage.sql.exec(sql);
  }

  /** Keep what happened for its person's next turn; durable when it returns. */
  arrive(arrivals: readonly Arrival[], nowMs: number = Date.now()): void {
    for (const { contactId, key, dueAtMs, body } of arrivals)
      this.ports.storage.sql.exec(
        "INSERT INTO turns (contact_id, key, due_at, taken, body) VALUES (?1, ?2, ?3, 0, ?4) ON CONFLICT DO NOTHING",
        contactId,
        key,
        dueAtMs,
        body,
      );
    this.alarm(nowMs);
  }

  /** Take a person's next turn; null when nothing is due, or another one is under way. */
  take(contactId: Id<"contact">, nowMs: number = Date.now()): TurnLease | null {
    const held = this.held.get(contactId);
    if (held !== undefined && held.untilMs > nowMs) return null;
    const { sql } = this.ports.storage;
    const begun = this.begun(contactId);
    if (begun === 0 && this.dueAt(contactId) > nowMs) return null;
    sql.exec(
      begun === 0
        ? "UPDATE turns SET taken = 1 WHERE contact_id = ?1"
        : "UPDATE turns SET taken = taken + 1 WHERE contact_id = ?1 AND taken > 0",
      contactId,
    );
    sql.exec(`DELETE FROM turns WHERE contact_id = ?1 AND taken > ${ATTEMPTS_MAX}`, contactId);
    const rows = [
      ...sql.exec<{ body: string; taken: number }>(
        "SELECT body, taken FROM turns WHERE contact_id = ?1 AND taken > 0 ORDER BY n",
        contactId,
      ),
    ];
    const [first] = rows;
    if (first === undefined) return null;
    const token = crypto.randomUUID();
    this.held.set(contactId, { token, untilMs: nowMs + TURN_LEASE_MS });
    this.ports.clock.wakeBy(nowMs + TURN_LEASE_MS);
    return { token, attempt: first.taken, items: rows.map(({ body }) => body) };
  }

  /** The turn is written: what it was about is done with. Whoever came too late for its lease ends nothing. */
  end(contactId: Id<"contact">, token: string, nowMs: number = Date.now()): void {
    if (!this.free(contactId, token)) return;
    this.ports.storage.sql.exec("DELETE FROM turns WHERE contact_id = ?1 AND taken > 0", contactId);
    this.rungAt.delete(contactId);
    this.alarm(nowMs);
  }

  /** The turn failed: it comes again as it was. */
  giveBack(contactId: Id<"contact">, token: string): void {
    this.free(contactId, token);
  }

  /** Drop all that waits for people, who are no more. */
  forget(contactIds: readonly Id<"contact">[]): void {
    for (const contactId of contactIds) {
      this.ports.storage.sql.exec("DELETE FROM turns WHERE contact_id = ?1", contactId);
      this.held.delete(contactId);
      this.rungAt.delete(contactId);
    }
  }

  /** Ring for whoever is due, and keep the alarm armed while anything is here. */
  alarm(nowMs: number = Date.now()): void {
    const lanes = this.ports.storage.sql
      .exec<{ contact_id: Id<"contact">; due_at: number }>(
        "SELECT contact_id, min(CASE WHEN taken > 0 THEN 0 ELSE due_at END) due_at FROM turns GROUP BY contact_id",
      )
      .toArray();
    for (const { contact_id: contactId, due_at: dueAtMs } of lanes)
      this.ports.clock.wakeBy(this.look(contactId, dueAtMs, nowMs));
  }

  /** @returns When to look again, Unix ms. */
  private look(contactId: Id<"contact">, dueAtMs: number, nowMs: number): number {
    if (dueAtMs > nowMs) return dueAtMs;
    const held = this.held.get(contactId);
    if (held !== undefined && held.untilMs > nowMs) return held.untilMs;
    const againMs = (this.rungAt.get(contactId) ?? -Infinity) + SILENCE_MS;
    if (againMs > nowMs) return againMs;
    this.rungAt.set(contactId, nowMs);
    this.ports.ring(contactId).catch(() => this.rungAt.delete(contactId));
    return nowMs + SILENCE_MS;
  }

  private free(contactId: string, token: string): boolean {
    if (this.held.get(contactId)?.token !== token) return false;
    this.held.delete(contactId);
    return true;
  }

  private begun(contactId: string): number {
    const [row] = this.ports.storage.sql.exec<{ count: number }>(
      "SELECT count(*) count FROM turns WHERE contact_id = ?1 AND taken > 0",
      contactId,
    );
    return row?.count ?? 0;
  }

  private dueAt(contactId: string): number {
    const [row] = this.ports.storage.sql.exec<{ due_at: number | null }>(
      "SELECT min(due_at) due_at FROM turns WHERE contact_id = ?1",
      contactId,
    );
    return row?.due_at ?? Infinity;
  }
}
