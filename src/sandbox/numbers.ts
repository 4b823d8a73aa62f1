import { randomDigits } from "#sandbox/rng";
import { readSetting, writeSetting } from "#sandbox/schema";

/** How templates of a number's WABA are reviewed: by rule, always the same way, or by `reviewTemplate`. */
export const TEMPLATE_REVIEWS = ["rule", "approve", "reject", "manual"] as const;
export type TemplateReview = (typeof TEMPLATE_REVIEWS)[number];

/** What a number is made with; everything has a default. */
export interface NewNumber {
  readonly name?: string | undefined;
  /** Accepted messages in any 1,000 ms; 80 when absent. */
  readonly throughput_mps?: number | undefined;
  /** Different people in 24 hours outside a service window; null or absent = unlimited. */
  readonly messaging_limit?: number | null | undefined;
  readonly template_review?: TemplateReview | undefined;
  /** From accepted to sent, from sent to delivered, from delivered to read; 400 when absent. */
  readonly latency_ms?: number | undefined;
  /** Whether it can send at once; true when absent. */
  readonly registered?: boolean | undefined;
  /** SHA-256, hex, of a token that the number's owner holds beside the platform's; none when absent. */
  readonly owner_token_hash?: string | undefined;
}

export interface CreatedNumber {
  readonly waba_id: string;
  readonly phone_number_id: string;
  readonly display_phone_number: string;
  readonly verified_name: string;
  readonly access_token: string;
  readonly business_id: string;
  readonly throughput_mps: number;
  readonly messaging_limit: number | null;
}

export type SandboxNumber = {
  readonly phone_number_id: string;
  readonly waba_id: string;
  readonly display_phone_number: string;
  readonly verified_name: string;
  readonly access_token: string;
  readonly throughput_mps: number;
  readonly messaging_limit: number | null;
  readonly template_review: TemplateReview;
  readonly latency_ms: number;
  readonly created_at: number;
};

const DEFAULT_THROUGHPUT_MPS = 80;
const DEFAULT_LATENCY_MS = 400;

/** The digits of a number as webhooks spell it. */
export const digitsOfNumber = (number: SandboxNumber): string =>
  number.display_phone_number.replaceAll(/\D/g, "");

/** The workspace's numbers. Each has a WABA of its own; all belong to one business portfolio. */
export class Numbers {
  private readonly byId = new Map<string, SandboxNumber>();
  readonly businessId: string;
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    this.businessId = readSetting<string>(sql, "business_id") ?? this.keepNewBusinessId();
    for (const row of sql.exec<SandboxNumber>("SELECT * FROM numbers"))
      this.byId.set(row.phone_number_id, row);
  }

  find(phoneNumberId: string): SandboxNumber | undefined {
    return this.byId.get(phoneNumberId);
  }

  /** The number that a WABA holds. */
  ofWaba(wabaId: string): SandboxNumber | undefined {
    return [...this.byId.values()].find((number) => number.waba_id === wabaId);
  }

  /** The accounts that a token was granted. */
  wabaIdsOf(token: string): string[] {
    return [...this.byId.values()].flatMap((number) =>
      number.access_token === token ? [number.waba_id] : [],
    );
  }

  isToken(token: string): boolean {
    return [...this.byId.values()].some((number) => number.access_token === token);
  }

  /** Ids and token are random: they must be unique in the deployment, whatever the seed is. */
  create(input: NewNumber, nowMs: number): CreatedNumber {
    const name = input.name ?? "Sandbox";
    const local = randomDigits(7);
    const number: SandboxNumber = {
      phone_number_id: randomDigits(16),
      waba_id: randomDigits(15),
      display_phone_number: `+1 555-${local.slice(0, 3)}-${local.slice(3)}`,
      verified_name: name,
      access_token: `EAAsandbox${randomDigits(24)}`,
      throughput_mps: input.throughput_mps ?? DEFAULT_THROUGHPUT_MPS,
      messaging_limit: input.messaging_limit ?? null,
      template_review: input.template_review ?? "rule",
      latency_ms: input.latency_ms ?? DEFAULT_LATENCY_MS,
      created_at: nowMs,
    };
    this.sql.exec(
      "INSERT INTO numbers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      number.phone_number_id,
      number.waba_id,
      number.display_phone_number,
      number.verified_name,
      number.access_token,
      number.throughput_mps,
      number.messaging_limit,
      number.template_review,
      number.latency_ms,
      number.created_at,
    );
    this.byId.set(number.phone_number_id, number);
    return {
      waba_id: number.waba_id,
      phone_number_id: number.phone_number_id,
      display_phone_number: number.display_phone_number,
      verified_name: name,
      access_token: number.access_token,
      business_id: this.businessId,
      throughput_mps: number.throughput_mps,
      messaging_limit: number.messaging_limit,
    };
  }

  private keepNewBusinessId(): string {
    const id = randomDigits(15);
    writeSetting(this.sql, "business_id", id);
    return id;
  }
}
