import { DueHeap, type Due } from "#sandbox/due-heap";
import type { JsonObject } from "#sandbox/result";

/** One thing that Meta will tell, and when. */
export interface Notice {
  /** Unix ms of the sandbox's clock. */
  readonly dueMs: number;
  readonly wabaId: string;
  readonly field: string;
  /** Of the number it is about; null when it is about the WABA. */
  readonly metadata: {
    readonly display_phone_number: string;
    readonly phone_number_id: string;
  } | null;
  /** A status may share its webhook with other statuses of the same number … */
  readonly status?: JsonObject;
  readonly contact?: JsonObject;
  /** … anything else is a value of its own. */
  readonly value?: JsonObject;
}

/** A notice on its way, with the parcel (the row) that it came in. */
export interface Entry extends Due {
  readonly notice: Notice;
  readonly parcel: number;
  readonly attempts: number;
}

const BACKOFF_BASE_MS = 1000;
/** Meta gives up on a webhook after seven days. */
const GIVE_UP_MS = 7 * 86_400_000;

/** How an outbox is kept. */
export interface OutboxOptions {
  readonly table: "outbox" | "owner_outbox";
  /** The longest wait between two attempts, ms. */
  readonly backoffMaxMs: number;
  /** What is added beyond so many notices is not told; no bound when absent. */
  readonly noticesMax?: number;
}

/**
 * What is still to be told, in storage as one row per parcel and in memory in due order. A parcel's row goes when its last
 * notice was delivered; after a crash the whole parcel is told again.
 */
export class Outbox {
  private readonly heap = new DueHeap<Entry>();
  private readonly open = new Map<number, number>();
  private lastParcel: number;
  private orders = 0;
  private readonly sql: SqlStorage;
  private readonly options: OutboxOptions;

  constructor(sql: SqlStorage, options: OutboxOptions) {
    this.sql = sql;
    this.options = options;
    this.lastParcel = 0;
    for (const row of sql.exec<{ seq: number; body: string }>(
      `SELECT * FROM ${options.table} ORDER BY seq`,
    ))
      // Safe: only `add` writes the column.
      this.load(row.seq, JSON.parse(row.body) as Notice[]);
  }

  /** When the next notice is due, or undefined when there is none. */
  get nextDueMs(): number | undefined {
    return this.heap.peek()?.dueMs;
  }

  /** Keep notices that belong together as one row. */
  add(notices: readonly Notice[]): void {
    const { table, noticesMax = Infinity } = this.options;
    if (notices.length === 0 || this.heap.size >= noticesMax) return;
    const seq = this.lastParcel + 1;
    this.sql.exec(`INSERT INTO ${table} VALUES (?, ?)`, seq, JSON.stringify(notices));
    this.load(seq, notices);
  }

  /** Take what is due, at most `max`, in due order. Each must be given to `delivered` or `failed` afterwards. */
  takeDue(nowMs: number, max: number): Entry[] {
    const taken: Entry[] = [];
    while (taken.length < max && (this.heap.peek()?.dueMs ?? Infinity) <= nowMs) {
      const entry = this.heap.pop();
      if (entry !== undefined) taken.push(entry);
    }
    return taken;
  }

  /** Forget notices that were answered 200. */
  delivered(entries: readonly Entry[]): void {
    const done: number[] = [];
    for (const { parcel } of entries) {
      const left = (this.open.get(parcel) ?? 1) - 1;
      if (left > 0) this.open.set(parcel, left);
      else {
        this.open.delete(parcel);
        done.push(parcel);
      }
    }
    if (done.length > 0)
      this.sql.exec(
        `DELETE FROM ${this.options.table} WHERE seq IN (SELECT value FROM json_each(?))`,
        JSON.stringify(done),
      );
  }

  /** Try again later, and ever more rarely. */
  failed(entries: readonly Entry[], nowMs: number): void {
    for (const entry of entries) {
      if (nowMs - entry.notice.dueMs > GIVE_UP_MS) {
        this.delivered([entry]);
        continue;
      }
      const waitMs = Math.min(this.options.backoffMaxMs, BACKOFF_BASE_MS * 2 ** entry.attempts);
      this.heap.push({ ...entry, attempts: entry.attempts + 1, dueMs: nowMs + waitMs });
    }
  }

  private load(parcel: number, notices: readonly Notice[]): void {
    this.lastParcel = parcel;
    this.open.set(parcel, notices.length);
    for (const notice of notices) {
      this.orders += 1;
      this.heap.push({ notice, parcel, attempts: 0, dueMs: notice.dueMs, order: this.orders });
    }
  }
}
