export const fault = {
  promise: "Every member of the contract is explained, and every parameter too.",
  edits: [
    {
      file: "src/features/numbers/schemas.ts",
      find: '.openapi({ description: "Messages per second that Meta takes from it.", example: 80 }),',
      put: ".openapi({ example: 80 }),",
    },
    {
      file: "src/platform/http/complete-operation.ts",
      find: "  description: KEY_DESCRIPTION,\n  schema",
      put: "  schema",
    },
  ],
  red: [
    {
      tests: "test/http/contract.test.ts",
      named: "is described",
      says: "'Number.throughput_mps' is described",
    },
    { script: "contract", says: "by the parameter-description rule" },
  ],
};
