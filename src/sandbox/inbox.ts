import { readSetting, writeSetting } from "#sandbox/schema";
import { makeWamid } from "#sandbox/wamid";

/** Gives ids to what people write. The count outlives a restart, so that no id is given twice. */
export class Inbox {
  private count: number;
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    this.count = readSetting<number>(sql, "inbound_count") ?? 0;
  }

  newWamid(seed: number, phoneNumberId: string): string {
    this.count += 1;
    writeSetting(this.sql, "inbound_count", this.count);
    return makeWamid(seed, phoneNumberId, "in", this.count);
  }
}
