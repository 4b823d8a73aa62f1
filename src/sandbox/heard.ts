import { personKey } from "#sandbox/phone";

/** A message of a person. */
interface HeardMessage {
  readonly wamid: string;
  readonly phoneNumberId: string;
  /** Each id that the person is known by. */
  readonly ids: readonly (string | null)[];
  readonly type: string;
  /** Unix ms of the sandbox's clock. */
  readonly atMs: number;
}

type HeardRow = {
  readonly phone_number_id: string;
  readonly people: string;
  readonly type: string;
  readonly at: number;
};

/** What people wrote, as far as it can be read, quoted and reacted to: never the words. */
export class Heard {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** One that is delivered twice is one. */
  add({ wamid, phoneNumberId, ids, type, atMs }: HeardMessage): void {
    const people = ids.flatMap((id) => (id === null ? [] : [personKey(id)]));
    this.sql.exec(
      "INSERT OR IGNORE INTO heard VALUES (?, ?, ?, ?, ?)",
      wamid,
      phoneNumberId,
      JSON.stringify(people),
      type,
      atMs,
    );
  }

  /** Nobody of these ever wrote. */
  forget(people: readonly string[]): void {
    this.sql.exec(
      `DELETE FROM heard WHERE EXISTS (SELECT 1 FROM json_each(heard.people) p JOIN json_each(?) k ON k.value = p.value)`,
      JSON.stringify(people),
    );
  }

  /** A message that came in on a number; undefined when there is none. */
  find(
    phoneNumberId: string,
    wamid: string,
  ):
    | { readonly people: readonly string[]; readonly type: string; readonly at: number }
    | undefined {
    const row = this.sql
      .exec<HeardRow>("SELECT phone_number_id, people, type, at FROM heard WHERE wamid = ?", wamid)
      .toArray()[0];
    return row?.phone_number_id === phoneNumberId
      ? // Safe: only `add` writes the column.
        { ...row, people: JSON.parse(row.people) as string[] }
      : undefined;
  }
}
