import type { Clock } from "#sandbox/clock";
import type { Entry, Notice, Outbox } from "#sandbox/outbox";
import type { JsonObject } from "#sandbox/result";
import { metaJson, signatureOf } from "#sandbox/sign";

/** Where webhooks go; the object hands in the Worker's own route. */
export type Post = (request: Request) => Promise<Response>;

const WEBHOOK_URL = "https://sandbox.invalid/webhooks/meta";
const STATUSES_PER_WEBHOOK_MAX = 50;
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
  readonly outbox: Outbox;
  readonly secrets: string;
  /** Whether an account's webhooks are sent anywhere: what it would tell otherwise is told to nobody. */
  readonly isSubscribed: (wabaId: string) => boolean;
  readonly post: Post;
}

/** Brings notices from the outbox to the webhook route: signed, in due order, statuses of one number together. */
export class Delivery {
  /** Replaceable, so that a test can look at what is posted. */
  post: Post;
  private readonly parts: DeliveryParts;
  private running = false;
  private armedForMs = Infinity;
  private poke: (() => void) | null = null;

  constructor(parts: DeliveryParts) {
    this.parts = parts;
    this.post = parts.post;
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
    try {
      await this.parts.storage.setAlarm(Date.now() + SAFETY_MS);
      while (Date.now() < endMs) {
        await this.deliverDue();
        const waitMs = this.nextRealMs() - Date.now();
        if (waitMs > LINGER_MS) break;
        if (waitMs > 0) await this.sleep(waitMs);
      }
    } finally {
      this.running = false;
      this.armedForMs = Infinity;
      if (this.parts.outbox.nextDueMs === undefined) await this.parts.storage.deleteAlarm();
      else this.arm();
    }
  }

  private nextRealMs(): number {
    const dueMs = this.parts.outbox.nextDueMs;
    return dueMs === undefined ? Infinity : this.parts.clock.realMs(dueMs);
  }

  private arm(): void {
    const atMs = this.nextRealMs();
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

  private async deliverDue(): Promise<void> {
    const { outbox, clock } = this.parts;
    for (const group of groupNotices(outbox.takeDue(clock.nowMs(), NOTICES_PER_PASS_MAX))) {
      if (!this.isWanted(group) || (await this.deliver(group))) outbox.delivered(group);
      else outbox.failed(group, clock.nowMs());
    }
  }

  private isWanted([first]: readonly Entry[]): boolean {
    return first === undefined || this.parts.isSubscribed(first.notice.wabaId);
  }

  private async deliver(group: readonly Entry[]): Promise<boolean> {
    const body = metaJson(envelopeOf(group, this.parts.clock.nowMs()));
    const signature = await signatureOf(this.parts.secrets, body);
    try {
      const response = await this.post(
        new Request(WEBHOOK_URL, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            "user-agent": "facebookexternalua",
            "x-hub-signature-256": signature,
          },
          body,
        }),
      );
      await response.body?.cancel();
      return response.status === 200;
    } catch {
      return false;
    }
  }
}

/** Statuses of one number share a webhook until something else of that number comes between them. */
export function groupNotices(entries: readonly Entry[]): Entry[][] {
  const groups: Entry[][] = [];
  const openGroups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const number = entry.notice.metadata?.phone_number_id ?? "";
    const openGroup = openGroups.get(number);
    if (entry.notice.status === undefined) {
      openGroups.delete(number);
      groups.push([entry]);
    } else if (openGroup !== undefined && openGroup.length < STATUSES_PER_WEBHOOK_MAX) {
      openGroup.push(entry);
    } else {
      const group = [entry];
      openGroups.set(number, group);
      groups.push(group);
    }
  }
  return groups;
}

/** The body of one webhook. Only what is about a WABA carries `time`. */
function envelopeOf(group: readonly Entry[], nowMs: number): JsonObject {
  const notices = group.map((entry) => entry.notice);
  const [first] = notices;
  const statuses = notices.flatMap((notice) =>
    notice.status === undefined ? [] : [notice.status],
  );
  const contacts = distinctContacts(notices);
  const value = {
    ...(first?.metadata ? { messaging_product: "whatsapp", metadata: first.metadata } : {}),
    ...(statuses.length > 0 ? { ...(contacts.length > 0 ? { contacts } : {}), statuses } : {}),
    ...first?.value,
  };
  return {
    object: "whatsapp_business_account",
    entry: [
      {
        id: first?.wabaId,
        ...(first?.metadata ? {} : { time: Math.floor(nowMs / 1000) }),
        changes: [{ value, field: first?.field }],
      },
    ],
  };
}

function distinctContacts(notices: readonly Notice[]): JsonObject[] {
  const byUser = new Map<unknown, JsonObject>();
  for (const { contact } of notices)
    if (contact !== undefined) byUser.set(contact["user_id"], contact);
  return [...byUser.values()];
}
