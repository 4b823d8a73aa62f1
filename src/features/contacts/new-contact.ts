import { nameWords } from "#core/contact/name-words";
import type { ProfilePatch } from "#core/contact/profile";
import type { NewEvent } from "#core/event/catalogue";
import type { Statement } from "#db/statement";
import type { ContactRow } from "#db/tenant/find-contact";
import { contactCreated } from "#features/contacts/events";
import { insertContacts } from "#features/contacts/writes";
import type { ScopedContext } from "#platform/context";

/** What is known of a person who becomes a contact. A phone is E.164; `waId` is Meta's digits. */
export interface NewContactInput extends ProfilePatch {
  readonly waId?: string | null;
  readonly parentBsuid?: string | null;
  readonly username?: string | null;
  /** The name is that of the person's own profile. */
  readonly profileNamed?: boolean;
}

/** The row of a new contact: consent unknown, everything absent null. */
export const newContactRow = (ctx: ScopedContext, input: NewContactInput): ContactRow => {
  const nowMs = ctx.nowMs();
  return {
    id: ctx.newId("contact"),
    ...namesOf(input),
    ...profileOf(input),
    marketing: "unknown",
    marketingByPerson: false,
    suppressed: false,
    blocked: false,
    createdAt: nowMs,
    updatedAt: nowMs,
    profileNamed: input.profileNamed ?? false,
    mergedInto: null,
    marketingConsentId: null,
    marketingHeldAt: null,
    marketingHeldBy: null,
    // Whoever writes the row files it under its name.
    nameWords: null,
  };
};

/** Under what the person is known, here and at Meta. */
const namesOf = (input: NewContactInput) => ({
  phone: input.phone ?? null,
  waId: input.waId ?? null,
  bsuid: input.bsuid ?? null,
  username: input.username ?? null,
  externalId: input.externalId ?? null,
});

const profileOf = (input: NewContactInput) => ({
  name: input.name ?? null,
  language: input.language ?? null,
  timezone: input.timezone ?? null,
  fields: input.fields ?? {},
  tags: input.tags ?? [],
  metadata: input.metadata ?? {},
});

/**
 * A contact and everything that must be committed for it to exist, for use inside another act's commit. The commit fails
 * (`isIdentityConflict`) when somebody became the contact meanwhile: look again.
 */
export const newContact = (
  ctx: ScopedContext,
  input: NewContactInput,
): { row: ContactRow; statements: Statement[]; events: NewEvent[] } => {
  const row = { ...newContactRow(ctx, input), nameWords: nameWords(input.name ?? null) };
  const parent = input.parentBsuid ?? null;
  return {
    row,
    statements: insertContacts(
      ctx,
      [row],
      parent === null ? [] : [{ kind: "parent_bsuid", value: parent, contactId: row.id }],
    ),
    events: [contactCreated(row.id)],
  };
};
