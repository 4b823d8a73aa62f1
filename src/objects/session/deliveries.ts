import type { Id } from "#core/ids";
import type { AlarmClock } from "#objects/session/alarm-clock";

/** `ring` starts a run by queue. It may fail or be lost: the alarm asks again. */
export interface DeliveriesPorts {
  readonly clock: AlarmClock;
  readonly ring: (webhookId: Id<"webhook">) => Promise<unknown>;
}

/** How long a run may work before another one may begin. */
export const DELIVERY_LEASE_MS = 60_000;

/** A bell that was rung and led to nothing is rung again after this long. */
export const DELIVERY_SILENCE_MS = 20_000;

type Run =
  | { readonly state: "rung"; readonly untilMs: number }
  | { readonly state: "running"; readonly untilMs: number; readonly token: number; again: boolean };

/**
 * One run at a time posts to each webhook, however often it is rung for. All of it is in memory: after an eviction a webhook may
 * have two runs, which its cursor notices, and what nobody remembers the sweep rings for.
 */
export class Deliveries {
  private readonly ports: DeliveriesPorts;
  private readonly runs = new Map<Id<"webhook">, Run>();
  private lastToken = 0;

  constructor(ports: DeliveriesPorts) {
    this.ports = ports;
  }

  /** There is something to post. A run that is under way looks once more before it ends. */
  ring(webhookIds: readonly Id<"webhook">[], nowMs: number = Date.now()): void {
    for (const id of webhookIds) {
      const run = this.runOf(id, nowMs);
      if (run?.state === "running") run.again = true;
      else if (run === undefined) this.sendRing(id, nowMs);
    }
  }

  /** Begin a run. @returns What to give back at its end; null while another one is under way. */
  lease(id: Id<"webhook">, nowMs: number = Date.now()): number | null {
    const run = this.runOf(id, nowMs);
    if (run?.state === "running") {
      run.again = true;
      return null;
    }
    this.lastToken += 1;
    const untilMs = nowMs + DELIVERY_LEASE_MS;
    this.runs.set(id, { state: "running", untilMs, token: this.lastToken, again: false });
    this.ports.clock.wakeBy(untilMs);
    return this.lastToken;
  }

  /** A run is over. @param again Whether it knows of more that can be posted at once. */
  release(
    id: Id<"webhook">,
    { token, again }: { readonly token: number; readonly again: boolean },
    nowMs: number = Date.now(),
  ): void {
    const run = this.runs.get(id);
    if (run?.state !== "running" || run.token !== token) return;
    this.runs.delete(id);
    if (again || run.again) this.sendRing(id, nowMs);
  }

  /** Keep the promise: a run that was never heard of again is followed by another. */
  alarm(nowMs: number = Date.now()): void {
    for (const [id, { untilMs }] of this.runs) {
      if (untilMs > nowMs) this.ports.clock.wakeBy(untilMs);
      else this.sendRing(id, nowMs);
    }
  }

  /** The run that still counts. */
  private runOf(id: Id<"webhook">, nowMs: number): Run | undefined {
    const run = this.runs.get(id);
    return run !== undefined && run.untilMs > nowMs ? run : undefined;
  }

  private sendRing(id: Id<"webhook">, nowMs: number): void {
    const untilMs = nowMs + DELIVERY_SILENCE_MS;
    const rung: Run = { state: "rung", untilMs };
    this.runs.set(id, rung);
    this.ports.clock.wakeBy(untilMs);
    this.ports.ring(id).catch(() => {
      if (this.runs.get(id) === rung) this.runs.set(id, { ...rung, untilMs: nowMs });
    });
  }
}
