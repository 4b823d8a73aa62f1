/** Bringing a file of ours to Meta before a message can name it: what is known of it, and how long is waited. */
import type { Id } from "#core/ids";
import { META_UPLOAD_MARGIN_MS } from "#core/media/states";
import type { GraphError } from "#core/whatsapp/graph-error";

/**
 * What became of one medium at Meta, by the number that it was uploaded for: its id and until when it is kept, a refusal, or since when
 * it is waited for and when it is asked for again unless it has come. Instants in Unix ms.
 */
export type MetaUploads = Readonly<
  Record<
    Id<"number">,
    {
      readonly id?: string;
      readonly until?: number;
      readonly refused?: GraphError;
      readonly wait?: { readonly since: number; readonly until: number };
    }
  >
>;

/** Meta's id of a medium for a number, while it can be relied on; null when it has to be uploaded. */
export function knownAtMeta(
  uploads: MetaUploads | null,
  numberId: Id<"number">,
  nowMs: number,
): string | null {
  const { id, until = 0 } = uploads?.[numberId] ?? {};
  return id !== undefined && until - META_UPLOAD_MARGIN_MS > nowMs ? id : null;
}

/** A file that could not be brought to Meta for so long is given up, ms. */
const WAIT_MAX_MS = 24 * 60 * 60 * 1000;

/** How long a medium is waited for already, ms; 0 when nobody waited before. */
export function waitedFor(
  uploads: MetaUploads | null,
  numberId: Id<"number">,
  nowMs: number,
): number {
  const since = uploads?.[numberId]?.wait?.since;
  return since === undefined ? 0 : Math.max(0, nowMs - since);
}

/** Whether a medium is not to be had at Meta: it was refused, or could not be brought there in a day. */
export function isGivenUp(
  uploads: MetaUploads | null,
  numberId: Id<"number">,
  nowMs: number,
): boolean {
  return (
    uploads?.[numberId]?.refused !== undefined || waitedFor(uploads, numberId, nowMs) >= WAIT_MAX_MS
  );
}

/** When a message whose file is not at Meta looks again, ms from now: more the longer it waited, from 3 s to a minute. */
export const lookAgainMs = (waitedMs: number): number =>
  Math.min(Math.max(3_000, Math.ceil(waitedMs / 2)), 60_000);

/**
 * When the upload is asked for again unless it is through, ms from now: as long as it took until now, from a minute to an hour. A large
 * file takes a while, and the first upload goes on.
 */
export const askAgainMs = (waitedMs: number): number =>
  Math.min(Math.max(60_000, waitedMs), 60 * 60_000);
