import { readSetting, writeSetting } from "#sandbox/schema";

/** The sandbox's own time: the real one plus an offset that can only grow, so that no instant is lived twice. */
export class Clock {
  private offsetMs: number;
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    this.offsetMs = readSetting<number>(sql, "clock_offset_ms") ?? 0;
  }

  /** Unix ms. */
  nowMs(): number {
    return Date.now() + this.offsetMs;
  }

  /** The real instant (Unix ms) at which the sandbox's clock will show `atMs`. */
  realMs(atMs: number): number {
    return atMs - this.offsetMs;
  }

  /** Move forward by `ms`; a negative move is ignored. */
  advance(ms: number): void {
    if (ms <= 0) return;
    this.offsetMs += ms;
    writeSetting(this.sql, "clock_offset_ms", this.offsetMs);
  }
}
