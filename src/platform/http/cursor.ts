/**
 * Lists: `encodeCursor`, `decodeCursor`, `idAfter`, the query schemas `PageQuery` (cursor) and `FeedQuery` (sequence), the answers'
 * schemas `pageOf(View)` and `feedOf(View)`, and `page`, which turns `limit + 1` rows into the wire's `{data, has_more, next_cursor}`.
 *
 * A list of a slice reads:
 * ```ts
 * const list = { name: "messages", filters: { status } };
 * const after = query.after === undefined ? null : await decodeCursor(ctx, list, query.after);
 * const rows = await findMessages(ctx.db, { ...filters, after, limit: query.limit + 1 });
 * return page(ctx, list, { rows, limit: query.limit, positionOf: (row) => [row.id], view: messageView });
 * ```
 */
import { z } from "@hono/zod-openapi";

import { AppError } from "#core/errors";
import { isId, type Id, type Kind } from "#core/ids";
import type { WorkspaceContext } from "#platform/context";
import { signingKeys } from "#platform/credentials/signing-keys";

/** The list that a cursor belongs to. A cursor of another list, workspace or filter is refused. */
export interface CursorList {
  readonly name: string;
  /** The filters as the query gave them; undefined members do not count, nor does the order of members. */
  readonly filters: object;
}

/** The sort keys of the last row that was shown. */
export type Position = readonly (string | number)[];

const LIMIT_DEFAULT = 25;
const CURSOR_LENGTH_MAX = 1024;
const TAG_BYTES = 16;
/** What a cursor looks like; no list takes this one. */
const CURSOR_EXAMPLE = "q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0";

const limit = z
  .string()
  .regex(/^(?:[1-9][0-9]?|100)$/, "limit must be an integer from 1 to 100.")
  .transform(Number)
  .default(LIMIT_DEFAULT)
  .openapi({
    type: "integer",
    minimum: 1,
    maximum: 100,
    default: LIMIT_DEFAULT,
    description: "How many rows to answer, 1 to 100.",
    example: 25,
  });

const after = z
  .string()
  .refine((text) => text.length > 0 && text.length <= CURSOR_LENGTH_MAX, {
    message: "after must be a next_cursor of this list.",
    params: { code: "invalid_cursor" },
  })
  .optional()
  .openapi({
    description: "`next_cursor` of the page before, as it was answered.",
    example: CURSOR_EXAMPLE,
  });

/** Query of a list with cursors, newest first. Extend it with the list's filters: `PageQuery.extend({ status: … })`. */
export const PageQuery = z.strictObject({ limit, after });

/** What a body says of the page that it asks for, when a list is asked for by `POST`. */
export const PAGE_MEMBERS = {
  limit: z
    .int()
    .min(1)
    .max(100)
    .default(LIMIT_DEFAULT)
    .openapi({ description: "How many rows to answer, 1 to 100.", example: 25 }),
  after: z.string().max(CURSOR_LENGTH_MAX).optional().openapi({
    description: "`next_cursor` of the page before, as it was answered.",
    example: CURSOR_EXAMPLE,
  }),
};

/** Query of a feed: everything after a sequence number, oldest first. */
export const FeedQuery = z.strictObject({
  limit,
  after: z
    .string()
    .regex(/^(?:0|[1-9][0-9]{0,14})$/, "after must be a sequence number, 0 or more.")
    .transform(Number)
    .default(0)
    .openapi({
      type: "integer",
      minimum: 0,
      default: 0,
      description: "`next_after` of the page before; 0 starts at the oldest that is kept.",
      example: 17,
    }),
});

/** The answer of a list, for the route's contract: `pageOf(MessageView).openapi("MessagePage")`. */
export const pageOf = <T extends z.ZodType>(view: T) =>
  z.object({
    data: z.array(view).openapi({ description: "The rows of this page, newest first." }),
    has_more: z.boolean().openapi({ description: "Whether another page follows.", example: true }),
    next_cursor: z.string().nullable().openapi({
      description: "Pass it as `after` to get the next page; null on the last.",
      example: CURSOR_EXAMPLE,
    }),
  });

/** The answer of a feed, for the route's contract: `feedOf(EventView).openapi("EventFeed")`. */
export const feedOf = <T extends z.ZodType>(view: T) =>
  z.object({
    data: z.array(view).openapi({ description: "The rows after the sequence, oldest first." }),
    has_more: z.boolean().openapi({ description: "Whether more follow.", example: false }),
    next_after: z.int().openapi({
      description:
        "Pass it as `after` to go on, also when `has_more` is false: later rows follow it.",
      example: 17,
    }),
  });

/** What `page` needs: one row more than asked, so that it can tell whether another page follows. */
interface PageInput<Row, View> {
  readonly rows: readonly Row[];
  readonly limit: number;
  readonly positionOf: (row: Row) => Position;
  readonly view: (row: Row) => View;
}

/** One page on the wire, from up to `limit + 1` rows in the list's order. */
export async function page<Row, View>(
  ctx: WorkspaceContext,
  list: CursorList,
  input: PageInput<Row, View>,
): Promise<{ data: View[]; has_more: boolean; next_cursor: string | null }> {
  const shown = input.rows.slice(0, input.limit);
  const last = shown.at(-1);
  const hasMore = input.rows.length > input.limit && last !== undefined;
  return {
    data: shown.map(input.view),
    has_more: hasMore,
    next_cursor: hasMore ? await encodeCursor(ctx, list, input.positionOf(last)) : null,
  };
}

/** An opaque cursor: the position and an HMAC that binds it to workspace, list and filters. */
export async function encodeCursor(
  ctx: WorkspaceContext,
  list: CursorList,
  position: Position,
): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(position));
  const [key] = await keysOf(ctx.env);
  if (key === undefined) throw new Error("a key ring is empty");
  const bytes = new Uint8Array(TAG_BYTES + payload.length);
  bytes.set(await tag(key, bound(ctx, list, payload)));
  bytes.set(payload, TAG_BYTES);
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/**
 * The position inside a cursor of this list. Cursors made before a key rotation stay valid while the old key is in the ring.
 *
 * @throws AppError `invalid_cursor` for anything that `encodeCursor` did not make for this workspace, list and filters.
 */
export async function decodeCursor(
  ctx: WorkspaceContext,
  list: CursorList,
  text: string,
): Promise<Position> {
  const bytes = bytesOf(text);
  if (bytes !== undefined && bytes.length > TAG_BYTES) {
    const payload = bytes.subarray(TAG_BYTES);
    const message = bound(ctx, list, payload);
    for (const key of await keysOf(ctx.env)) {
      if (crypto.subtle.timingSafeEqual(await tag(key, message), bytes.subarray(0, TAG_BYTES)))
        // Safe: only `encodeCursor` can have made the tag, and it took a Position.
        return JSON.parse(new TextDecoder().decode(payload)) as Position;
    }
  }
  throw new AppError("invalid_cursor", "This cursor was not made for this list.", {
    errors: [
      { pointer: "after", code: "invalid_cursor", message: "Not a next_cursor of this list." },
    ],
  });
}

/**
 * The id inside a cursor of a list that is ordered by its rows' ids; undefined for the first page.
 *
 * @throws AppError `invalid_cursor` like {@link decodeCursor}.
 */
export async function idAfter<K extends Kind>(
  ctx: WorkspaceContext,
  list: CursorList & { readonly kind: K },
  after: string | undefined,
): Promise<Id<K> | undefined> {
  if (after === undefined) return undefined;
  const [id] = await decodeCursor(ctx, list, after);
  if (typeof id === "string" && isId(list.kind, id)) return id;
  throw new Error("a list's cursor holds the id of a row");
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length > CURSOR_LENGTH_MAX || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  try {
    return Uint8Array.fromBase64(text, { alphabet: "base64url" });
  } catch {
    return undefined;
  }
}

function bound(
  ctx: WorkspaceContext,
  list: CursorList,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const filters = Object.entries(list.filters)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const head = new TextEncoder().encode(`${JSON.stringify([ctx.tenant.id, list.name, filters])}\n`);
  const message = new Uint8Array(head.length + payload.length);
  message.set(head);
  message.set(payload, head.length);
  return message;
}

async function tag(key: CryptoKey, message: Uint8Array<ArrayBuffer>) {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, message)).subarray(0, TAG_BYTES);
}

const keysOf = (env: Env): Promise<readonly CryptoKey[]> =>
  signingKeys(env, "waqtor list cursor v1");
