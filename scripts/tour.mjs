// `npm run tour`: runs the README's five-minute tour block by block on a server of its own and compares the answers.
// A `bash` block is run as it stands; the `json` block after it is what must come back: `"…"` stands for any value, a member
// that is not shown may be there, a list must hold the shown elements in front.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { startChild } from "./lib/child.mjs";
import { ensureDevVars } from "./lib/dev-vars.mjs";

const { values } = parseArgs({ options: { port: { type: "string", default: "8796" } } });
ensureDevVars();
const scratch = mkdtempSync(path.join(tmpdir(), "waqtor-tour-"));
const server = await startChild({ port: Number(values.port), state: path.join(scratch, "state") });
const failures = [];
let blocks = 0;
for (const { command, expected } of tourSteps()) {
  blocks += 1;
  const output = run(command);
  const fault = expected === undefined ? undefined : compare(expected, output);
  console.log(`${fault === undefined ? "ok  " : "FAIL"} ${command.split("\n")[0].slice(0, 100)}`);
  if (fault !== undefined) failures.push(`${command}\n  ${fault}\n  answer: ${output.trim()}`);
}
await server.stop();
rmSync(scratch, { recursive: true, force: true });
for (const failure of failures) console.error(`\n${failure}`);
const holds = blocks > 0 && failures.length === 0;
console.log(
  holds ? `TOUR OK ${blocks} blocks` : `TOUR FAILED ${failures.length} of ${blocks} blocks`,
);
process.exit(holds ? 0 : 1);

/** The tour's bash blocks, each with the json block that follows it directly. */
function tourSteps() {
  const readme = readFileSync("README.md", "utf8");
  const section = /^## Five-minute tour\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? "";
  const fences = [...section.matchAll(/```(bash|json)\n([\s\S]*?)```/g)].map(([, kind, text]) => ({
    kind,
    text,
  }));
  return fences.flatMap(({ kind, text }, i) =>
    kind === "bash"
      ? [
          {
            command: text.trim(),
            expected: fences[i + 1]?.kind === "json" ? fences[i + 1].text : undefined,
          },
        ]
      : [],
  );
}

/** Variables and functions live on from block to block, as they do in a reader's terminal. */
function run(command) {
  const memory = path.join(scratch, "memory");
  writeFileSync(memory, "", { flag: "a" });
  const names = "WAQTOR KEY NUMBER GRANT TEMPLATE CAMPAIGN MESSAGE";
  const script = `. ${memory}; WAQTOR=${server.url}\n${command}\n{ declare -p ${names} 2>/dev/null; declare -f; } > ${memory}`;
  const { stdout, stderr } = spawnSync("bash", ["-c", script], {
    encoding: "utf8",
    timeout: 60_000,
  });
  if (stderr !== "") console.error(stderr);
  return stdout;
}

function compare(expected, output) {
  try {
    return differ(JSON.parse(expected), JSON.parse(output), "");
  } catch (error) {
    return `not JSON: ${error.message}`;
  }
}

function differ(expected, actual, at) {
  if (expected === "…") return actual === undefined ? `${at || "/"} is missing` : undefined;
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${at || "/"} is no list`;
    return expected
      .map((each, i) => differ(each, actual[i], `${at}/${i}`))
      .find((fault) => fault !== undefined);
  }
  if (typeof expected === "object" && expected !== null) {
    if (typeof actual !== "object" || actual === null) return `${at || "/"} is no object`;
    return Object.entries(expected)
      .map(([key, value]) => differ(value, actual[key], `${at}/${key}`))
      .find((fault) => fault !== undefined);
  }
  return Object.is(expected, actual)
    ? undefined
    : `${at || "/"} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`;
}
