import type { FieldFault } from "#core/contact/field-types";
import { phoneKey } from "#core/contact/phone";
import { EMPTY_PROFILE, mergeProfile, type ProfilePatch } from "#core/contact/profile";
import { typedFields } from "#core/contact/typed-fields";
import { AppError } from "#core/errors";
import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import { violatesUnique, type Statement } from "#db/statement";
import type { ContactRow } from "#db/tenant/find-contact";
import {
  appendConsents,
  decideConsent,
  isLedgerConflict,
  isWithdrawnMeanwhile,
  type ConsentBody,
  type ConsentEntry,
} from "#features/consent/index";
import { CarriedWithdrawals } from "#features/contacts/carried-withdrawals";
import { contactCreated, contactUpdated } from "#features/contacts/events";
import { identitiesOf, identityKey, type Identity } from "#features/contacts/identity-rows";
import { newContactRow } from "#features/contacts/new-contact";
import type { Known } from "#features/contacts/queries";
import { insertContacts, isContactChanged, updateContacts } from "#features/contacts/writes";
import { isIdentityConflict } from "#features/contacts/writes-identities";
import { guardRules, isRuleChanged } from "#features/contacts/writes-typed";
import type { ScopedContext } from "#platform/context";

/** One contact as a caller wants it. */
export interface ContactItem {
  readonly patch: ProfilePatch;
  readonly consent?: ConsentBody | undefined;
  /** Where the item stands in the body that faults point into; empty when it is the whole. */
  readonly pointer: string;
}

export interface ContactOutcome {
  readonly status: "created" | "updated" | "unchanged";
  readonly row: ContactRow;
  /** Names of the profile's members that differ. */
  readonly changed: readonly string[];
}

interface Page {
  readonly before: ContactRow | null;
  after: ContactRow;
  /** Names of the row's members that a caller's patch changed. */
  readonly changed: Set<string>;
}

/**
 * The contacts that a call touches, as they will be: items are decided one after the other in memory, then everything is
 * written at once. So an item sees what the items before it did, and a call of 500 costs as many round trips as one of 1.
 */
export class ContactBook {
  private readonly ctx: ScopedContext;
  private readonly nextSeq: number;
  private readonly pages = new Map<Id<"contact">, Page>();
  private readonly owners = new Map<string, Id<"contact">>();
  private readonly consents: ConsentEntry[] = [];
  private readonly withdrawals: CarriedWithdrawals;
  private readonly aliases: Known["aliases"];
  private readonly suppressed: Known["suppressed"];
  private readonly rules: Known["rules"];
  /** Keys of the fields that the items bring. */
  private readonly fieldKeys = new Set<string>();

  constructor(ctx: ScopedContext, known: Known) {
    this.ctx = ctx;
    this.nextSeq = known.nextSeq;
    this.withdrawals = new CarriedWithdrawals(ctx, known.withdrawn, known.allWithdrawn);
    const rows = known.target === undefined ? known.contacts : [...known.contacts, known.target];
    for (const row of rows) {
      this.pages.set(row.id, { before: row, after: row, changed: new Set() });
      this.own(row);
    }
    for (const owner of known.owners) this.owners.set(identityKey(owner), owner.contactId);
    this.aliases = known.aliases;
    this.suppressed = known.suppressed;
    this.rules = known.rules;
    for (const [externalId, id] of known.aliases) this.owners.set(`external_id:${externalId}`, id);
  }

  /** The contacts that have an identity or the external id of the patch: at most one, unless the patch joins strangers. */
  holders(patch: ProfilePatch): readonly ContactRow[] {
    const ids = new Set(keysOf(patch).flatMap((key) => this.owners.get(key) ?? []));
    return [...ids].flatMap((id) => this.pages.get(id)?.after ?? []);
  }

  /** Whether nothing may be sent to whoever the patch names. @param row The contact that it changes. */
  isSuppressed(row: ContactRow | null, patch: ProfilePatch): boolean {
    return row?.suppressed === true || keysOf(patch).some((key) => this.suppressed.has(key));
  }

  /** Whether whoever the patch names withdrew, under this contact or before there was one. */
  hasWithdrawn(row: ContactRow | null, patch: ProfilePatch): boolean {
    if (row?.marketing === "withdrawn" && row.marketingByPerson) return true;
    return keysOf(patch).some((key) => this.withdrawals.holds(key));
  }

  /** @throws AppError `contact_exists`, `invalid_request`, `invalid_field`, and what consent refuses. */
  create(given: ContactItem): ContactOutcome {
    const item = this.typed(given);
    this.checkFree(item.patch, null, item.pointer);
    const { next } = merged(EMPTY_PROFILE, item);
    const row = newContactRow(this.ctx, next);
    const after = this.consent(null, row, item);
    this.pages.set(row.id, { before: null, after, changed: new Set() });
    this.own(row);
    return { status: "created", row: after, changed: [] };
  }

  /** @throws AppError `contact_exists` when a new identity is another contact's, `invalid_request`, `invalid_field`, and what consent refuses. */
  change(row: ContactRow, given: ContactItem): ContactOutcome {
    const item = this.typed(given);
    const page = this.pages.get(row.id);
    if (page === undefined) throw new Error("only contacts of the book change");
    const current = page.after;
    const patch = this.sameId(current, samePhone(current, item.patch));
    const { next, changed } = merged(current, { ...item, patch });
    this.checkFree(next, row.id, item.pointer);
    // Meta's account was that of the number before.
    const waId = changed.includes("phone") ? null : current.waId;
    const profiled = changed.length === 0 ? current : { ...current, ...next, waId };
    const after = this.consent(current, profiled, item);
    this.disown(current);
    this.own(after);
    const updatedAt = Math.max(this.ctx.nowMs(), (page.before ?? current).updatedAt + 1);
    page.after = after === current ? current : { ...after, updatedAt };
    for (const member of changed) page.changed.add(member);
    if (waId !== current.waId) page.changed.add("waId");
    return {
      status: after === current && item.consent === undefined ? "unchanged" : "updated",
      row: page.after,
      changed,
    };
  }

  /** Everything to commit. It fails as a whole (`isContactConflict`) when what the book was opened on has changed. */
  writes(): { readonly statements: Statement[]; readonly events: NewEvent[] } {
    const pages = [...this.pages.values()];
    const created = pages.flatMap(({ before, after }) => (before === null ? [after] : []));
    const changes = pages.flatMap(({ before, after, changed }) =>
      before === null || changed.size === 0 ? [] : [{ before, after, changed }],
    );
    const acts = appendConsents(this.ctx, this.consents, this.nextSeq);
    return {
      statements: [
        ...guardRules(this.ctx.db, this.fieldKeys, this.rules),
        ...this.withdrawals.writes(),
        // Changes first: who becomes a contact may take an identity that another one gives up in the same call.
        ...updateContacts(this.ctx, changes),
        ...insertContacts(this.ctx, created),
        ...acts.statements,
      ],
      events: [
        ...created.map(({ id }) => contactCreated(id)),
        ...changes.map(({ after, changed }) => contactUpdated(after.id, changed)),
        ...acts.events,
      ],
    };
  }

  /** The item with its fields as they are kept. @throws AppError `invalid_field` naming each that is not of its type. */
  private typed(item: ContactItem): ContactItem {
    const { fields } = item.patch;
    if (fields === undefined || fields === null) return item;
    for (const key of Object.keys(fields)) this.fieldKeys.add(key);
    const read = typedFields(this.rules, fields);
    if (!read.ok) throw misfits(read.error, item.pointer);
    return { ...item, patch: { ...item.patch, fields: read.value } };
  }

  /** Judge what the new identities bring along and the item's consent; nothing of the item is kept when that is refused. */
  private consent(before: ContactRow | null, named: ContactRow, item: ContactItem): ContactRow {
    const { row, entries } = this.withdrawals.judge(before, named);
    const { after, entry } = this.decided(this.asListed(row), item);
    this.consents.push(...entries, ...(entry === undefined ? [] : [entry]));
    this.withdrawals.settle(before, after);
    return after;
  }

  /** The database marks whoever gains a suppressed identity; the answer says so at once. */
  private asListed(row: ContactRow): ContactRow {
    const isListed = identitiesOf(row).some((one) => this.suppressed.has(identityKey(one)));
    return isListed && !row.suppressed ? { ...row, suppressed: true } : row;
  }

  private decided(
    row: ContactRow,
    { consent, pointer }: ContactItem,
  ): { readonly after: ContactRow; readonly entry?: ConsentEntry } {
    if (consent === undefined) return { after: row };
    const { entry, head } = decideConsent(row, consent, {
      nowMs: this.ctx.nowMs(),
      pointer: `${pointer}/consent`,
    });
    const after = { ...row, marketing: head.state, marketingByPerson: head.withdrawnByPerson };
    return { after, entry };
  }

  /** The external id of a contact that was merged into this one names this one: to give it is no change. */
  private sameId(row: ContactRow, patch: ProfilePatch): ProfilePatch {
    const { externalId } = patch;
    return typeof externalId === "string" && this.aliases.get(externalId) === row.id
      ? { ...patch, externalId: row.externalId }
      : patch;
  }

  /** @throws AppError `contact_exists` when an identity of the patch is somebody else's. */
  private checkFree(patch: ProfilePatch, ownId: Id<"contact"> | null, pointer: string): void {
    for (const key of keysOf(patch)) {
      const id = this.owners.get(key);
      if (id !== undefined && id !== ownId)
        throw contactExists(id, `${pointer}/${key.slice(0, key.indexOf(":"))}`);
    }
  }

  private own(row: ContactRow): void {
    for (const key of keysOf(row)) this.owners.set(key, row.id);
  }

  private disown(row: ContactRow): void {
    for (const key of keysOf(row)) this.owners.delete(key);
  }
}

/** Whether a commit of a book failed because another writer came between. */
export const isContactConflict = (error: unknown): boolean =>
  isIdentityConflict(error) ||
  violatesUnique(error, "contacts.external_id") ||
  isLedgerConflict(error) ||
  isRuleChanged(error) ||
  isWithdrawnMeanwhile(error) ||
  isContactChanged(error);

/** The fields that patches write, by key. */
export const fieldKeysOf = (...patches: readonly ProfilePatch[]): readonly string[] => [
  ...new Set(patches.flatMap(({ fields }) => Object.keys(fields ?? {}))),
];

/** The identities that a patch names. */
export const identitiesOfPatch = (
  patch: ProfilePatch & { readonly waId?: string | null },
): readonly Identity[] =>
  identitiesOf({
    phone: patch.phone ?? null,
    waId: patch.waId ?? null,
    bsuid: patch.bsuid ?? null,
  });

const keysOf = (patch: ProfilePatch & { readonly waId?: string | null }): string[] => [
  ...identitiesOfPatch(patch).map(identityKey),
  ...(typeof patch.externalId === "string" ? [`external_id:${patch.externalId}`] : []),
];

/** A variant of the number that the contact has is no change: the number stays as it was first given. */
const samePhone = (row: ContactRow, patch: ProfilePatch): ProfilePatch =>
  typeof patch.phone === "string" &&
  row.phone !== null &&
  phoneKey(patch.phone) === phoneKey(row.phone)
    ? { ...patch, phone: row.phone }
    : patch;

function merged(current: Parameters<typeof mergeProfile>[0], { patch, pointer }: ContactItem) {
  const result = mergeProfile(current, patch);
  if (result.ok) return result.value;
  const { member, code, message } = result.error;
  throw new AppError("invalid_request", message, {
    errors: [{ pointer: `${pointer}/${member}`, code, message }],
  });
}

function misfits(
  faults: readonly (FieldFault & { readonly key: string })[],
  pointer: string,
): AppError {
  const errors = faults.map(({ key, code, message }) => ({
    pointer: `${pointer}/fields/${key}`,
    code,
    message,
  }));
  return new AppError("invalid_field", errors[0]?.message ?? "A value is not of its type.", {
    errors,
  });
}

function contactExists(id: Id<"contact">, pointer: string): AppError {
  const message = "A contact has this phone, user id or external id.";
  return new AppError("contact_exists", message, {
    members: { contact_id: id },
    errors: [{ pointer, code: "contact_exists", message }],
  });
}
