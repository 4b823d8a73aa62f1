import type { Clock } from "#sandbox/clock";
import type { Lane } from "#sandbox/lanes";
import { groupNotices } from "#sandbox/webhook-envelope";

const NOTICES_PER_PASS_MAX = 500;
/** A pass waits in memory for what is due this soon instead of setting an alarm for it. */
const LINGER_MS = 3000;
/** One alarm works at most this long, then the next takes over. */
const RUN_MS = 60_000;
/** While an alarm works another is armed, in case the process dies under it. */
const SAFETY_MS = RUN_MS + 30_000;

export interface DeliveryParts {
  readonly storage: DurableObjectStorage;
  readonly clock: Clock;
  readonly lanes: readonly Lane[];
}

/**
 * Brings notices from the outboxes to who they are for: in due order, statuses of one number together. No lane waits for
 * another.
 */
export class Delivery {
  private readonly parts: DeliveryParts;
  private running = false;
  private armedForMs = Infinity;
  private poke: (() => void) | null = null;

  constructor(parts: DeliveryParts) {
    this.parts = parts;
  }

  /** Call after notices were added or the clock was moved. Writes a row only when the alarm must move. */
  wake(): void {
    if (this.running) this.poke?.();
    else this.arm();
  }

  /** The alarm: deliver until nothing is due soon. */
  async run(): Promise<void> {
    if (this.running) {
      this.poke?.();
      return;
    }
    this.running = true;
    const endMs = Date.now() + RUN_MS;
    const passes = new Map<Lane, Promise<void>>();
    const failures: unknown[] = [];
    try {
      await this.parts.storage.setAlarm(Date.now() + SAFETY_MS);
      while (Date.now() < endMs && failures.length === 0) {
        this.startPasses(passes, failures);
        const idle = this.parts.lanes.filter((lane) => !passes.has(lane));
        const waitMs = this.nextRealMs(idle) - Date.now();
        if (passes.size === 0 && waitMs > LINGER_MS) break;
        await this.sleep(Math.max(0, Math.min(waitMs, endMs - Date.now())));
      }
      await Promise.all(passes.values());
      if (failures.length > 0) throw new AggregateError(failures, "A pass of the delivery failed.");
    } finally {
      this.running = false;
      this.armedForMs = Infinity;
      if (this.nextRealMs(this.parts.lanes) === Infinity) await this.parts.storage.deleteAlarm();
      else this.arm();
    }
  }

  /** Begin a pass of each lane that has something due and none under way. */
  private startPasses(passes: Map<Lane, Promise<void>>, failures: unknown[]): void {
    const nowMs = this.parts.clock.nowMs();
    for (const lane of this.parts.lanes) {
      if (passes.has(lane) || (lane.outbox.nextDueMs ?? Infinity) > nowMs) continue;
      const pass = this.deliverDue(lane)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => {
          passes.delete(lane);
          this.poke?.();
        });
      passes.set(lane, pass);
    }
  }

  private nextRealMs(lanes: readonly Lane[]): number {
    const dueMs = Math.min(...lanes.map(({ outbox }) => outbox.nextDueMs ?? Infinity));
    return dueMs === Infinity ? Infinity : this.parts.clock.realMs(dueMs);
  }

  private arm(): void {
    const atMs = this.nextRealMs(this.parts.lanes);
    if (atMs >= this.armedForMs) return;
    this.armedForMs = atMs;
    void this.parts.storage.setAlarm(Math.max(atMs, Date.now()));
  }

  private async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.poke = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.poke = null;
  }

  private async deliverDue({ outbox, hand }: Lane): Promise<void> {
    const { clock } = this.parts;
    const silent = new Set<string>();
    for (const group of groupNotices(outbox.takeDue(clock.nowMs(), NOTICES_PER_PASS_MAX))) {
      const account = group[0]?.notice.wabaId ?? "";
      const handed = silent.has(account) ? "unreachable" : await hand(group);
      if (handed === "unreachable") silent.add(account);
      if (handed === "taken") outbox.delivered(group);
      else outbox.failed(group, clock.nowMs());
    }
  }
}
