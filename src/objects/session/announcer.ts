import { backoffSeconds, type BackoffPolicy } from "#core/backoff";
import type { AlarmClock } from "#objects/session/alarm-clock";

/** How far each subscriber has come, by its name: the sequence of the last event that it took. */
export type Cursors = Readonly<Record<string, number>>;

/** How a dispatch ended. */
export interface Dispatched {
  readonly moved: Cursors;
  readonly isWhole: boolean;
  /** How many subscribe. */
  readonly subscribers: number;
}

/**
 * `ring` starts a dispatch by queue. It may fail or be lost: the alarm asks again. `later` runs something after so many
 * milliseconds, if this life lasts so long: a short rest is not worth an alarm, which is a row written.
 */
export interface AnnouncerPorts {
  readonly storage: DurableObjectStorage;
  readonly clock: AlarmClock;
  readonly ring: (afterSeq: number) => Promise<unknown>;
  readonly later: (act: () => void, ms: number) => void;
}

/** How long a dispatch may be silent before it is rung again. */
export const DISPATCH_SILENCE_MS = 10_000;

/** After failures a dispatch comes again later and later. */
const FAILED: BackoffPolicy = { baseSeconds: 2, maxSeconds: 5 * 60 };

const SCHEMA =
  "CREATE TABLE IF NOT EXISTS cursors (subscriber TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID";

/**
 * After a dispatch the next one rests in proportion to how long it took: a lone commit is told at once, and while commits come
 * one behind the other, what comes meanwhile is told together instead of after each of them.
 */
const REST_PER_TOOK = 4;
const REST_MAX_MS = 500;

/** When nobody subscribed at the last dispatch, the next one looks again after this long. */
const NOBODY_MS = 5 * 60_000;

/** A dispatch that stays silent so often has nobody behind it: the workspace is gone or suspended. */
const SILENCES_MAX = 8;

/**
 * Turns "committed up to there" into one job that calls the subscribers of events: one at a time, however many commits come
 * meanwhile. How far each subscriber has come is stored; how far the ledger goes is only remembered: the next commit tells it
 * again, and so does the sweep.
 */
export class Announcer {
  private readonly ports: AnnouncerPorts;
  /** The last sequence that this life was told. */
  private headSeq = 0;
  private dispatchedSeq: number | null = null;
  /** The head when the dispatch that is under way was rung; null when none is. */
  private rung: { readonly headSeq: number; readonly atMs: number } | null = null;
  private failures = 0;
  private silences = 0;
  private notBeforeMs = 0;
  /** When the rest ends that is waited for; null when none is. */
  private restUntilMs: number | null = null;
  private nobodyUntilMs = 0;

  constructor(ports: AnnouncerPorts) {
    this.ports = ports;
    ports.storage.sql.exec(SCHEMA);
  }

  /**
   * A commit has told the events behind `afterSeq` up to `seq`. Told late or twice it does no harm.
   *
   * @returns Whether anybody subscribes, as far as is known: else the next commits may be left untold for a while.
   */
  committed(
    { afterSeq, seq }: { readonly afterSeq: number; readonly seq: number },
    nowMs: number = Date.now(),
  ): boolean {
    if (this.nobodyUntilMs > nowMs) return false;
    this.dispatchedSeq ??= afterSeq;
    this.headSeq = Math.max(this.headSeq, seq);
    this.ring(nowMs);
    return true;
  }

  /** Where each subscriber stands. One that was never here is absent: it begins where its first dispatch does. */
  cursors(): Cursors {
    const rows = this.ports.storage.sql.exec<{ subscriber: string; seq: number }>(
      "SELECT subscriber, seq FROM cursors",
    );
    return Object.fromEntries([...rows].map(({ subscriber, seq }) => [subscriber, seq]));
  }

  /**
   * A dispatch is over. `moved` holds the cursors that advanced; `isWhole` says that every subscriber took everything up to the
   * head that the dispatch was rung for. What came meanwhile, or is left, rings the next one. Where nobody subscribes, nothing
   * is owed to anybody.
   */
  dispatched({ moved, isWhole, subscribers }: Dispatched, nowMs: number = Date.now()): void {
    if (subscribers === 0) {
      this.nobodyUntilMs = nowMs + NOBODY_MS;
      this.dispatchedSeq = this.headSeq;
    }
    for (const [subscriber, seq] of Object.entries(moved))
      this.ports.storage.sql.exec(
        "INSERT INTO cursors VALUES (?1, ?2) ON CONFLICT DO UPDATE SET seq = max(seq, ?2)",
        subscriber,
        seq,
      );
    const rungFor = this.rung?.headSeq ?? 0;
    const tookMs = this.rung === null ? 0 : nowMs - this.rung.atMs;
    this.rung = null;
    this.silences = 0;
    if (isWhole) {
      this.failures = 0;
      this.dispatchedSeq = Math.max(this.dispatchedSeq ?? 0, rungFor);
    } else this.putOff(nowMs);
    this.rest(Math.min(tookMs * REST_PER_TOOK, REST_MAX_MS), nowMs);
    this.ring(nowMs);
  }

  /** Keep the promise: while something may be left, ring again. */
  alarm(nowMs: number = Date.now()): void {
    this.ring(nowMs);
  }

  private ring(nowMs: number): void {
    this.endSilence(nowMs);
    if (this.headSeq <= (this.dispatchedSeq ?? 0) && this.failures === 0) return;
    if (this.rung !== null) return this.ports.clock.wakeBy(this.rung.atMs + DISPATCH_SILENCE_MS);
    if (this.notBeforeMs > nowMs) return this.ports.clock.wakeBy(this.notBeforeMs);
    if (this.restUntilMs !== null && this.restUntilMs > nowMs)
      return this.ports.clock.wakeBy(nowMs + DISPATCH_SILENCE_MS);
    this.rung = { headSeq: this.headSeq, atMs: nowMs };
    this.ports.clock.wakeBy(nowMs + DISPATCH_SILENCE_MS);
    this.ports.ring(this.dispatchedSeq ?? 0).catch(() => {
      this.rung = null;
    });
  }

  /** What is committed during the rest is told at its end, by the alarm if this life ends before. */
  private rest(ms: number, nowMs: number): void {
    if (ms <= 0) return;
    const untilMs = nowMs + ms;
    this.restUntilMs = untilMs;
    this.ports.later(() => {
      if (this.restUntilMs !== untilMs) return;
      this.restUntilMs = null;
      this.ring(Math.max(untilMs, Date.now()));
    }, ms);
  }

  /** A dispatch that was not heard of for too long is given up; after several of them nobody is there to be told. */
  private endSilence(nowMs: number): void {
    if (this.rung === null || this.rung.atMs + DISPATCH_SILENCE_MS > nowMs) return;
    this.rung = null;
    this.silences += 1;
    if (this.silences < SILENCES_MAX) return this.putOff(nowMs);
    this.dispatchedSeq = this.headSeq;
    this.silences = 0;
    this.failures = 0;
  }

  /** The next dispatch waits, each time longer. */
  private putOff(nowMs: number): void {
    this.failures += 1;
    this.notBeforeMs = nowMs + backoffSeconds(this.failures, FAILED, Math.random()) * 1_000;
  }
}
