import type { AlarmClock } from "#objects/session/alarm-clock";

/** Mail handed out for one drain: a contiguous run of the mailbox, oldest first. */
export interface Lease {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly mail: readonly Mail[];
}

/** One `change` of a webhook, as JSON text, or the R2 key (under the tenant's prefix) of one too large for a row. */
export interface Mail {
  readonly seq: number;
  readonly receivedAtMs: number;
  readonly body: string | null;
  readonly r2Key: string | null;
}

export interface NewMail {
  readonly body: string | null;
  readonly r2Key: string | null;
}

/** A drain takes at most this much at once, but always one piece, however large. */
export const LEASE_MAIL_MAX = 400;
export const LEASE_BYTES_MAX = 1_000_000;

/** How long a drain may work before its mail is handed out again. */
export const LEASE_MS = 30_000;

/** The alarm is armed at most once in this time, and promises that stored mail is applied however the doorbell fares. */
export const ALARM_EVERY_MS = 2000;

/** Sequences of one life of the object; the next life starts above them, though nothing of this one may be left. */
const SEQUENCES_PER_LIFE = 2 ** 24;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS mail (
  seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, body TEXT, r2_key TEXT, bytes INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS mail_life (only INTEGER PRIMARY KEY CHECK (only = 1), life INTEGER NOT NULL)`;

interface Waiting {
  readonly mail: readonly NewMail[];
  readonly done: () => void;
  readonly fail: (cause: unknown) => void;
}

/** `ring` starts a drain by queue. It may fail or be lost: the alarm asks again. */
export interface MailboxPorts {
  readonly storage: DurableObjectStorage;
  readonly clock: AlarmClock;
  readonly ring: () => Promise<unknown>;
}

/**
 * What Meta sent and was told 200 for, until it is in the tenant's database. Appends that come while a commit is being
 * synced are grouped into the next one, so no timer delays a lone webhook and a burst shares its syncs.
 */
export class Mailbox {
  private readonly storage: DurableObjectStorage;
  private readonly clock: AlarmClock;
  private readonly sendRing: MailboxPorts["ring"];
  private waiting: Waiting[] = [];
  private isPumping = false;
  private isRung = false;
  private nextSeq = 0;
  private lifeEndsAtSeq = 0;
  /** In memory, so a lease costs no row; after an eviction mail may be leased twice, and the drain's fence notices. */
  private leasedUntilMs = 0;

  constructor(ports: MailboxPorts) {
    this.storage = ports.storage;
    this.clock = ports.clock;
    this.sendRing = ports.ring;
    this.storage.sql.exec(SCHEMA);
  }

  /** Durable when it resolves. */
  append(mail: readonly NewMail[]): Promise<void> {
    if (mail.length === 0) return Promise.resolve();
    return new Promise((done, fail) => {
      this.waiting.push({ mail, done, fail });
      if (!this.isPumping) void this.pump();
    });
  }

  /** The oldest mail, or null when there is none or another drain holds it. */
  lease(nowMs: number = Date.now()): Lease | null {
    if (this.leasedUntilMs > nowMs) return null;
    this.isRung = false;
    const rows = this.oldest();
    const first = rows[0];
    const last = rows.at(-1);
    if (first === undefined || last === undefined) return null;
    this.leasedUntilMs = nowMs + LEASE_MS;
    return { firstSeq: first.seq, lastSeq: last.seq, mail: rows };
  }

  /** When the oldest mail that waits to be applied came, Unix ms; null when none does. */
  oldestAt(): number | null {
    const [first] = this.storage.sql.exec<{ received_at: number }>(
      "SELECT received_at FROM mail ORDER BY seq LIMIT 1",
    );
    return first?.received_at ?? null;
  }

  /** Whether a piece of mail is still waiting to be acknowledged. */
  holds(seq: number): boolean {
    return this.storage.sql.exec("SELECT 1 FROM mail WHERE seq = ?", seq).toArray().length > 0;
  }

  /** Everything up to and with `lastSeq` is applied: forget it, and hand out what follows. */
  settle(lastSeq: number, nowMs: number = Date.now()): Lease | null {
    this.storage.sql.exec("DELETE FROM mail WHERE seq <= ?", lastSeq);
    this.leasedUntilMs = 0;
    return this.lease(nowMs);
  }

  /** Give the lease back unapplied. Who gives it back decides when the next drain starts; at the latest the alarm does. */
  release(): void {
    this.leasedUntilMs = 0;
    this.isRung = false;
  }

  /** Keep the promise: while mail is stored, wake again and ring, unless a drain is at work. */
  alarm(nowMs: number = Date.now()): void {
    if (this.isEmpty()) return;
    this.clock.wakeBy(nowMs + ALARM_EVERY_MS);
    if (this.leasedUntilMs > nowMs) return;
    this.isRung = false;
    this.ring();
  }

  private async pump(): Promise<void> {
    this.isPumping = true;
    try {
      while (this.waiting.length > 0) {
        const group = this.waiting;
        this.waiting = [];
        await this.commit(group);
      }
    } finally {
      this.isPumping = false;
    }
  }

  /** The output gate holds every answer until the rows are on disk; awaiting the sync is what lets a group gather. */
  private async commit(group: readonly Waiting[]): Promise<void> {
    const nowMs = Date.now();
    try {
      this.storage.transactionSync(() => {
        for (const { mail } of group) for (const piece of mail) this.insert(piece, nowMs);
      });
      this.clock.wakeBy(nowMs + ALARM_EVERY_MS);
    } catch (cause) {
      for (const { fail } of group) fail(cause);
      return;
    }
    for (const { done } of group) done();
    if (this.leasedUntilMs <= nowMs) this.ring();
    await this.storage.sync();
  }

  private insert(mail: NewMail, nowMs: number): void {
    const bytes = mail.body === null ? LEASE_BYTES_MAX : new TextEncoder().encode(mail.body).length;
    this.storage.sql.exec(
      "INSERT INTO mail (seq, received_at, body, r2_key, bytes) VALUES (?, ?, ?, ?, ?)",
      this.takeSeq(),
      nowMs,
      mail.body,
      mail.r2Key,
      bytes,
    );
  }

  /** Sequences only ever grow, also when the mailbox was empty and the object evicted: the drain's fence relies on it. */
  private takeSeq(): number {
    if (this.nextSeq >= this.lifeEndsAtSeq) {
      const { life } = this.storage.sql
        .exec<{ life: number }>(
          "INSERT INTO mail_life VALUES (1, 1) ON CONFLICT DO UPDATE SET life = life + 1 RETURNING life",
        )
        .one();
      this.nextSeq = life * SEQUENCES_PER_LIFE;
      this.lifeEndsAtSeq = this.nextSeq + SEQUENCES_PER_LIFE;
    }
    return this.nextSeq++;
  }

  private oldest(): Mail[] {
    const rows: Mail[] = [];
    let bytes = 0;
    const cursor = this.storage.sql.exec<{
      seq: number;
      received_at: number;
      body: string | null;
      r2_key: string | null;
      bytes: number;
    }>(
      "SELECT seq, received_at, body, r2_key, bytes FROM mail ORDER BY seq LIMIT ?",
      LEASE_MAIL_MAX,
    );
    for (const row of cursor) {
      bytes += row.bytes;
      if (rows.length > 0 && bytes > LEASE_BYTES_MAX) break;
      rows.push({
        seq: row.seq,
        receivedAtMs: row.received_at,
        body: row.body,
        r2Key: row.r2_key,
      });
    }
    return rows;
  }

  private isEmpty(): boolean {
    return [...this.storage.sql.exec("SELECT 1 FROM mail LIMIT 1")].length === 0;
  }

  private ring(): void {
    if (this.isRung) return;
    this.isRung = true;
    this.sendRing().catch(() => {
      this.isRung = false;
    });
  }
}
