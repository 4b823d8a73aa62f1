import { readFileSync } from "node:fs";

import { describe, test } from "vitest";

const proofs = JSON.parse(readFileSync("test/policy/proofs.json", "utf8")) as Readonly<
  Record<string, readonly (readonly [file: string, named: string])[]>
>;

describe("the proofs of the privacy policy", () => {
  test.for(Object.entries(proofs))("of %s are tests that there are", ([, of], { expect }) => {
    for (const [file, named] of of) expect(readFileSync(file, "utf8")).toContain(named);
  });
});
