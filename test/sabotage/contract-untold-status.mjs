export const fault = {
  promise: "No route answers a status that its contract does not tell.",
  edits: [
    {
      file: "src/features/messages/routes.ts",
      find: '202: { description: "Taken over for sending", ...json(MessageView) },',
      put: '201: { description: "Taken over for sending", ...json(MessageView) },',
    },
  ],
  red: [
    {
      tests: "test/journeys/client.test.ts",
      named: "tells a small story",
      says: "not in the contract: POST /v1/messages 202: the status",
    },
  ],
};
