export { identityStatements, type Identity } from "#features/contacts/identity-rows";
export { newContact } from "#features/contacts/new-contact";
export { contactsByIdentity } from "#features/contacts/queries";
export { resolveContact } from "#features/contacts/resolve-contact";
export { contactRoutes } from "#features/contacts/routes";
export { ContactView } from "#features/contacts/schemas";
export { contactView } from "#features/contacts/view";
