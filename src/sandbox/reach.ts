import { personKey } from "#sandbox/phone";

/** A window is open for 24 hours after the person wrote; the portfolio's limit counts people over the same time. */
const DAY_MS = 86_400_000;

/** Who wrote when (the service windows), and whom the portfolio wrote to outside of one. */
export class Reach {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** A person, under each id that they are known by, wrote to a number. */
  wrote(phoneNumberId: string, ids: readonly (string | null)[], atMs: number): void {
    for (const id of ids)
      if (id !== null)
        this.sql.exec(
          `INSERT INTO windows VALUES (?, ?, ?)
           ON CONFLICT DO UPDATE SET at = max(at, excluded.at)`,
          phoneNumberId,
          personKey(id),
          atMs,
        );
  }

  /** Everybody who wrote or was written to. */
  people(): readonly string[] {
    return this.sql
      .exec<{ person: string }>("SELECT person FROM windows UNION SELECT person FROM reached")
      .toArray()
      .map(({ person }) => person);
  }

  forget(people: readonly string[]): void {
    const list = JSON.stringify(people);
    this.sql.exec("DELETE FROM windows WHERE person IN (SELECT value FROM json_each(?))", list);
    this.sql.exec("DELETE FROM reached WHERE person IN (SELECT value FROM json_each(?))", list);
  }

  isWindowOpen(phoneNumberId: string, id: string, nowMs: number): boolean {
    return (
      this.sql
        .exec(
          "SELECT 1 FROM windows WHERE phone_number_id = ? AND person = ? AND at > ?",
          phoneNumberId,
          personKey(id),
          nowMs - DAY_MS,
        )
        .toArray().length > 0
    );
  }

  /** Whether one more message to this person stays within `limit` different people in 24 hours. */
  fits(id: string, limit: number, nowMs: number): boolean {
    const { others } = this.sql
      .exec<{ others: number }>(
        "SELECT count(*) others FROM reached WHERE at > ? AND person <> ?",
        nowMs - DAY_MS,
        personKey(id),
      )
      .one();
    return others < limit;
  }

  reached(id: string, nowMs: number): void {
    this.sql.exec("INSERT OR REPLACE INTO reached VALUES (?, ?)", personKey(id), nowMs);
  }
}
