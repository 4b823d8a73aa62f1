export const fault = {
  promise: "A webhook too long for a row goes with its time, and with the person it is about.",
  edits: [
    {
      file: "src/features/inbound/long-changes.ts",
      find: "for (const key of old) await ctx.bucket.delete(key);",
      put: "if (old.length < 0) await ctx.bucket.delete(FOLDER);",
    },
    {
      file: "src/features/inbound/long-changes.ts",
      find: "if (!isNamed(text)) return false;",
      put: "if (isNamed(text) || true) return false;",
    },
  ],
  red: [
    {
      tests: "test/features/retention/sweep.test.ts",
      named: "takes webhooks away that were too long for a row, but none that is not applied yet",
      says: "AssertionError",
    },
    {
      tests: "test/features/privacy/erasure.test.ts",
      named:
        "a webhook that was too long for a row is erased, also when its entry in the archive is gone",
      says: "AssertionError",
    },
  ],
};
