// `npm run policy`: what the privacy policy promises, clause by clause: what keeps it, which tests prove it, and whether they do.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { POLICY } from "../src/core/privacy/policy.ts";

const proofs = JSON.parse(readFileSync("test/policy/proofs.json", "utf8"));
const files = [...new Set(Object.values(proofs).flatMap((of) => of.map(([file]) => file)))];
const report = path.join(mkdtempSync(path.join(tmpdir(), "policy-")), "results.json");

console.log(
  `${files.length} files of tests run; a clause holds when every test that proves it does.\n`,
);
spawnSync(
  "vitest",
  [
    "run",
    "--config",
    "test/vitest.config.ts",
    "--root",
    ".",
    "--reporter=json",
    `--outputFile=${report}`,
    ...files,
  ],
  { stdio: ["ignore", "ignore", "inherit"] },
);
const results = JSON.parse(readFileSync(report, "utf8"));

/** The outcomes of the tests of a file whose name ends so. */
const outcomesOf = (file, named) =>
  results.testResults
    .filter((one) => one.name.endsWith(`/${file}`))
    .flatMap((one) => one.assertionResults)
    .filter(({ fullName }) => fullName.endsWith(named))
    .map(({ status }) => status);

let broken = 0;
for (const [clause, { promise, control }] of Object.entries(POLICY)) {
  const lines = (proofs[clause] ?? []).map(([file, named]) => {
    const outcomes = outcomesOf(file, named);
    const holds = outcomes.length > 0 && outcomes.every((one) => one === "passed");
    return {
      holds,
      text: `${holds ? "passed" : outcomes.length === 0 ? "MISSING" : "FAILED"}  ${file} · ${named}`,
    };
  });
  const holds = lines.length > 0 && lines.every((line) => line.holds);
  if (!holds) broken += 1;
  console.log(`${clause.padEnd(4)} ${holds ? "holds" : "BROKEN"}  ${promise}`);
  console.log(`     control  ${control}`);
  for (const { text } of lines) console.log(`     ${text}`);
}
console.log(
  `\n${Object.keys(POLICY).length - broken} of ${Object.keys(POLICY).length} clauses hold.`,
);
process.exitCode = broken === 0 ? 0 : 1;
