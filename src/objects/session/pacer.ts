import type { Id } from "#core/ids";
import { limitBeside, NO_FREE_SENDS, takeFree, type FreeSends } from "#core/quota/free-sends";
import {
  EMPTY_WINDOW,
  moveSlots,
  nextSlotAt,
  returnSlots,
  SLOT_GUARD_MS,
  takeSlots,
  WINDOW_MS,
  type LateSlot,
  type SendWindow,
} from "#core/quota/send-window";
import { halve, limitAt, UNTHROTTLED, type Throttle } from "#core/quota/throttle";

/** A request for moments to send at. */
export interface SlotRequest {
  readonly numberId: Id<"number">;
  /** At most 6, which is as many as one run can post at once; 0, in the interactive lane, only gives `unused` back. */
  readonly count: number;
  /** The number's limit, messages per second. */
  readonly limitMps: number;
  /** Interactive messages go ahead of campaign messages. */
  readonly lane: "interactive" | "campaign";
  readonly campaignId: Id<"campaign"> | null;
  /** The campaign's own pace below the limit, messages per second; null = none. */
  readonly paceMps: number | null;
  /** How far ahead the first slot must lie for the asker to meet it, ms. */
  readonly leadMs?: number;
  /** `slots` of earlier answers that went by unused. */
  readonly unused?: readonly number[];
  /** Sends of earlier answers that reached Meta later than their slots. */
  readonly late?: readonly LateSlot[];
}

export type SendVerdict = "go" | "paused" | "cancelled";

export interface Slots {
  readonly verdict: SendVerdict;
  /**
   * When to send, by the pacer's own clock, Unix ms, ascending. Never earlier, and not more than `SLOT_GUARD_MS` later. May be
   * fewer than asked for: ask again for the rest.
   */
  readonly slots: readonly number[];
  /** How many of the asked may leave without a slot, at any moment until `FREE_MS` after the ask. */
  readonly free: number;
  /** When the ask came and when the answer left, by the pacer's clock, Unix ms: what clocks are compared by. */
  readonly receivedAtMs: number;
  readonly repliedAtMs: number;
}

type Given = Omit<Slots, "receivedAtMs" | "repliedAtMs">;

/** A campaign reserves at most this far ahead, ms: an interactive message waits no longer, and a pause bites as fast. */
const CAMPAIGN_HORIZON_MS = 250;
/** The slots of one answer lie no further apart than this, ms, because what is sent in them is claimed at once. */
const BLOCK_MS = 150;
/** While a campaign waits for its turn it looks this often, ms, whether it was paused. */
const LOOK_MS = 500;

interface Lane {
  window: SendWindow;
  free: FreeSends;
  throttle: Throttle;
  /** The last campaign ask in line. */
  tail: Promise<void>;
}

/**
 * Pacing of every number of the tenant, in memory: a stored row per ask would be many times slower. An object that was evicted
 * has forgotten what it gave out, so a fresh one lets no campaign send in its first second.
 */
export class Pacer {
  private readonly lanes = new Map<Id<"number">, Lane>();
  private readonly paced = new Map<Id<"campaign">, SendWindow>();
  private readonly startedAtMs: number;

  constructor(nowMs: number = Date.now()) {
    this.startedAtMs = nowMs;
  }

  /** Reserve slots; a campaign waits here for its turn. `verdict` says whether it may (still) send. */
  async take(request: SlotRequest, verdict: () => SendVerdict): Promise<Slots> {
    const receivedAtMs = Date.now();
    const given = await this.give(request, verdict);
    return { ...given, receivedAtMs, repliedAtMs: Date.now() };
  }

  private async give(request: SlotRequest, verdict: () => SendVerdict): Promise<Given> {
    const lane = this.laneOf(request.numberId);
    this.giveBack(request.numberId, request.campaignId, request.unused ?? []);
    lane.window = moveSlots(lane.window, request.late ?? []);
    if (request.lane === "interactive") return this.giveNow(lane, request, Date.now());
    const turn = lane.tail;
    const { promise, resolve } = Promise.withResolvers<void>();
    lane.tail = promise;
    try {
      await turn;
      for (;;) {
        const now = verdict();
        if (now !== "go") return { verdict: now, slots: [], free: 0 };
        const nowMs = Date.now();
        const waitMs = this.firstSlotAt(lane, request, nowMs) - nowMs;
        if (waitMs <= CAMPAIGN_HORIZON_MS)
          return { verdict: now, slots: this.reserve(lane, request, nowMs), free: 0 };
        await scheduler.wait(Math.min(waitMs - CAMPAIGN_HORIZON_MS, LOOK_MS));
      }
    } finally {
      resolve();
    }
  }

  /** Free sends as far as there is room for them, and the next slots for the rest. */
  private giveNow(lane: Lane, request: SlotRequest, nowMs: number): Given {
    const limit = limitAt(lane.throttle, request.limitMps, nowMs);
    const isRested = lane.throttle.blockedUntilMs <= nowMs;
    const ask = { count: isRested ? request.count : 0, limit, nowMs };
    const { free, taken } = takeFree(lane.free, lane.window, ask);
    lane.free = free;
    const rest = { ...request, count: request.count - taken };
    return { verdict: "go", slots: this.reserve(lane, rest, nowMs), free: taken };
  }

  /** Meta refused a send of this number for its rate: halve, rest for `afterMs`, then ramp back. */
  slowDown(numberId: Id<"number">, afterMs: number, nowMs: number = Date.now()): void {
    const lane = this.laneOf(numberId);
    lane.throttle = halve(lane.throttle, afterMs, nowMs);
  }

  /** Slots that were not used are no sends: they may be given again. */
  giveBack(
    numberId: Id<"number">,
    campaignId: Id<"campaign"> | null,
    unused: readonly number[],
  ): void {
    if (unused.length === 0) return;
    const lane = this.laneOf(numberId);
    lane.window = returnSlots(lane.window, unused);
    const pace = campaignId === null ? undefined : this.paced.get(campaignId);
    if (campaignId !== null && pace !== undefined)
      this.paced.set(campaignId, returnSlots(pace, unused));
  }

  private laneOf(numberId: Id<"number">): Lane {
    let lane = this.lanes.get(numberId);
    if (lane === undefined) {
      const tail = Promise.resolve();
      lane = { window: EMPTY_WINDOW, free: NO_FREE_SENDS, throttle: UNTHROTTLED, tail };
      this.lanes.set(numberId, lane);
    }
    return lane;
  }

  private notBeforeMs(lane: Lane, request: SlotRequest): number {
    const rested = lane.throttle.blockedUntilMs;
    if (request.lane === "interactive") return rested;
    return Math.max(rested, this.startedAtMs + WINDOW_MS + SLOT_GUARD_MS);
  }

  /** The campaign's own window, as far as it has a pace. */
  private paceOf(request: SlotRequest): { window: SendWindow; limit: number } | null {
    const { campaignId, paceMps } = request;
    if (campaignId === null || paceMps === null || paceMps >= request.limitMps) return null;
    return { window: this.paced.get(campaignId) ?? EMPTY_WINDOW, limit: paceMps };
  }

  /** What slots may use of the number's limit now. */
  private limitOf(lane: Lane, request: SlotRequest, nowMs: number): number {
    return limitBeside(lane.free, limitAt(lane.throttle, request.limitMps, nowMs), nowMs);
  }

  private firstSlotAt(lane: Lane, request: SlotRequest, nowMs: number): number {
    const limit = this.limitOf(lane, request, nowMs);
    const notBeforeMs = this.notBeforeMs(lane, request);
    const at = nextSlotAt(lane.window, { limit, nowMs, notBeforeMs });
    const pace = this.paceOf(request);
    return pace === null
      ? at
      : Math.max(at, nextSlotAt(pace.window, { limit: pace.limit, nowMs, notBeforeMs }));
  }

  private reserve(lane: Lane, request: SlotRequest, nowMs: number): readonly number[] {
    const limit = this.limitOf(lane, request, nowMs);
    const slots: number[] = [];
    const meetableMs = nowMs + (request.leadMs ?? 0);
    for (let i = 0; i < request.count; i++) {
      const notBeforeMs = Math.max(meetableMs, this.firstSlotAt(lane, request, nowMs));
      if (notBeforeMs - (slots[0] ?? notBeforeMs) > BLOCK_MS) break;
      lane.window = takeSlots(lane.window, { count: 1, limit, nowMs, notBeforeMs }).window;
      this.notePace(request, notBeforeMs, nowMs);
      slots.push(notBeforeMs);
    }
    return slots;
  }

  private notePace(request: SlotRequest, atMs: number, nowMs: number): void {
    const pace = this.paceOf(request);
    if (pace === null || request.campaignId === null) return;
    const ask = { count: 1, limit: pace.limit, nowMs, notBeforeMs: atMs };
    this.paced.set(request.campaignId, takeSlots(pace.window, ask).window);
  }
}
