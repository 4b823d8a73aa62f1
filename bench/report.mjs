// How a run of measurements is told, and where it is kept.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** @param rows `{ what, value, budget? }` each. */
export function print(rows) {
  const width = Math.max(...rows.map((row) => row.what.length));
  for (const { what, value, budget } of rows)
    console.log(
      `${what.padEnd(width)}  ${String(value).padStart(9)}  ${budget === undefined ? "" : `budget ${budget}`}`,
    );
}

/** Append the run to the history in `file`. */
export function keep(file, rows) {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const line = {
    date: new Date().toISOString(),
    commit,
    ...Object.fromEntries(rows.map((row) => [row.key, row.value])),
  };
  const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  writeFileSync(file, `${JSON.stringify([...before, line], null, 1)}\n`);
}
