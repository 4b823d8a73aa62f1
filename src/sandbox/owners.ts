/** Where the owner of a number hears of it, and with what it is signed. */
export interface OwnerWebhook {
  readonly url: string;
  readonly secret: string;
}

type OwnerRow = {
  readonly phone_number_id: string;
  readonly token_hash: string | null;
  /** JSON of an {@link OwnerWebhook}. */
  readonly webhook: string | null;
};

/**
 * Who uses a number by a client library of their own, beside the platform that made it: at Meta, a second app with a token and
 * a callback URL of its own. The token is good for this number and its account alone.
 */
export class Owners {
  private readonly byId = new Map<string, OwnerRow>();
  private readonly byHash = new Map<string, string>();
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    for (const row of sql.exec<OwnerRow>("SELECT * FROM owners")) this.remember(row);
  }

  /** The number whose owner holds a token, by its `phone_number_id`; null for any other token. */
  async numberOf(token: string): Promise<string | null> {
    if (token === "") return null;
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
    return this.byHash.get(new Uint8Array(digest).toHex()) ?? null;
  }

  /** Give the owner another token. @param tokenHash SHA-256, hex; null ends the token. */
  setToken(phoneNumberId: string, tokenHash: string | null): void {
    const former = this.of(phoneNumberId);
    if (former.token_hash !== null) this.byHash.delete(former.token_hash);
    this.keep({ ...former, token_hash: tokenHash });
  }

  webhookOf(phoneNumberId: string): OwnerWebhook | null {
    const { webhook } = this.of(phoneNumberId);
    // Safe: only `setWebhook` writes the column.
    return webhook === null ? null : (JSON.parse(webhook) as OwnerWebhook);
  }

  /** @param webhook Null: the owner hears of nothing any more. */
  setWebhook(phoneNumberId: string, webhook: OwnerWebhook | null): void {
    this.keep({
      ...this.of(phoneNumberId),
      webhook: webhook === null ? null : JSON.stringify(webhook),
    });
  }

  /** Note that a message of the ledger was sent by an owner. */
  noteSent(seq: number): void {
    this.sql.exec("INSERT INTO owner_sent VALUES (?)", seq);
  }

  hasSent(seq: number): boolean {
    return this.sql.exec("SELECT 1 FROM owner_sent WHERE seq = ?", seq).toArray().length > 0;
  }

  private of(phoneNumberId: string): OwnerRow {
    return (
      this.byId.get(phoneNumberId) ?? {
        phone_number_id: phoneNumberId,
        token_hash: null,
        webhook: null,
      }
    );
  }

  private keep(row: OwnerRow): void {
    this.sql.exec(
      "INSERT OR REPLACE INTO owners VALUES (?, ?, ?)",
      row.phone_number_id,
      row.token_hash,
      row.webhook,
    );
    this.remember(row);
  }

  private remember(row: OwnerRow): void {
    this.byId.set(row.phone_number_id, row);
    if (row.token_hash !== null) this.byHash.set(row.token_hash, row.phone_number_id);
  }
}
