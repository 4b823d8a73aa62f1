/** Resumable uploads, whose handles are the samples of templates. Bytes are counted and not kept. Source: Meta, "Resumable Upload API". */
import { refuse, accept, type Checked } from "#sandbox/result";
import { randomDigits } from "#sandbox/rng";

const TYPES = ["application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4"];
const SIZE_MAX = 100 * 1024 * 1024;

type UploadRow = {
  readonly id: string;
  readonly size: number;
  readonly offset: number;
};

export class Uploads {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** @returns The id of the session, `upload:…`. */
  begin(type: string | undefined, size: number): Checked<string> {
    if (type === undefined || !TYPES.includes(type))
      return refuse(100, `file_type must be one of ${TYPES.join(", ")}.`);
    if (!Number.isSafeInteger(size) || size < 1 || size > SIZE_MAX)
      return refuse(100, "file_length must be the size of the file.");
    const id = `upload:${randomDigits(20)}`;
    this.sql.exec("INSERT INTO uploads VALUES (?, ?, 0)", id, size);
    return accept(id);
  }

  find(id: string): UploadRow | undefined {
    return this.sql.exec<UploadRow>("SELECT * FROM uploads WHERE id = ?", id).toArray()[0];
  }

  /** Take bytes in. @returns The handle once all have come, else null. */
  async take(
    upload: UploadRow,
    offset: number,
    body: ReadableStream<Uint8Array> | null,
  ): Promise<Checked<string | null>> {
    if (offset !== upload.offset)
      return refuse(100, `file_offset must be ${upload.offset}, where the upload stands.`);
    let size = offset;
    for await (const chunk of body ?? []) size += (chunk as Uint8Array).byteLength;
    if (size > upload.size) return refuse(100, "The file is longer than it was said to be.");
    this.sql.exec("UPDATE uploads SET offset = ? WHERE id = ?", size, upload.id);
    return accept(size === upload.size ? `4::${btoa(upload.id)}` : null);
  }
}
