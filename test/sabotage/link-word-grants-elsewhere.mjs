export const fault = {
  promise: "The keyword of an opt-in link grants on its own number alone.",
  edits: [
    {
      file: "src/features/inbound/known.ts",
      find: 'linkWords: known.linkWordsOfNumber.get(phoneNumberId ?? ""),',
      put: "linkWords: Object.assign({}, ...known.linkWordsOfNumber.values()),",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/opt-in-links.test.ts",
      named: "grants nothing on another number",
      says: "expected 'granted' to be 'unknown'",
    },
  ],
};
