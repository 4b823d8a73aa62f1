import { seen, type Sight } from "#core/contact/mask";
import { UNDOABLE_MS } from "#core/contact/merge";
import { displayPhone } from "#core/contact/phone";
import type { ContactRow } from "#db/tenant/find-contact";
import type { MergeRow } from "#features/contacts/queries-merge";
import type { ContactView } from "#features/contacts/schemas";

/**
 * The wire shape of a contact.
 *
 * @param sight What the caller may see of it: `sightOf`.
 * @param lastInboundAtMs When the person last wrote on any number, Unix ms: it is the conversations', not the row's.
 */
export const contactView = (
  contact: ContactRow,
  sight: Sight,
  lastInboundAtMs: number | null = null,
): ContactView => ({
  ...viewOf(seen(contact, sight)),
  last_inbound_at: lastInboundAtMs === null ? null : new Date(lastInboundAtMs).toISOString(),
});

const viewOf = (row: ContactRow): Omit<ContactView, "last_inbound_at"> => ({
  id: row.id,
  phone: row.phone,
  phone_display: row.phone === null ? null : displayPhone(row.phone),
  wa_id: row.waId,
  bsuid: row.bsuid,
  username: row.username,
  name: row.name,
  external_id: row.externalId,
  language: row.language,
  timezone: row.timezone,
  fields: row.fields,
  tags: [...row.tags],
  consents: { marketing: row.marketing },
  marketing_hold:
    row.marketingHeldAt === null
      ? null
      : {
          since: new Date(row.marketingHeldAt).toISOString(),
          message_id: row.marketingHeldBy,
        },
  suppressed: row.suppressed,
  blocked: row.blocked,
  metadata: row.metadata,
  created_at: new Date(row.createdAt).toISOString(),
  updated_at: new Date(row.updatedAt).toISOString(),
});

/** As {@link contactView}, of a contact that is shown alone: with those who were merged into it. */
export const wholeContactView = (
  row: ContactRow,
  sight: Sight,
  lastInboundAtMs: number | null,
  merges: readonly Pick<MergeRow, "loser" | "mergedAt" | "cause">[],
): ContactView => ({
  ...contactView(row, sight, lastInboundAtMs),
  merged: merges.map(({ loser, mergedAt, cause }) => ({
    contact_id: loser,
    merged_at: new Date(mergedAt).toISOString(),
    cause,
    undoable_until: new Date(mergedAt + UNDOABLE_MS).toISOString(),
  })),
});
