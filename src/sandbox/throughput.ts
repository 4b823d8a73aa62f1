/** One second, in which a number may have at most its limit of accepted messages. */
export const WINDOW_MS = 1000;

/**
 * An exact sliding window per number, in memory: the instants of the last accepted messages. Refused ones do not count.
 */
export class Throughput {
  private readonly accepted = new Map<string, number[]>();

  /** Whether one more message of this number fits at `nowMs`; instants that have left the window are forgotten. */
  fits(phoneNumberId: string, limitMps: number, nowMs: number): boolean {
    const instants = this.accepted.get(phoneNumberId);
    if (instants === undefined) return true;
    const firstInside = instants.findIndex((at) => at > nowMs - WINDOW_MS);
    instants.splice(0, firstInside === -1 ? instants.length : firstInside);
    return instants.length < limitMps;
  }

  count(phoneNumberId: string, atMs: number): void {
    const instants = this.accepted.get(phoneNumberId);
    if (instants === undefined) this.accepted.set(phoneNumberId, [atMs]);
    else instants.push(atMs);
  }
}

/** One message per pair each six seconds, with 45 borrowed from the future. Source: Meta, "Pair rate limits". */
const PAIR_INTERVAL_MS = 6000;
const PAIR_BURST = 45;
const PAIRS_BEFORE_PRUNING = 10_000;

/** The debt of each pair of number and person, in memory: the instant at which it will be paid back. */
export class PairLimit {
  private readonly paidAt = new Map<string, number>();

  fits(pair: string, nowMs: number): boolean {
    return (this.paidAt.get(pair) ?? 0) - nowMs <= (PAIR_BURST - 1) * PAIR_INTERVAL_MS;
  }

  count(pair: string, nowMs: number): void {
    if (this.paidAt.size >= PAIRS_BEFORE_PRUNING) this.prune(nowMs);
    this.paidAt.set(pair, Math.max(this.paidAt.get(pair) ?? 0, nowMs) + PAIR_INTERVAL_MS);
  }

  private prune(nowMs: number): void {
    for (const [pair, atMs] of this.paidAt) if (atMs <= nowMs) this.paidAt.delete(pair);
  }
}
