export { learnedEvents } from "#features/contacts/events";
export type { Identity } from "#features/contacts/identity-rows";
export { newContact } from "#features/contacts/new-contact";
export { contactRoutes } from "#features/contacts/routes";
export { ContactView } from "#features/contacts/schemas";
export { contactView } from "#features/contacts/view";
export { isIdentityConflict } from "#features/contacts/writes-identities";
export { learnAccounts, learnStatements, type Learned } from "#features/contacts/writes-learned";
