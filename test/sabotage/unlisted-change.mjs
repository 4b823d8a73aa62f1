export const fault = {
  promise: "What Meta was told 200 for is listed, also when it told nothing new and a drain died.",
  edits: [
    {
      file: "src/platform/commit.ts",
      find: "else if (fence !== undefined) rows.push(moveFence(ctx.db, fence));",
      put: "",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/everything-listed.test.ts",
      named: "is listed when the drain that applied it could not say so",
      says: "AssertionError",
    },
  ],
};
