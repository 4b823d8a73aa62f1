import { maskPhone, maskUserId } from "#core/contact/mask";
import { phoneKey } from "#core/contact/phone";
import { notFound } from "#core/errors";
import { selectorOf } from "#db/tenant/find-contact";
import { noteWhole } from "#features/contacts/note-whole";
import { readIdentities } from "#features/contacts/queries";
import type { IdentityView } from "#features/contacts/schemas";
import { sightOf } from "#features/contacts/sight";
import { requireScope, type TenantContext } from "#platform/context";

/** Everything that a contact is recognised by. A phone stands as it was first given, not as the key that finds it. */
export async function listIdentities(
  ctx: TenantContext,
  selector: string,
): Promise<{ data: IdentityView[] }> {
  requireScope(ctx, "contacts:read");
  const { contact, identities } = await readIdentities(
    ctx.db,
    selectorOf(selector, ctx.tenant.settings.default_country ?? null),
  );
  if (contact === undefined) throw notFound();
  noteWhole(ctx, contact.id);
  const { phone, waId } = contact;
  const { seesAll } = await sightOf(ctx);
  const known = identities.map(({ kind, value, createdAt }): IdentityView => {
    const isOwn = kind === "phone" && phone !== null && phoneKey(phone) === value;
    const shown = kind === "phone" ? `+${value}` : value;
    return { kind, value: isOwn ? phone : shown, created_at: new Date(createdAt).toISOString() };
  });
  const phoneRow = known.find(({ kind }) => kind === "phone");
  const all =
    waId === null || phoneRow === undefined
      ? known
      : [...known, { kind: "wa_id" as const, value: waId, created_at: phoneRow.created_at }];
  return { data: seesAll ? all : all.map(masked) };
}

function masked(identity: IdentityView): IdentityView {
  const { kind, value } = identity;
  if (kind === "phone") return { ...identity, value: maskPhone(value) };
  const isDigits = kind === "wa_id";
  return { ...identity, value: isDigits ? maskPhone(`+${value}`).slice(1) : maskUserId(value) };
}
