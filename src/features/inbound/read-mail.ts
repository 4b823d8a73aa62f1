import { parseChange, type ParsedChange } from "#core/whatsapp/envelope-change";
import { isRecord } from "#core/whatsapp/envelope-json";
import type { ScopedContext } from "#platform/context";
import { sha256Hex } from "#platform/hash";
import { log } from "#platform/log";

/** One `change`, as the mailbox handed it out. */
export interface Mail {
  readonly seq: number;
  readonly receivedAtMs: number;
  readonly body: string | null;
  readonly r2Key: string | null;
}

/** A change, read. */
export interface ReadChange extends ParsedChange {
  readonly seq: number;
  readonly receivedAtMs: number;
  /** What the mailbox kept, read: a `StoredChange`, or whatever it was. */
  readonly stored: unknown;
  /** JSON text of the change as it came; null when it is in R2, under `r2Key`. */
  readonly raw: string | null;
  readonly r2Key: string | null;
  /** SHA-256 of the change's JSON text, hex. */
  readonly sha256: string;
  /** Tells a second delivery of this change from a second happening. */
  readonly key: string;
}

/**
 * Read mail, fetching from R2 what was too large for the mailbox. A body that has vanished from R2 is read as an empty change:
 * it is listed with its key, and stops nothing.
 */
export const readMail = (ctx: ScopedContext, mail: readonly Mail[]): Promise<ReadChange[]> =>
  Promise.all(mail.map((piece) => readOne(ctx, piece)));

async function readOne(ctx: ScopedContext, mail: Mail): Promise<ReadChange> {
  const stored = parsed(await bodyOf(ctx, mail));
  const { change, entry_id: entryId, time } = isRecord(stored) ? stored : {};
  const raw = JSON.stringify(change ?? null);
  const sha256 = await sha256Hex(raw);
  return {
    ...parseChange(stored, mail.receivedAtMs),
    stored,
    seq: mail.seq,
    receivedAtMs: mail.receivedAtMs,
    raw: mail.r2Key === null ? raw : null,
    r2Key: mail.r2Key,
    sha256,
    key: `${sha256} ${JSON.stringify([entryId ?? null, time ?? null])}`,
  };
}

/** The way in writes JSON; anything else is kept as the text that it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { change: text };
  }
}

async function bodyOf(ctx: ScopedContext, mail: Mail): Promise<string> {
  if (mail.r2Key === null) return mail.body ?? "null";
  const bytes = await ctx.bucket.get(mail.r2Key);
  if (bytes !== null) return new TextDecoder().decode(bytes);
  log("error", "mail.vanished", { tenant: ctx.tenant.id, seq: mail.seq });
  return "null";
}
