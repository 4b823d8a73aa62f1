export const fault = {
  promise:
    "Nothing leaves later than 250 ms after it was last asked whether the person may be written to.",
  edits: [
    {
      file: "src/features/messages/send-block.ts",
      find: "await waitUntil(ctx, Math.min(last - CLAIM_AHEAD_MS, first - line.pace.claimLeadMs));",
      put: "void first, last, CLAIM_AHEAD_MS;",
    },
    {
      file: "src/features/messages/send-block.ts",
      find: "if (sentAtMs > Math.min(slot.untilMs, goodUntilMs)) {",
      put: "if (sentAtMs > slot.untilMs) {",
    },
  ],
  red: [
    {
      tests: "test/features/messages/send-block.test.ts",
      named: "a slow number's messages are claimed one by one, shortly before they leave",
      says: "to be less than or equal to 250",
    },
  ],
};
