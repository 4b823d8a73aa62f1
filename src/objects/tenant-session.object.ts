import { DurableObject } from "cloudflare:workers";

import type { Id } from "#core/ids";
import { AlarmClock } from "#objects/session/alarm-clock";
import { Announcer, type Cursors, type Dispatched } from "#objects/session/announcer";
import { Archive, type DrainedMail, type Keeping, type Rewritten } from "#objects/session/archive";
import { Deliveries } from "#objects/session/deliveries";
import { Mailbox, type Lease, type NewMail } from "#objects/session/mailbox";
import {
  Metronome,
  type CampaignStart,
  type ChunkReport,
  type Verdict,
} from "#objects/session/metronome";
import { Pacer, type SlotRequest, type Slots } from "#objects/session/pacer";
import { Streams } from "#objects/session/streams";
import { Turns, type Arrival, type TurnLease } from "#objects/session/turns";
import { Wakes } from "#objects/session/wakes";
import { sendJob, type Job, type TimedJobKind } from "#platform/queue/jobs";

/**
 * One object per tenant: its WhatsApp session. Each part is a class in `session/` that keeps its own tables and shares the
 * one alarm; this class only delegates.
 */
export class TenantSession extends DurableObject<Env> {
  private readonly clock: AlarmClock;
  private readonly mailbox: Mailbox;
  private readonly archive: Archive;
  private readonly announcer: Announcer;
  private readonly turns: Turns;
  private readonly pacer = new Pacer();
  private readonly metronome: Metronome;
  private readonly wakes: Wakes;
  private readonly streams: Streams;
  private readonly deliveries: Deliveries;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.clock = new AlarmClock(ctx.storage);
    this.mailbox = new Mailbox({
      storage: ctx.storage,
      clock: this.clock,
      ring: () => this.ring({ kind: "mailbox.drain", tenantId: this.tenantId() }),
    });
    this.archive = new Archive({ storage: ctx.storage, clock: this.clock });
    this.announcer = new Announcer({
      storage: ctx.storage,
      clock: this.clock,
      ring: (afterSeq) =>
        this.ring({ kind: "events.dispatch", tenantId: this.tenantId(), afterSeq }),
      later: (act, ms) => void setTimeout(act, ms),
    });
    this.metronome = new Metronome({
      storage: ctx.storage,
      clock: this.clock,
      ring: (campaignId, chunk) => {
        const tenantId = this.tenantId();
        void this.ring({ kind: "campaign.chunk", tenantId, campaignId, ...chunk }).catch(
          () => undefined,
        );
      },
    });
    this.streams = new Streams(ctx);
    this.deliveries = new Deliveries({
      clock: this.clock,
      ring: (webhookId) =>
        this.ring({ kind: "webhooks.deliver", tenantId: this.tenantId(), webhookId }),
    });
    this.wakes = new Wakes({
      storage: ctx.storage,
      clock: this.clock,
      ring: (kind) => this.ring({ kind, tenantId: this.tenantId() }),
    });
    this.turns = new Turns({
      storage: ctx.storage,
      clock: this.clock,
      ring: (contactId) =>
        this.ring({ kind: "automations.turn", tenantId: this.tenantId(), contactId }),
    });
    void ctx.blockConcurrencyWhile(() => this.clock.load());
  }

  /** Store webhooks of the tenant; durable when it resolves. */
  append(mail: readonly NewMail[]): Promise<void> {
    return this.mailbox.append(mail);
  }

  /** Take the oldest mail for a drain; null when there is none, or another drain has it. */
  lease(): Lease | null {
    return this.mailbox.lease();
  }

  /**
   * Acknowledge mail up to and with `lastSeq`, and take the next in the same call. `drained` is what was applied: it is kept as
   * it came, in the place of the mail, unless a drain that was slower than this one's lease has brought the same mail before.
   */
  settle(lastSeq: number, drained: readonly DrainedMail[]): Lease | null {
    this.archive.keep(drained.filter((drain) => this.mailbox.holds(drain.lastSeq)));
    return this.mailbox.settle(lastSeq);
  }

  /** When the oldest mail that waits to be applied came, Unix ms; null when none does. */
  oldestMailAt(): number | null {
    return this.mailbox.oldestAt();
  }

  /** What Meta sent, drain by drain, newest first, up to and with a mailbox sequence. */
  drained(maxSeq: number, limit: number): { drains: DrainedMail[]; hasMore: boolean } {
    return this.archive.page(maxSeq, limit);
  }

  /** How long what Meta sent is kept as it came. Told again it does nothing. */
  keepDrained(keeping: Keeping): void {
    this.archive.keepFor(keeping);
  }

  /** Give a lease back unapplied. */
  release(): void {
    this.mailbox.release();
  }

  /** Begin to send a planned campaign, or go on with it. Told again it does nothing. */
  startCampaign(campaign: CampaignStart): void {
    this.metronome.start(campaign);
  }

  /** No chunk is released and no slot given until it is resumed. */
  pauseCampaign(campaignId: Id<"campaign">): void {
    this.metronome.pause(campaignId);
  }

  /** Go on where it was paused. */
  resumeCampaign(campaignId: Id<"campaign">): void {
    this.metronome.resume(campaignId);
  }

  /** Stop for good. */
  cancelCampaign(campaignId: Id<"campaign">): void {
    this.metronome.cancel(campaignId);
  }

  /** A run of a chunk ended. @returns Whether the campaign has no chunk left to send. */
  chunkDone(report: ChunkReport): boolean {
    const { campaignId, unused } = report;
    if (unused !== undefined) this.pacer.giveBack(unused.numberId, campaignId, unused.slots);
    return this.metronome.done(report);
  }

  /** Asked by the run of a chunk before it sends: may the campaign send? Shows that the run is alive. */
  checkChunk(campaignId: Id<"campaign">, from: number): Verdict {
    return this.metronome.check(campaignId, from);
  }

  /** Count equal parameter errors in a row; null stands for any other outcome. @returns The longest run reached. */
  noteErrors(campaignId: Id<"campaign">, codes: readonly (number | null)[]): number {
    return this.metronome.noteErrors(campaignId, codes);
  }

  /** Drop what is kept of a campaign that is over. */
  forgetCampaign(campaignId: Id<"campaign">): void {
    this.metronome.forget(campaignId);
  }

  /** Moments to send at, within the number's limit. A campaign waits here for its turn. */
  takeSlots(request: SlotRequest): Promise<Slots> {
    const { campaignId } = request;
    return this.pacer.take(request, () =>
      campaignId === null ? "go" : this.metronome.verdict(campaignId),
    );
  }

  /** Meta refused a send for its rate: go on at half of it after `afterMs`, and ramp back. */
  slowDown(numberId: Id<"number">, afterMs: number): void {
    this.pacer.slowDown(numberId, afterMs);
  }

  /** A commit has told the events behind `afterSeq` up to `seq`. @returns Whether anybody subscribes, as far as is known. */
  committed(span: { readonly afterSeq: number; readonly seq: number }): boolean {
    const isStreamed = this.streams.poke();
    return this.announcer.committed(span) || isStreamed;
  }

  /** The socket on which an open stream of events is poked: the one thing that RPC cannot hand over. */
  override fetch(): Response {
    return this.streams.open();
  }

  /** A stream ended, by itself or with its Worker. */
  override webSocketClose(socket: WebSocket): void {
    socket.close();
  }

  /** How far each subscriber of events has come. */
  cursors(): Cursors {
    return this.announcer.cursors();
  }

  /** A dispatch of events is over. */
  dispatched(end: Dispatched): void {
    this.announcer.dispatched(end);
  }

  /** Ring a job at an instant (Unix ms) or, when it is asked for earlier, then. */
  wakeAt(kind: TimedJobKind, atMs: number): void {
    this.wakes.at(kind, atMs);
  }

  /** There is something to post to these webhooks. */
  ringWebhooks(webhookIds: readonly Id<"webhook">[]): void {
    this.deliveries.ring(webhookIds);
  }

  /** Begin a run that posts to a webhook; null while another one is under way, which then looks once more. */
  leaseWebhook(webhookId: Id<"webhook">): number | null {
    return this.deliveries.lease(webhookId);
  }

  /** The run is over. */
  releaseWebhook(
    webhookId: Id<"webhook">,
    end: { readonly token: number; readonly again: boolean },
  ): void {
    this.deliveries.release(webhookId, end);
  }

  /** Keep what happened for the automations of people; durable when it resolves. */
  arriveTurns(arrivals: readonly Arrival[]): void {
    this.turns.arrive(arrivals);
  }

  /** Take a person's next turn of automations; null when nothing is due, or another one is under way. */
  takeTurn(contactId: Id<"contact">): TurnLease | null {
    return this.turns.take(contactId);
  }

  /** A turn is written. */
  endTurn(contactId: Id<"contact">, token: string): void {
    this.turns.end(contactId, token);
  }

  /** A turn failed: it comes again. */
  giveBackTurn(contactId: Id<"contact">, token: string): void {
    this.turns.giveBack(contactId, token);
  }

  /** Whoever these contacts were is erased: automations have nothing to look at any more. */
  forgetTurns(contactIds: readonly Id<"contact">[]): void {
    this.turns.forget(contactIds);
  }

  /** Put other bytes in the place of what was archived; without bytes the drain is forgotten. */
  rewriteDrained(drains: readonly Rewritten[]): void {
    this.archive.rewrite(drains);
  }

  /**
   * Forget everything, the alarm and the tables included: the workspace is gone, and an object that stores nothing ends to exist.
   * Nobody calls it any more but this again; the parts of this life have nothing left to work with.
   */
  leave(): Promise<void> {
    return this.ctx.storage.deleteAll();
  }

  override alarm(): void {
    this.clock.fired();
    this.mailbox.alarm();
    this.archive.alarm();
    this.announcer.alarm();
    this.metronome.alarm();
    this.wakes.alarm();
    this.deliveries.alarm();
    this.turns.alarm();
  }

  private ring(job: Job): Promise<unknown> {
    const rung = sendJob(this.env, job);
    this.ctx.waitUntil(rung.catch(() => undefined));
    return rung;
  }

  /** Safe: the object is only ever addressed through `sessionOf`, by its tenant's id. */
  private tenantId(): Id<"tenant"> {
    return this.ctx.id.name as Id<"tenant">;
  }
}
