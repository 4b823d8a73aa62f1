import { DurableObject } from "cloudflare:workers";

import type { Id } from "#core/ids";
import { AlarmClock } from "#objects/session/alarm-clock";
import { Mailbox, type Lease, type NewMail } from "#objects/session/mailbox";
import type { Job } from "#platform/queue/job";

/**
 * One object per tenant: its WhatsApp session. Each part is a class in `session/` that keeps its own tables and shares the
 * one alarm; this class only delegates.
 */
export class TenantSession extends DurableObject<Env> {
  private readonly clock: AlarmClock;
  private readonly mailbox: Mailbox;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.clock = new AlarmClock(ctx.storage);
    this.mailbox = new Mailbox({
      storage: ctx.storage,
      clock: this.clock,
      ring: () => this.ring({ kind: "mailbox.drain", tenantId: this.tenantId() }),
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

  /** Acknowledge mail up to and with `lastSeq`, and take the next in the same call. */
  settle(lastSeq: number): Lease | null {
    return this.mailbox.settle(lastSeq);
  }

  /** Give a lease back unapplied. */
  release(): void {
    this.mailbox.release();
  }

  override alarm(): void {
    this.clock.fired();
    this.mailbox.alarm();
  }

  private ring(job: Job): Promise<unknown> {
    const rung = this.env.JOBS.send(job);
    this.ctx.waitUntil(rung.catch(() => undefined));
    return rung;
  }

  /** Safe: the object is only ever addressed through `sessionOf`, by its tenant's id. */
  private tenantId(): Id<"tenant"> {
    return this.ctx.id.name as Id<"tenant">;
  }
}
