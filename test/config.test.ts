import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { describe, test } from "vitest";

import { VARIABLES } from "#platform/config";

/**
 * The one reader, and the one file that may not use it: the sandbox imports nothing of ours, so it is told the secret that
 * Meta would sign with.
 */
const READERS = ["platform/config.ts", "sandbox/sandbox.object.ts"];
/** A secret that a deploy can do without: development names it as an empty var, so that `.dev.vars` can hold it. */
const OPTIONAL_SECRET = "OPENROUTER_API_KEY";
/** Of the test runner, so no deployment names it. */
const TESTS_ONLY = "PASSWORD_COST";

const COMMENTS = /\/\*[\s\S]*?\*\/|(?<![:"'`])\/\/.*$/gm;

const toml = readFileSync("wrangler.toml", "utf8");

/** The text of a table, e.g. of `env.production.vars`. */
function tableOf(name: string): string {
  const header = `\n[${name}]\n`;
  const start = toml.indexOf(header);
  return start < 0 ? "" : (toml.slice(start + header.length).split(/\n\[/)[0] ?? "");
}

const namesIn = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? "");
const varsOf = (prefix: string) => namesIn(tableOf(`${prefix}vars`), /^(\w+) = /gm);
const secretsOf = (prefix: string) => namesIn(tableOf(`${prefix}secrets`), /"(\w+)"/g);

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => /(?<!\.d)\.tsx?$/.test(name))
  .map((file) => ({
    file,
    code: readFileSync(`src/${file}`, "utf8").replaceAll(COMMENTS, ""),
  }));

describe("the configuration", () => {
  test.for(["", "env.production."])(
    "reads what wrangler.toml names in [%svars]",
    (prefix, { expect }) => {
      const isNamed = (name: string) =>
        name !== TESTS_ONLY && (prefix === "" || name !== OPTIONAL_SECRET);
      const read = VARIABLES.filter(isNamed);
      expect([...varsOf(prefix), ...secretsOf(prefix)].toSorted()).toEqual(read.toSorted());
    },
  );

  test("asks every host outside by https", ({ expect }) => {
    for (const prefix of ["", "env.production."]) {
      const urls = [...tableOf(`${prefix}vars`).matchAll(/^(\w+_URL) = "(.+)"/gm)]
        .map(([, name = "", url = ""]) => ({ name, url }))
        // Where the deployment itself is: on one's own machine without TLS.
        .filter(({ name }) => name !== "PUBLIC_URL" || prefix !== "");
      const names = urls.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(["META_GRAPH_URL", "OPENROUTER_URL"]));
      expect(urls.filter(({ url }) => !url.startsWith("https://"))).toEqual([]);
    }
  });

  test("lets a batch of jobs end while posts to webhooks go on behind it, in every environment", ({
    expect,
  }) => {
    const flags = namesIn(toml, /^compatibility_flags = (\[.*\])$/gm).map(
      (list) => JSON.parse(list) as readonly string[],
    );
    // At the top of the file, and nowhere else: an environment of its own would take the place of it.
    expect(flags).toHaveLength(1);
    expect(flags[0]).toContain("queue_consumer_no_wait_for_wait_until");
    expect(toml.indexOf("compatibility_flags")).toBeLessThan(toml.indexOf("\n["));
  });

  test("lets nobody register in production without an invitation", ({ expect }) => {
    const ships = (prefix: string) =>
      /^REGISTRATION = "(\w+)"$/m.exec(tableOf(`${prefix}vars`))?.[1];
    expect([ships(""), ships("env.production.")]).toEqual(["open", "invite"]);
  });

  test("is listed whole in .dev.vars.example", ({ expect }) => {
    const example = readFileSync(".dev.vars.example", "utf8");
    const listed = [...example.matchAll(/^(?:# )?([A-Z\d_]+)=/gm)].map((match) => match[1] ?? "");
    expect(listed.toSorted()).toEqual(VARIABLES.filter((name) => name !== TESTS_ONLY).toSorted());
  });

  test("gets every secret from npm start where there is no .dev.vars", ({ expect }) => {
    const folder = mkdtempSync(join(tmpdir(), "vars-"));
    try {
      const script = `import("${resolve("scripts/lib/dev-vars.mjs")}").then((m) => m.ensureDevVars())`;
      execFileSync(process.execPath, ["-e", script], { cwd: folder });
      const made = readFileSync(join(folder, ".dev.vars"), "utf8").trim().split("\n");
      expect(made.map((line) => line.split("=")[0])).toEqual(secretsOf(""));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("is told whole in README.md", ({ expect }) => {
    const readme = readFileSync("README.md", "utf8");
    const rows = readme.split("\n").filter((line) => /^\|.*\| (?:var|secret) \|/.test(line));
    const told = rows.flatMap((row) =>
      [...row.matchAll(/`([A-Z][A-Z\d_]{3,})`/g)].map((m) => m[1] ?? ""),
    );
    expect(told.toSorted()).toEqual(VARIABLES.filter((name) => name !== TESTS_ONLY).toSorted());
  });

  test.for(VARIABLES)("%s is read in one place", (name, { expect }) => {
    // A text that only spells like it (`"SANDBOX"` is a word of Meta's) reads nothing.
    const reading = new RegExp(`(?<!")\\b${name}\\b(?!")|\\["${name}"\\]`);
    const readers = sources.filter(({ code }) => reading.test(code));
    expect(readers.map(({ file }) => file).filter((file) => !READERS.includes(file))).toEqual([]);
  });
});
