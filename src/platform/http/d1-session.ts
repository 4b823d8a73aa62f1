/**
 * Reads from replicas, where the deployment wants them (`D1_SESSIONS`): a read may come from a copy of the database that is near, as
 * new as the bookmark that the caller brings. A bookmark is of one workspace's database, and signed, so that D1 is asked for none that it
 * did not give.
 */
import type { Context } from "hono";

import { AppError } from "#core/errors";
import type { WorkspaceContext } from "#platform/context";
import { decodeCursor, encodeCursor } from "#platform/http/cursor";
import type { Operation } from "#platform/http/operation";
import type { AppEnv } from "#platform/http/router";

/** Told by what writes; whoever sends it back with a read sees what was written. */
export const BOOKMARK_HEADER = "x-d1-bookmark";

const LIST = { name: "d1-bookmark", filters: {} };

/** Whether a call only reads, and so may read from a replica. */
export const isRead = (method: string): boolean => method === "GET" || method === "HEAD";

/** A stream tells what happens as it happens, so it does not ask a copy that may be behind. */
export const isStream = ({ pattern }: Operation): boolean => pattern.endsWith("/stream");

/** From where on a call's session reads: writes from the primary, reads from anywhere, or from behind their bookmark. */
export async function startOf(c: Context<AppEnv>): Promise<string> {
  if (!isRead(c.req.method)) return "first-primary";
  const given = c.req.header(BOOKMARK_HEADER);
  if (given === undefined) return "first-unconstrained";
  return (await bookmarkIn(c.var.caller, given)) ?? "first-primary";
}

/** A bookmark as a caller gets it. */
export const bookmarkText = (ctx: WorkspaceContext, bookmark: string): Promise<string> =>
  encodeCursor(ctx, LIST, [bookmark]);

/** Undefined for what is not of this workspace's database, or no bookmark: the primary knows whatever was meant. */
async function bookmarkIn(ctx: WorkspaceContext, text: string): Promise<string | undefined> {
  try {
    const [bookmark] = await decodeCursor(ctx, LIST, text);
    return String(bookmark);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
