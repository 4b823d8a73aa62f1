import type { Id } from "#core/ids";
import { META_UPLOAD_MARGIN_MS } from "#core/media/states";
import type { GraphError } from "#core/whatsapp/graph-error";

/** What became of one medium at Meta, by the number that it was uploaded for: its id and until when it is kept, or a refusal. */
export type MetaUploads = Readonly<
  Record<
    Id<"number">,
    { readonly id?: string; readonly until?: number; readonly refused?: GraphError }
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
