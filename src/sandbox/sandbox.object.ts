/**
 * The built-in Meta: one object per tenant. `fetch` speaks Graph; the methods are what Meta does not have: make a number, be
 * a customer, set faults and the clock, read the ledger.
 */
import { DurableObject } from "cloudflare:workers";
import type { Hono } from "hono";

import { announceNews, type NewsInput } from "#sandbox/account-news";
import { Clock } from "#sandbox/clock";
import { Delivery } from "#sandbox/delivery";
import { Faults, type FaultPlan, type FaultRule } from "#sandbox/faults";
import { graphApi } from "#sandbox/graph-routes";
import { Heard } from "#sandbox/heard";
import { withMedium } from "#sandbox/inbound-media";
import { Inbox } from "#sandbox/inbox";
import { ownerLane, platformLane, type Lane, type Post } from "#sandbox/lanes";
import { Ledger, type LedgerEntry, type LedgerQuery, type LedgerSummary } from "#sandbox/ledger";
import { MAGIC_RECIPIENTS, type MagicRecipient } from "#sandbox/magic-recipients";
import { Media } from "#sandbox/media";
import { NumberDesk } from "#sandbox/number-desk";
import { Numbers, type CreatedNumber, type NewNumber } from "#sandbox/numbers";
import { Outbox } from "#sandbox/outbox";
import { Owners, type OwnerWebhook } from "#sandbox/owners";
import { Reach } from "#sandbox/reach";
import { receive, type InboundInput } from "#sandbox/receive";
import { Registrations } from "#sandbox/registrations";
import { reportStatus, type StatusInput } from "#sandbox/report-status";
import type { TemplateEvent } from "#sandbox/review-template";
import { createTables } from "#sandbox/schema";
import { CODE_LIVES_MS, Signups } from "#sandbox/signups";
import { endReview, recategorise } from "#sandbox/template-desk";
import { Templates } from "#sandbox/templates";
import { PairLimit, Throughput, WINDOW_MS } from "#sandbox/throughput";
import { Uploads } from "#sandbox/uploads";
import type { World } from "#sandbox/world";

/** A strange host may stay away for long, and what it then has not heard must fit into memory. */
const OWNER_OUTBOX = {
  table: "owner_outbox",
  backoffMaxMs: 60 * 60_000,
  noticesMax: 10_000,
} as const;

/** The id of the app that is played; Meta gives out none like it. */
const APP_ID = "0";

export class Sandbox extends DurableObject<Env> {
  /** How webhooks leave. Not reachable by RPC; a test in the same isolate may replace them. */
  readonly posts: { platform: Post; owner: Post };
  private readonly delivery: Delivery;
  private readonly world: World;
  private readonly graph: Pick<Hono, "fetch">;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { sql } = ctx.storage;
    createTables(sql);
    const clock = new Clock(sql);
    const outbox = new Outbox(sql, { table: "outbox", backoffMaxMs: 60_000 });
    const ownerOutbox = new Outbox(sql, OWNER_OUTBOX);
    this.world = {
      app: {
        id: APP_ID,
        secrets: env.META_APP_SECRET.split(",").map((secret) => secret.trim()),
        callbackUrl: `${env.PUBLIC_URL.replace(/\/+$/, "")}/webhooks/meta`,
      },
      clock,
      outbox,
      ownerOutbox,
      desk: new NumberDesk(sql),
      signups: new Signups(sql),
      numbers: new Numbers(sql),
      owners: new Owners(sql),
      registrations: new Registrations(sql),
      templates: new Templates(sql),
      media: new Media(sql),
      uploads: new Uploads(sql),
      ledger: new Ledger(sql),
      faults: new Faults(sql, ctx.id.toString()),
      inbox: new Inbox(sql),
      heard: new Heard(sql),
      reach: new Reach(sql),
      throughput: new Throughput(),
      pairs: new PairLimit(),
      isSubscribed: (wabaId) => {
        const id = this.world.numbers.ofWaba(wabaId)?.phone_number_id;
        return id === undefined || this.world.desk.of(id).subscribed !== false;
      },
      wake: () => this.delivery.wake(),
    };
    for (const row of this.world.ledger.acceptedSince(clock.nowMs() - WINDOW_MS))
      this.world.throughput.count(row.phone_number_id, row.at);
    this.posts = {
      platform: (request): Promise<Response> => ctx.exports.default.fetch(request),
      owner: (request) => fetch(request),
    };
    this.delivery = new Delivery({ storage: ctx.storage, clock, lanes: this.lanes(env) });
    this.graph = graphApi(this.world, () => ctx.storage.sync());
    this.delivery.wake();
  }

  private lanes(env: Env): readonly Lane[] {
    const { clock, numbers, owners, outbox, ownerOutbox } = this.world;
    return [
      platformLane(outbox, {
        clock,
        secrets: env.META_APP_SECRET,
        isSubscribed: (wabaId) => this.world.isSubscribed(wabaId),
        post: (request) => this.posts.platform(request),
      }),
      ownerLane(ownerOutbox, {
        clock,
        numbers,
        owners,
        post: (request) => this.posts.owner(request),
      }),
    ];
  }

  /** The Graph API, under any host. */
  override async fetch(request: Request): Promise<Response> {
    return this.graph.fetch(request);
  }

  override async alarm(): Promise<void> {
    await this.delivery.run();
  }

  /** A number with a WABA of its own, usable at once unless it is to be registered first. */
  async createNumber(input: NewNumber): Promise<CreatedNumber> {
    const number = this.world.numbers.create(input, this.world.clock.nowMs());
    if (input.registered === false) this.world.registrations.deregister(number.phone_number_id);
    if (input.owner_token_hash !== undefined)
      this.world.owners.setToken(number.phone_number_id, input.owner_token_hash);
    return number;
  }

  /**
   * Give the owner of a number another token, or none; the former one ends at once.
   *
   * @param tokenHash SHA-256, hex.
   */
  async setOwnerToken(phoneNumberId: string, tokenHash: string | null): Promise<void> {
    this.world.owners.setToken(phoneNumberId, tokenHash);
  }

  /** A number has no owner any more: the token ends, and nothing more is told. */
  async disown(phoneNumberId: string): Promise<void> {
    this.world.owners.setToken(phoneNumberId, null);
    this.world.owners.setWebhook(phoneNumberId, null);
  }

  /** Tell the owner of a number what happens on it, at this URL; null: nowhere. */
  async setOwnerWebhook(phoneNumberId: string, webhook: OwnerWebhook | null): Promise<void> {
    this.world.owners.setWebhook(phoneNumberId, webhook);
  }

  /** Where the owner of a number hears of it; null: nowhere. */
  async ownerWebhookUrl(phoneNumberId: string): Promise<string | null> {
    return this.world.owners.webhookOf(phoneNumberId)?.url ?? null;
  }

  /**
   * A business goes through Embedded Signup: it makes an account with a number of its own, which is neither registered nor has
   * its webhooks sent anywhere yet.
   *
   * @returns The code that the browser is given; it is good once, until `expiresAtMs` of the sandbox's clock.
   */
  async signUp(input: NewNumber): Promise<{ readonly code: string; readonly expiresAtMs: number }> {
    const number = await this.createNumber({ ...input, registered: false });
    this.world.desk.change(number.phone_number_id, { subscribed: false });
    const nowMs = this.world.clock.nowMs();
    const code = this.world.signups.issue(number.access_token, nowMs);
    return { code, expiresAtMs: nowMs + CODE_LIVES_MS };
  }

  /**
   * A person writes to a number; the webhook leaves at once.
   *
   * @returns The message's id, or `null` when the sandbox does not hold the number.
   */
  async inbound(input: InboundInput): Promise<{ readonly wamid: string } | null> {
    const number = this.world.numbers.find(input.phone_number_id);
    if (number === undefined) return null;
    const object = await withMedium(this.world, number, input);
    return receive(this.world, number, { ...input, object });
  }

  /** An id for a message that a person is about to write; `inbound` takes it. */
  async newWamid(phoneNumberId: string): Promise<string> {
    return this.world.inbox.newWamid(this.world.faults.seed, phoneNumberId);
  }

  /**
   * Report a status of a message by hand, beside those that come by themselves. A message that the sandbox never saw is
   * reported too, as Meta does for messages of other systems.
   *
   * @returns Whether the sandbox holds the number.
   */
  async statuses(input: StatusInput): Promise<boolean> {
    const number = this.world.numbers.find(input.phone_number_id);
    if (number === undefined) return false;
    reportStatus(this.world, number, input);
    return true;
  }

  /**
   * End the review of a template by hand, or change an approved one (PAUSED, DISABLED, …).
   *
   * @param input `template_id` is Meta's id. @returns Whether the template exists.
   */
  async reviewTemplate(input: {
    readonly template_id: string;
    readonly event: TemplateEvent;
    readonly reason?: string;
  }): Promise<boolean> {
    const template = this.world.templates.find(input.template_id);
    if (template === undefined) return false;
    const reason = input.reason ?? (input.event === "REJECTED" ? "INVALID_FORMAT" : "NONE");
    const explanation = input.event === "REJECTED" ? "A reviewer rejected it." : null;
    const review = { event: input.event, reason, explanation };
    endReview(this.world, template, review, this.world.clock.nowMs());
    return true;
  }

  /** Put a template into another category, as Meta does. @returns Whether the template exists. */
  async recategoriseTemplate(input: {
    readonly template_id: string;
    readonly category: "MARKETING" | "UTILITY";
  }): Promise<boolean> {
    const template = this.world.templates.find(input.template_id);
    if (template === undefined) return false;
    recategorise(this.world, template, input.category);
    return true;
  }

  /** Let Meta say something of a number or its account. @returns Whether the sandbox holds the number. */
  async announce(news: NewsInput): Promise<boolean> {
    const number = this.world.numbers.find(news.phone_number_id);
    if (number !== undefined) announceNews(this.world, number, news);
    return number !== undefined;
  }

  async faults(): Promise<FaultPlan> {
    return this.world.faults.plan;
  }

  /** Replace the rules, and the seed if one is given. Counters of rules and the course of chance start again. */
  async setFaults(plan: {
    readonly seed?: number | undefined;
    readonly rules: readonly FaultRule[];
  }): Promise<FaultPlan> {
    return this.world.faults.set(plan, this.world.ledger.lastSeq);
  }

  /** No rules, and the seed that the sandbox was born with. */
  async clearFaults(): Promise<void> {
    this.world.faults.clear(this.world.ledger.lastSeq);
  }

  /** The sandbox's time, Unix ms. */
  async clock(): Promise<number> {
    return this.world.clock.nowMs();
  }

  /**
   * Move the clock forward; what becomes due is delivered at once.
   *
   * @returns The new time in Unix ms, or `null` when `nowMs` lies in the past.
   */
  async moveClock(
    to: { readonly nowMs: number } | { readonly advanceMs: number },
  ): Promise<number | null> {
    const { clock } = this.world;
    const byMs = "nowMs" in to ? to.nowMs - clock.nowMs() : to.advanceMs;
    if (byMs < 0) return null;
    clock.advance(byMs);
    this.delivery.wake();
    return clock.nowMs();
  }

  /** What was posted, oldest first. */
  async ledger(query: LedgerQuery): Promise<LedgerEntry[]> {
    return this.world.ledger.list(query);
  }

  /** Totals over one number (its `phone_number_id`), or over all. */
  async ledgerSummary(query: { readonly number?: string | undefined }): Promise<LedgerSummary> {
    return this.world.ledger.summary(query.number ?? null);
  }

  /** Forget everything, the alarm and the tables included: the workspace is gone, and nobody calls any more but this again. */
  async leave(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }

  async recipients(): Promise<readonly MagicRecipient[]> {
    return MAGIC_RECIPIENTS;
  }
}
