/** How messages lie in an object: a line of JSON each, in the order of their ids, compressed. */
import type { Id } from "#core/ids";
import type { messages } from "#db/tenant/schema";

/** A message as its table has it. */
export type ArchivedRow = typeof messages.$inferSelect;

/** What an object holds, as its rows in the database tell it. */
export interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

/** @param rows In the order of their ids. */
export async function packRows(rows: readonly ArchivedRow[]): Promise<Packed> {
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  const stream = new Blob([lines]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return { bytes, sha256: new Uint8Array(digest).toHex() };
}

/** What {@link packRows} packed. */
export async function unpackRows(bytes: ArrayBuffer): Promise<readonly ArchivedRow[]> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const lines = (await new Response(stream).text()).split("\n");
  // Safe: only `packRows` makes them.
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as ArchivedRow);
}

/** A stretch of one thread within an object. */
export interface ThreadSpan {
  readonly thread: Id<"conversation"> | Id<"contact">;
  readonly firstId: Id<"message">;
  readonly lastId: Id<"message">;
}

/** In which thread a message is looked for. */
export const threadOf = ({ conversationId, contactId }: ArchivedRow): ThreadSpan["thread"] =>
  conversationId ?? contactId;

/** The threads of an object's rows. @param rows In the order of their ids. */
export function spansOf(rows: readonly ArchivedRow[]): readonly ThreadSpan[] {
  const spans = new Map<string, ThreadSpan>();
  for (const row of rows) {
    const thread = threadOf(row);
    const firstId = spans.get(thread)?.firstId ?? row.id;
    spans.set(thread, { thread, firstId, lastId: row.id });
  }
  return [...spans.values()];
}
