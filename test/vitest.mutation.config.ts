import { defineConfig } from "vitest/config";

/** The rules alone, in plain node: what `npm run mutation` runs against each mutant. */
export default defineConfig({
  test: {
    include: ["test/core/**/*.test.ts"],
    environment: "node",
    testTimeout: 20_000,
  },
});
