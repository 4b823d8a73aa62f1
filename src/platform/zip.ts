/** A ZIP as a stream, its files stored as they are: nothing is held whole, and files beyond 4 GB are taken (ZIP64). */
import { makeZip } from "client-zip";

/** A file of an archive. `bytes` is asked for when its turn comes, and read once. */
export interface ZipEntry {
  readonly name: string;
  readonly lastModified: Date;
  readonly input: ReadableStream<Uint8Array>;
}

/** The bytes of an archive. */
export const zipOf = (entries: AsyncIterable<ZipEntry>): ReadableStream<Uint8Array> =>
  makeZip(entries);
