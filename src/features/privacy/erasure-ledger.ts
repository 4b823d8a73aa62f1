/**
 * That somebody was erased is kept in the bucket beside the database: a database that is set back to a time before does not know
 * it any more, and the erasure is done again from here.
 */
import { z } from "zod";

import { idSchema } from "#core/id-schema";
import { isId, type Id } from "#core/ids";
import type { RequestRow } from "#features/privacy/queries";
import type { ScopedContext } from "#platform/context";

const FOLDER = "erasures/";

/** An erasure as it is kept: ids alone. */
const Kept = z.object({
  request_id: idSchema("privacyRequest"),
  contact_id: idSchema("contact"),
  contact_ids: z.array(idSchema("contact")),
  actor: z.string(),
  created_at: z.int(),
});
export type KeptErasure = z.infer<typeof Kept>;

/** Keep that a person is erased, before they are. Told again it is the same. */
export const keepInLedger = (ctx: ScopedContext, row: RequestRow): Promise<void> => {
  const kept: KeptErasure = {
    request_id: row.id,
    contact_id: row.contactId,
    contact_ids: [...row.contactIds],
    actor: row.actor,
    created_at: row.createdAt,
  };
  return ctx.bucket.put(`${FOLDER}${row.id}`, JSON.stringify(kept));
};

/** Ids of the requests whose erasures are kept behind a key, oldest first, and the key to go on behind; null at the end. */
export async function listLedger(
  ctx: ScopedContext,
  after: string | null,
): Promise<{ readonly ids: readonly Id<"privacyRequest">[]; readonly next: string | null }> {
  const { keys, next } = await ctx.bucket.list(FOLDER, after);
  const ids = keys
    .map((key) => key.slice(FOLDER.length))
    .filter((id) => isId("privacyRequest", id));
  return { ids, next };
}

/** An erasure as it is kept; undefined when there is none. */
export async function readKept(
  ctx: ScopedContext,
  id: Id<"privacyRequest">,
): Promise<KeptErasure | undefined> {
  const bytes = await ctx.bucket.get(`${FOLDER}${id}`);
  if (bytes === null) return undefined;
  return Kept.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
}
