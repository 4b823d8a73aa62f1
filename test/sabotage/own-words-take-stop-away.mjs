export const fault = {
  promise: "No word of a business takes a built-in word to stop away.",
  edits: [
    {
      file: "src/core/consent/stop-words.ts",
      find: 'known === "stop" ? known : (own.get(words) ?? known)',
      put: "own.get(words) ?? known",
    },
  ],
  red: [
    {
      tests: "test/core/consent/own-words.test.ts",
      named: "take no built-in word to stop away, whatever they say",
      says: "Property failed",
    },
  ],
};
