export const fault = {
  promise: "The newest edit of a message holds, in whatever order edits are delivered.",
  edits: [
    {
      file: "src/features/messages/writes-changed.ts",
      find: "\n  AND (edited_at IS NULL OR edited_at < e.value->>3)",
      put: "",
    },
    {
      file: "src/features/inbound/plan-changed.ts",
      find: "message.editedAt === null || message.editedAt < atMs",
      put: "message.editedAt !== atMs",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/changed-messages.test.ts",
      named: "that is older than the one that holds changes nothing",
      says: "AssertionError",
    },
  ],
};
