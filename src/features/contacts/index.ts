export { contactUpdated, learnedEvents } from "#features/contacts/events";
export { AudienceFilter, filterOf } from "#features/contacts/audience";
export { fileContacts } from "#features/contacts/file-contacts";
export type { Identity } from "#features/contacts/identity-rows";
export { learnAccounts } from "#features/contacts/learn-accounts";
export { listContacts } from "#features/contacts/list-contacts";
export { mergeProven, type ProvenPair } from "#features/contacts/merge-proven";
export { isContactConflict, planContactPatch } from "#features/contacts/plan-patch";
export { newContact } from "#features/contacts/new-contact";
export { previewFilter } from "#features/contacts/preview-filter";
export { isPersonConflict, personAsContact } from "#features/contacts/person-as-contact";
export { noteWholeList } from "#features/contacts/note-whole";
export { refuseUnseen, sightOf } from "#features/contacts/sight";
export { retagContacts, sweepTags } from "#features/contacts/retag";
export { contactNoteRoutes } from "#features/contacts/routes-notes";
export { NoteAuthor, NoteText } from "#features/contacts/schemas-notes";
export { noteAuthor } from "#features/contacts/view-notes";
export { findContactNotes } from "#features/contacts/queries-notes";
export { tagRoutes } from "#features/contacts/routes-tags";
export { contactRoutes } from "#features/contacts/routes";
export {
  checkItem,
  planContacts,
  type CheckedItem,
  type PlannedItem,
} from "#features/contacts/plan-contacts";
export { isStillTouched, planRemoval } from "#features/contacts/plan-removal";
export { readContactsForExport } from "#features/contacts/queries-export";
export { ContactView } from "#features/contacts/schemas";
export { contactView } from "#features/contacts/view";
export { readRules } from "#features/contacts/queries-fields";
export { setBlocked } from "#features/contacts/writes-blocked";
export { isIdentityConflict } from "#features/contacts/writes-identities";
export { learnStatements, type Learned } from "#features/contacts/writes-learned";
export { eraseContacts } from "#features/contacts/erase-contacts";
export { identityKey, identitiesOf } from "#features/contacts/identity-rows";
export { findCluster, readPerson, type PersonRows } from "#features/contacts/queries-person";
