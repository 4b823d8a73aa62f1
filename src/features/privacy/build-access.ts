import type { Id } from "#core/ids";
import { ACCESS_KEPT_MS, ACCESS_PARTS, type AccessPart } from "#core/privacy/access-parts";
import { findMessagesOf, mediaNamedBy } from "#features/messages/index";
import {
  aboutView,
  fileView,
  MESSAGE_COLUMNS,
  messageLine,
  messageView,
} from "#features/privacy/access-views";
import { requestCompleted } from "#features/privacy/events";
import { findRequest, type RequestRow } from "#features/privacy/queries";
import {
  readAbout,
  readFiles,
  readMessages,
  type MessageRow,
} from "#features/privacy/queries-access";
import { endRequest, hasEnded } from "#features/privacy/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { csvOf } from "#platform/http/csv";
import { storeBytes } from "#platform/r2/store-bytes";

const PAGE = 500;
/** A person's copy is no longer than this, bytes. */
const BYTES_MAX = 1_000_000_000;

/** The key of a file of a request's copy. */
export const accessKey = (id: Id<"privacyRequest">, part: AccessPart): string =>
  `access/${id}/${ACCESS_PARTS[part].name}`;

/**
 * Make a person's copy: three files in the bucket, each written as it is read. Told again it is made anew, under the same keys.
 */
export async function buildAccess(ctx: ScopedContext, id: Id<"privacyRequest">): Promise<void> {
  const row = await findRequest(ctx.db, id);
  if (row?.status !== "running" || row.kind !== "access") return;
  const store = (part: AccessPart, texts: AsyncIterable<string>) =>
    storeBytes(ctx.bucket, accessKey(id, part), encoded(texts), {
      length: null,
      bytesMax: BYTES_MAX,
    });
  const counts = { messages: 0, files: 0 };
  await store("data", dataOf(ctx, row, counts));
  await store("messages", tableOf(ctx, row));
  await store("media", manifestOf(ctx, row, counts));
  try {
    await commit(ctx, {
      statements: endRequest(ctx.db, row, {
        ...row,
        status: "completed",
        endedAt: ctx.nowMs(),
        copyEndsAt: ctx.nowMs() + ACCESS_KEPT_MS,
        outcome: { counts },
      }),
      events: [requestCompleted(row)],
    });
  } catch (error) {
    if (!hasEnded(error)) throw error;
  }
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}

/** Pages of the person's messages, oldest ids first. */
async function* messagesOf(
  ctx: ScopedContext,
  { contactIds }: RequestRow,
): AsyncGenerator<readonly MessageRow[]> {
  for (let after: string | null = ""; after !== null;) {
    const found = await findMessagesOf(ctx.db, contactIds, { after, limit: PAGE });
    if (found.rows.length > 0)
      yield readMessages(
        ctx.db,
        found.rows.map(({ id }) => id),
      );
    after = found.next;
  }
}

async function* dataOf(
  ctx: ScopedContext,
  row: RequestRow,
  counts: { messages: number },
): AsyncGenerator<string> {
  const about = JSON.stringify(aboutView(await readAbout(ctx.db, row.contactIds)), null, 1);
  yield `${about.slice(0, about.lastIndexOf("}"))},"messages":[`;
  for await (const page of messagesOf(ctx, row)) {
    yield (
      (counts.messages > 0 ? ",\n" : "\n") +
        page.map((one) => JSON.stringify(messageView(one))).join(",\n")
    );
    counts.messages += page.length;
  }
  yield "\n]}\n";
}

async function* tableOf(ctx: ScopedContext, row: RequestRow): AsyncGenerator<string> {
  let isFirst = true;
  for await (const page of messagesOf(ctx, row)) {
    const table = csvOf(MESSAGE_COLUMNS, page.map(messageLine));
    // The first line of the pages behind the first one names the columns again.
    yield isFirst ? table : table.slice(table.indexOf("\r\n") + 2);
    isFirst = false;
  }
  if (isFirst) yield csvOf(MESSAGE_COLUMNS, []);
}

async function* manifestOf(
  ctx: ScopedContext,
  row: RequestRow,
  counts: { files: number },
): AsyncGenerator<string> {
  yield '{"files":[';
  for await (const page of messagesOf(ctx, row)) {
    const files = await readFiles(ctx.db, page.flatMap(mediaNamedBy));
    if (files.length === 0) continue;
    yield (
      (counts.files > 0 ? ",\n" : "\n") +
        files.map((one) => JSON.stringify(fileView(one))).join(",\n")
    );
    counts.files += files.length;
  }
  yield "\n]}\n";
}
