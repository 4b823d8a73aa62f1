import { existsSync, readFileSync } from "node:fs";

import { describe, test } from "vitest";

const PAGE = readFileSync("docs/security.md", "utf8");
const ROWS = PAGE.slice(PAGE.indexOf("## Doors"), PAGE.indexOf("## Lifetimes"))
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| door"))
  .map((line) => line.split("|").map((cell) => cell.trim()));

const named = (cell: string | undefined): string[] =>
  [...(cell ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");

describe("the threat model", () => {
  test("names guards that there are", ({ expect }) => {
    const paths = ROWS.flatMap(([, , , guard]) => named(guard));
    expect(paths.length).toBeGreaterThan(15);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  test("names faults that can be planted", ({ expect }) => {
    const faults = ROWS.flatMap(([, , , , fault]) => named(fault));
    expect(faults.length).toBeGreaterThan(15);
    expect(faults.filter((name) => !existsSync(`test/sabotage/${name}.mjs`))).toEqual([]);
  });
});
