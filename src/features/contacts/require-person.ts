import { notFound } from "#core/errors";
import type { Id } from "#core/ids";
import { findContact, selectorOf } from "#db/tenant/find-contact";
import { findCluster } from "#features/contacts/queries-person";
import type { ScopedContext } from "#platform/context";

/**
 * The contact that a path names, and all contacts that the person is.
 *
 * @throws AppError `not_found`, and a selector's own.
 */
export async function requirePerson(
  ctx: ScopedContext,
  selector: string,
): Promise<{ readonly id: Id<"contact">; readonly all: readonly Id<"contact">[] }> {
  const named = selectorOf(selector, ctx.tenant.settings.default_country ?? null);
  const contact = await findContact(ctx.db, named);
  if (contact === undefined) throw notFound();
  return { id: contact.id, all: await findCluster(ctx.db, contact.id) };
}
