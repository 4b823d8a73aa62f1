// `npm run sabotage -- <name>`: plants a fault, and expects the suite to turn red for it. A suite that stays green does not
// keep the promise that the fault breaks. Without a name it lists the faults; `--all` plants each of them in turn.
// It works on a copy of the repository in a temporary folder and never writes to the work tree.
import { spawn } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs, stripVTControlCharacters } from "node:util";

import { planted, readFaults, staleBecause } from "./lib/faults.mjs";

const COMMAND_TIMEOUT_MS = 10 * 60_000;
/** What is linked, made anew, or nobody else's business. */
const NOT_COPIED = new Set("node_modules .git .wrangler .bench dist coverage .dev.vars".split(" "));

const { values, positionals } = parseArgs({
  options: { all: { type: "boolean" }, from: { type: "string", default: "test/sabotage" } },
  allowPositionals: true,
});
const faults = await readFaults(values.from);
const unknown = positionals.filter((given) => !faults.some(({ name }) => name === given));
if (unknown.length > 0) {
  console.error(`There is no fault ${unknown.join(", ")}; without a name all are listed.`);
  process.exit(2);
}
const chosen = values.all ? faults : faults.filter(({ name }) => positionals.includes(name));
process.exitCode = chosen.length === 0 ? list() : await plantAll();

/** @returns The exit code: 1 when a fault is out of date. */
function list() {
  let isStale = false;
  for (const { name, fault } of faults) {
    const reasons = staleBecause(fault);
    isStale ||= reasons.length > 0;
    console.log(`${name}\n  ${fault.promise}`);
    for (const reason of reasons) console.log(`  OUT OF DATE: ${reason}`);
  }
  return isStale ? 1 : 0;
}

/** @returns The exit code: 1 when a fault was not noticed. */
async function plantAll() {
  const copy = makeCopy();
  let red = 0;
  for (const { name, fault } of chosen) {
    const stale = staleBecause(fault).map((reason) => `out of date: ${reason}`);
    const missed = stale.length > 0 ? stale : await missedBy(copy, fault);
    if (missed.length === 0) red += 1;
    console.log(`${missed.length === 0 ? "red " : "MISS"} ${name}: ${fault.promise}`);
    for (const reason of missed) console.log(`     ${reason}`);
  }
  const missed = chosen.length - red;
  console.log(`${red} red as they should be, ${missed} not`);
  return missed === 0 ? 0 : 1;
}

/** The repository as it stands now, with the installed packages. The copy goes when this process does. */
function makeCopy() {
  const folder = mkdtempSync(path.join(tmpdir(), "waqtor-sabotage-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  for (const name of readdirSync("."))
    if (!NOT_COPIED.has(name)) cpSync(name, path.join(folder, name), { recursive: true });
  symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
  return folder;
}

/** Plant the fault in the copy, run what must fail, and take it out again. @returns Why it was not noticed, if it was not. */
async function missedBy(copy, { edits, red }) {
  const before = new Map(edits.map(({ file }) => [file, readFileSync(file, "utf8")]));
  const write = (file, text) => writeFileSync(path.join(copy, file), text);
  const after = new Map(before);
  for (const edit of edits) after.set(edit.file, planted(after.get(edit.file), edit));
  for (const [file, text] of after) write(file, text);
  const missed = [];
  for (const each of red) {
    const { status, output } = await run(copy, each);
    const what = each.script ?? each.tests;
    if (status === 0) missed.push(`${what} stays green`);
    else if (!output.includes(each.says))
      missed.push(`${what} is red, but does not say "${each.says}":\n${output.slice(-4000)}`);
  }
  for (const [file, text] of before) write(file, text);
  return missed;
}

function run(copy, { script, tests, named }) {
  const only = named === undefined ? [] : ["-t", named.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")];
  const args = script === undefined ? ["test", "--", tests, ...only] : ["run", script];
  const child = spawn("npm", args, {
    cwd: copy,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: COMMAND_TIMEOUT_MS,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, output: stripVTControlCharacters(output) }));
  });
}
