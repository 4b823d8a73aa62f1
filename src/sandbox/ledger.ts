export const OUTCOMES = ["accepted", "refused", "accepted_response_lost"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One POST of a message, as Graph saw it. */
export interface LedgerEntry {
  readonly seq: number;
  /** Unix ms of the sandbox's clock. */
  readonly at: number;
  readonly phone_number_id: string;
  /** The digits or the user id that it was for; null when the call named nobody. */
  readonly to: string | null;
  readonly type: string | null;
  readonly template: string | null;
  readonly biz_opaque_callback_data: string | null;
  readonly wamid: string | null;
  readonly outcome: Outcome;
  /** Why it was refused, or why it will fail. */
  readonly code: number | null;
  /** US dollars, or null when nothing is charged. */
  readonly price: number | null;
}

export interface LedgerQuery {
  readonly number?: string | undefined;
  readonly to?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** Only entries after this sequence. */
  readonly after?: number | undefined;
  readonly limit: number;
}

export interface LedgerSummary {
  readonly posts: number;
  /** Responses that were lost included. */
  readonly accepted: number;
  readonly refused_by_code: Readonly<Record<string, number>>;
  readonly max_per_recipient: number;
  /** The most accepted messages of one number in any 1,000 ms. */
  readonly peak_per_second: number;
}

/** A row of the ledger with what only the sandbox itself reads. */
export type LedgerRow = Omit<LedgerEntry, "to" | "biz_opaque_callback_data"> & {
  readonly recipient: string | null;
  readonly opaque: string | null;
  readonly category: string | null;
};

/** Everything that was posted, append-only. */
export class Ledger {
  private last: number;
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    this.last = sql.exec<{ seq: number }>("SELECT coalesce(max(seq), 0) seq FROM ledger").one().seq;
  }

  get lastSeq(): number {
    return this.last;
  }

  /** The sequence that the next entry must have. */
  takeSeq(): number {
    this.last += 1;
    return this.last;
  }

  append(row: LedgerRow): void {
    this.sql.exec(
      "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      row.seq,
      row.at,
      row.phone_number_id,
      row.recipient,
      row.type,
      row.template,
      row.category,
      row.opaque,
      row.wamid,
      row.outcome,
      row.code,
      row.price,
    );
  }

  find(seq: number): LedgerRow | undefined {
    return this.sql.exec<LedgerRow>("SELECT * FROM ledger WHERE seq = ?", seq).toArray()[0];
  }

  /** Everybody that something was posted to. */
  recipients(): readonly string[] {
    return this.sql
      .exec<{ recipient: string }>(
        "SELECT DISTINCT recipient FROM ledger WHERE recipient IS NOT NULL",
      )
      .toArray()
      .map(({ recipient }) => recipient);
  }

  /** What was posted to these people was posted to nobody. */
  forget(people: readonly string[]): void {
    this.sql.exec(
      "UPDATE ledger SET recipient = NULL, wamid = NULL WHERE recipient IN (SELECT value FROM json_each(?))",
      JSON.stringify(people),
    );
  }

  /** Accepted messages since an instant, oldest first: to fill the throughput window after a restart. */
  acceptedSince(atMs: number): { phone_number_id: string; at: number }[] {
    return this.sql
      .exec<{ phone_number_id: string; at: number }>(
        "SELECT phone_number_id, at FROM (SELECT * FROM ledger ORDER BY seq DESC LIMIT 2000) WHERE at > ? AND outcome <> 'refused' ORDER BY seq",
        atMs,
      )
      .toArray();
  }

  list(query: LedgerQuery): LedgerEntry[] {
    return this.sql
      .exec<LedgerEntry & Record<string, SqlStorageValue>>(
        `SELECT seq, at, phone_number_id, recipient AS "to", type, template, opaque AS biz_opaque_callback_data,
                wamid, outcome, code, price
         FROM ledger
         WHERE seq > ?1 AND (?2 IS NULL OR phone_number_id = ?2) AND (?3 IS NULL OR recipient = ?3)
           AND (?4 IS NULL OR outcome = ?4)
         ORDER BY seq LIMIT ?5`,
        query.after ?? 0,
        query.number ?? null,
        query.to ?? null,
        query.outcome ?? null,
        query.limit,
      )
      .toArray();
  }

  summary(number: string | null): LedgerSummary {
    const totals = this.sql
      .exec<{ posts: number; accepted: number }>(
        "SELECT count(*) posts, coalesce(sum(outcome <> 'refused'), 0) accepted FROM ledger WHERE ?1 IS NULL OR phone_number_id = ?1",
        number,
      )
      .one();
    const refused = this.sql.exec<{ code: number; n: number }>(
      "SELECT code, count(*) n FROM ledger WHERE outcome = 'refused' AND (?1 IS NULL OR phone_number_id = ?1) GROUP BY code",
      number,
    );
    const most = this.sql
      .exec<{ n: number }>(
        `SELECT coalesce(max(n), 0) n FROM (SELECT count(*) n FROM ledger
         WHERE outcome <> 'refused' AND (?1 IS NULL OR phone_number_id = ?1) GROUP BY recipient)`,
        number,
      )
      .one();
    const peak = this.sql
      .exec<{ n: number }>(
        `SELECT coalesce(max(n), 0) n FROM (SELECT count(*) OVER (
           PARTITION BY phone_number_id ORDER BY at RANGE BETWEEN 999 PRECEDING AND CURRENT ROW) n
         FROM ledger WHERE outcome <> 'refused' AND (?1 IS NULL OR phone_number_id = ?1))`,
        number,
      )
      .one();
    return {
      ...totals,
      refused_by_code: Object.fromEntries([...refused].map((row) => [String(row.code), row.n])),
      max_per_recipient: most.n,
      peak_per_second: peak.n,
    };
  }
}
