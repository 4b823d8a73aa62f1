import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, test } from "vitest";

/** Run the sabotage script. @returns Its exit code and what it printed. */
const sabotage = (...args: readonly string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, ["scripts/sabotage.mjs", ...args], (_, said) =>
      resolve({ code: child.exitCode ?? -1, said }),
    );
  });

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder with one fault in the pool's generator, which `npm run pool` may notice. */
function aFault(over: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), "faults-"));
  folders.push(folder);
  const fault = {
    promise: "A pool of ordinary sizes is written.",
    edits: [{ file: "scripts/pool.mjs", find: "size > 4900", put: "size > 1" }],
    red: [{ script: "pool", says: "Give one or two pool sizes" }],
    ...over,
  };
  writeFileSync(join(folder, "planted.mjs"), `export const fault = ${JSON.stringify(fault)};`);
  return folder;
}

test("every fault still fits its source, and names tests that exist", async ({ expect }) => {
  const { code, said } = await sabotage();
  expect(said.split("\n").filter((line) => line.includes("OUT OF DATE"))).toEqual([]);
  expect(code).toBe(0);
});

describe("a fault is out of date", () => {
  const edit = { file: "scripts/pool.mjs", find: "size > 4900", put: "size > 1" };
  test.for<[string, Readonly<Record<string, unknown>>]>([
    ["its text is gone", { edits: [{ ...edit, find: "size > 4901" }] }],
    ["its text stands twice", { edits: [{ ...edit, find: "size" }] }],
    ["its file is gone", { edits: [{ ...edit, file: "scripts/pond.mjs" }] }],
    ["it changes nothing", { edits: [{ ...edit, put: edit.find }] }],
    ["its test file is gone", { red: [{ tests: "test/pond.test.ts", says: "x" }] }],
    ["its test is gone", { red: [{ tests: "test/pool.test.ts", named: "swims", says: "x" }] }],
    ["its script is gone", { red: [{ script: "swim", says: "x" }] }],
    ["nothing need be said", { red: [{ script: "pool" }] }],
  ])("when %s", async ([, over], { expect }) => {
    const { code, said } = await sabotage("--from", aFault(over));
    expect([code, said]).toEqual([1, expect.stringContaining("OUT OF DATE")]);
  });
});

describe("planting a fault", () => {
  test("succeeds when it is noticed, and leaves the work tree alone", async ({ expect }) => {
    const before = readFileSync("scripts/pool.mjs", "utf8");
    const { code, said } = await sabotage("--from", aFault({}), "planted");
    expect([code, said]).toEqual([0, expect.stringContaining("1 red as they should be, 0 not")]);
    expect(readFileSync("scripts/pool.mjs", "utf8")).toBe(before);
  });

  test("fails when nothing turns red", async ({ expect }) => {
    const toml = readFileSync("wrangler.toml", "utf8");
    const harmless = {
      edits: [{ file: "scripts/pool.mjs", find: "size > 4900", put: "size > 4899" }],
    };
    const { code, said } = await sabotage("--from", aFault(harmless), "--all");
    expect([code, said]).toEqual([1, expect.stringContaining("pool stays green")]);
    expect(readFileSync("wrangler.toml", "utf8")).toBe(toml);
  });

  test("fails when it is red for another reason", async ({ expect }) => {
    const other = aFault({ red: [{ script: "pool", says: "the pool is full" }] });
    const { code, said } = await sabotage("--from", other, "planted");
    expect([code, said]).toEqual([1, expect.stringContaining("is red, but does not say")]);
  });
});
