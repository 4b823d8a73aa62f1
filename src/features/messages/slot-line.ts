import type { Id } from "#core/ids";
import { FREE_MS } from "#core/quota/free-sends";
import { SLOT_GUARD_MS } from "#core/quota/send-window";
import { paceOf, type SendPace } from "#features/messages/send-pace";
import type { NumberRow } from "#features/numbers/index";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** When one message may leave, by this machine's clock, Unix ms. */
export interface SendSlot {
  readonly atMs: number;
  /** Later than this it is no slot any more. */
  readonly untilMs: number;
  /** The instant as the session gave it; null when it said "at any moment until then". */
  readonly slotMs: number | null;
}

/** `unavailable`: the session could not be asked, and without it nobody sends. */
type LineVerdict = "go" | "paused" | "cancelled" | "unavailable";

export interface TakenSlots {
  readonly verdict: LineVerdict;
  /** Ascending. May be fewer than asked for. */
  readonly slots: readonly SendSlot[];
}

/** Who stands in line for slots. */
export interface LineOf {
  readonly number: Pick<NumberRow, "id" | "throughputMps">;
  readonly lane: "interactive" | "campaign";
  readonly campaignId: Id<"campaign"> | null;
  /** The campaign's own pace, messages per second; null = as fast as the number. */
  readonly paceMps: number | null;
}

/** One run's place in the line of a number: takes slots, and gives those back that it did not use with the next ask. */
export class SlotLine {
  readonly pace: SendPace;
  private readonly ctx: ScopedContext;
  private readonly of: LineOf;
  private unused: readonly number[] = [];

  constructor(ctx: ScopedContext, of: LineOf) {
    this.ctx = ctx;
    this.of = of;
    this.pace = paceOf(of.number.id);
  }

  /** @param count At most 6; with 0 it only tells what was given back. */
  async take(count: number): Promise<TakenSlots> {
    const { ctx, pace } = this;
    const { number, lane, campaignId, paceMps } = this.of;
    const askedAtMs = ctx.nowMs();
    try {
      const given = await ctx.session.takeSlots({
        numberId: number.id,
        count,
        unused: this.takeUnused(),
        late: pace.takeLate(),
        leadMs: pace.leadMs,
        limitMps: number.throughputMps,
        lane,
        campaignId,
        paceMps,
      });
      const { receivedAtMs, repliedAtMs } = given;
      pace.noteCall({ askedAtMs, receivedAtMs, repliedAtMs, answeredAtMs: ctx.nowMs() });
      const free = { atMs: askedAtMs, untilMs: askedAtMs + FREE_MS, slotMs: null };
      const freely = Array.from({ length: given.free }, (): SendSlot => free);
      return { verdict: given.verdict, slots: [...freely, ...given.slots.map(this.ours)] };
    } catch (error) {
      log("warn", "slots.unavailable", { number: number.id, ...describeError(error) });
      return { verdict: "unavailable", slots: [] };
    }
  }

  /** Slots of this line that nothing was sent in. */
  giveBack(slots: readonly SendSlot[]): void {
    this.unused = [...this.unused, ...slots.flatMap(({ slotMs }) => slotMs ?? [])];
  }

  /** What was given back and not told to the session yet. It is told once. */
  takeUnused(): readonly number[] {
    const { unused } = this;
    this.unused = [];
    return unused;
  }

  private readonly ours = (slotMs: number): SendSlot => {
    const atMs = this.pace.ours(slotMs);
    return { atMs, untilMs: atMs + SLOT_GUARD_MS, slotMs };
  };
}
