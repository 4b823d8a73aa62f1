import type { Sight } from "#core/contact/mask";
import { parsePhone, phoneKey } from "#core/contact/phone";
import { parseContactSearch, type ContactSearch } from "#core/contact/search";
import { fieldError } from "#core/errors";
import type { ContactListPage } from "#features/contacts/contact-list";
import { fileContacts } from "#features/contacts/file-contacts";
import { lastInboundOf } from "#features/contacts/queries";
import {
  pageOfFound,
  type ContactSearchAsk,
  type FoundPosition,
} from "#features/contacts/queries-search";
import { sightOf, unseen } from "#features/contacts/sight";
import { contactView } from "#features/contacts/view";
import type { ScopedContext } from "#platform/context";
import { decodeCursor, encodeCursor } from "#platform/http/cursor";

/**
 * A page of the contacts that a text finds, by a name or a part of a phone number. The first searches of a workspace that is
 * older than they are file its contacts as they go.
 *
 * @throws AppError `invalid_request` for a text without a letter or digit, `missing_scope` for a part of a phone number
 *   without `contacts:pii`, `invalid_cursor`.
 */
export async function findContacts(
  ctx: ScopedContext,
  {
    q,
    after,
    filters,
    ...ask
  }: Omit<ContactSearchAsk, "search" | "after"> & {
    readonly q: string;
    readonly after: string | undefined;
    /** What the query says beside `q`, for the cursor. */
    readonly filters: object;
  },
): Promise<ContactListPage> {
  const sight = await sightOf(ctx);
  const search = searchOf(q, sight, ctx.tenant.settings.default_country ?? null);
  const list = { name: "contacts", filters: { q, ...filters } };
  // Safe: only this list's cursors decode, and they hold its position.
  const position =
    after === undefined
      ? null
      : ((await decodeCursor(ctx, list, after)) as unknown as FoundPosition);
  const find = () => pageOfFound(ctx.db, { ...ask, search, after: position });
  const [known, hasFiled] = await Promise.all([
    find(),
    search.kind === "name" && fileContacts(ctx),
  ]);
  const { rows, next, numberIds } = hasFiled ? await find() : known;
  const ids = rows.map(({ id }) => id);
  const seen = await lastInboundOf(ctx.db, ids, numberIds);
  return {
    data: rows.map((row) => contactView(row, sight, seen.get(row.id) ?? null)),
    has_more: next !== null,
    next_cursor: next === null ? null : await encodeCursor(ctx, list, next),
  };
}

/** What is looked for. Who does not see phone numbers may not feel for them: only a whole one is looked for. */
function searchOf(q: string, sight: Sight, country: string | null): ContactSearch {
  const search = parseContactSearch(q, country);
  if (search === undefined)
    throw fieldError("invalid_request", "q", "Give a letter or a digit to look for.");
  if (sight.seesAll || search.kind === "name") return search;
  const phone = parsePhone(q, country);
  if (phone.ok) return { kind: "phone", ending: null, beginnings: [phoneKey(phone.value.e164)] };
  throw unseen("q", "Without contacts:pii a phone number is looked for as a whole.");
}
