export const fault = {
  promise:
    "Every event is one of the catalogue's, with ids and small facts and nothing of a person.",
  edits: [
    {
      file: "src/features/contacts/events.ts",
      find: 'type: "contact.created",\n  data: { contact_id: id },',
      put: 'type: "contact.created",\n  data: { contact_id: id, phone: "+5511987654321" } as { contact_id: Id<"contact"> },',
    },
  ],
  red: [
    {
      tests: "test/features/messages/send-message.test.ts",
      says: "the ledger: contact.created",
    },
    {
      tests: "test/features/contacts/contacts.test.ts",
      says: "the ledger: contact.created",
    },
  ],
};
