export const fault = {
  promise: "The client that is kept is the one that the contract generates.",
  edits: [
    {
      file: "src/features/events/schemas.ts",
      find: "Place in the workspace's ledger; without gaps.",
      put: "Place in the workspace's ledger, without gaps.",
    },
  ],
  red: [{ script: "contract", says: "client/src/api.ts is not what the contract says" }],
};
