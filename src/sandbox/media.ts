import { randomDigits } from "#sandbox/rng";

/** Larger rows than this are never written, bytes: a row of an object ends at 2 MB. */
const CHUNK_BYTES = 256 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;
/** How long Meta keeps a file. Source: Meta, "Media". */
const KEPT_MS = { upload: 30 * DAY_MS, inbound: 7 * DAY_MS } as const;

/** A file at Meta. */
export type SandboxMedium = {
  readonly id: string;
  readonly phone_number_id: string;
  readonly mime_type: string;
  /** Hex. */
  readonly sha256: string;
  readonly size: number;
  readonly expires_at: number;
};

/** The files that were uploaded, and those that people sent, in pieces. */
export class Media {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** A file that is there still. */
  find(id: string, nowMs: number): SandboxMedium | undefined {
    return this.sql
      .exec<SandboxMedium>("SELECT * FROM media WHERE id = ? AND expires_at > ?", id, nowMs)
      .toArray()[0];
  }

  /** Write a file piece by piece; it is there once it is `kept`. What ran out is thrown away first. */
  begin(nowMs: number): NewMedium {
    for (const { id } of this.sql
      .exec<{ id: string }>("SELECT id FROM media WHERE expires_at <= ?", nowMs)
      .toArray())
      this.delete(id);
    return new NewMedium(this.sql);
  }

  delete(id: string): void {
    this.sql.exec("DELETE FROM media WHERE id = ?", id);
    this.sql.exec("DELETE FROM media_chunks WHERE media_id = ?", id);
  }

  /** The bytes, a piece at a time as somebody reads them. @param limit Break off after so many pieces. */
  read(id: string, limit = Infinity): ReadableStream<Uint8Array> {
    let n = 0;
    return new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (n >= limit) return controller.error(new Error("The connection was lost."));
        const row = this.sql
          .exec<{ bytes: ArrayBuffer }>(
            "SELECT bytes FROM media_chunks WHERE media_id = ? AND n = ?",
            id,
            n,
          )
          .toArray()[0];
        n += 1;
        if (row === undefined) return controller.close();
        return controller.enqueue(new Uint8Array(row.bytes));
      },
    });
  }
}

/** A file that is being written. */
export class NewMedium {
  readonly id = randomDigits(16);
  size = 0;
  private readonly sql: SqlStorage;
  private readonly hash = new crypto.DigestStream("SHA-256");
  private readonly hashing = this.hash.getWriter();
  private readonly buffer = new Uint8Array(CHUNK_BYTES);
  private filled = 0;
  private chunks = 0;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    this.hash.digest.catch(() => undefined);
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.hashing.write(bytes);
    this.size += bytes.length;
    for (let from = 0; from < bytes.length;) {
      const count = Math.min(bytes.length - from, CHUNK_BYTES - this.filled);
      this.buffer.set(bytes.subarray(from, from + count), this.filled);
      this.filled += count;
      from += count;
      if (this.filled === CHUNK_BYTES) this.flush();
    }
  }

  async keep(
    of: Pick<SandboxMedium, "phone_number_id" | "mime_type">,
    how: { readonly origin: keyof typeof KEPT_MS; readonly nowMs: number },
  ): Promise<SandboxMedium> {
    if (this.filled > 0) this.flush();
    await this.hashing.close();
    const medium = {
      id: this.id,
      ...of,
      sha256: hexOf(await this.hash.digest),
      size: this.size,
      expires_at: how.nowMs + KEPT_MS[how.origin],
    };
    this.sql.exec(
      "INSERT INTO media VALUES (?, ?, ?, ?, ?, ?)",
      medium.id,
      medium.phone_number_id,
      medium.mime_type,
      medium.sha256,
      medium.size,
      medium.expires_at,
    );
    return medium;
  }

  /** It is not kept after all. */
  async drop(): Promise<void> {
    await this.hashing.abort().catch(() => undefined);
    this.sql.exec("DELETE FROM media_chunks WHERE media_id = ?", this.id);
  }

  private flush(): void {
    this.sql.exec(
      "INSERT INTO media_chunks VALUES (?, ?, ?)",
      this.id,
      this.chunks,
      this.buffer.slice(0, this.filled),
    );
    this.chunks += 1;
    this.filled = 0;
  }
}

const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
