export const fault = {
  promise: "No webhook goes to a private host, however its address is spelled.",
  edits: [
    {
      file: "src/core/callback-url.ts",
      find: '  ["10.0.0.0", 8],\n',
      put: "",
    },
  ],
  red: [
    {
      tests: "test/core/callback-url.test.ts",
      named: "is never an address of a private network, however it is spelled",
      says: "Property failed",
    },
  ],
};
