import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { describe, test } from "vitest";

import { LIMITS } from "#features/accounts/count-attempt";
import { API_LIMIT } from "#platform/http/rate-limit";
import { VERSION } from "#platform/version";

const toml = readFileSync("wrangler.toml", "utf8");

/** How many databases the file names for an environment. */
function sizeOf(name: string): number {
  const block = new RegExp(`# BEGIN POOL ${name}\\n([\\s\\S]*?)# END POOL ${name}\\n`).exec(toml);
  return block?.[1]?.match(/^binding = /gm)?.length ?? 0;
}

/** What the generator makes of the file for these sizes; the file itself stays as it is. */
function regenerated(...sizes: readonly number[]): string {
  const folder = mkdtempSync(join(tmpdir(), "pool-"));
  try {
    copyFileSync("wrangler.toml", join(folder, "wrangler.toml"));
    const script = resolve("scripts/pool.mjs");
    execFileSync(process.execPath, [script, ...sizes.map(String)], { cwd: folder });
    return readFileSync(join(folder, "wrangler.toml"), "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("wrangler.toml", () => {
  test("names exactly the databases that the generator writes", ({ expect }) => {
    expect(regenerated(sizeOf("development"), sizeOf("production"))).toBe(toml);
    expect(regenerated(2, 3)).not.toBe(toml);
    expect(regenerated(3)).toBe(regenerated(3, 3));
  });

  test("has no smaller pool in production than in development, or a deploy warns of each", ({
    expect,
  }) => {
    expect(sizeOf("production")).toBeGreaterThanOrEqual(sizeOf("development"));
    const refused = spawnSync(process.execPath, ["scripts/pool.mjs", "3", "2"]);
    expect(refused.status).toBe(2);
    expect(readFileSync("wrangler.toml", "utf8")).toBe(toml);
  });

  test("allows each credential what the answer to one call too many says", ({ expect }) => {
    const simple = `simple = { limit = ${API_LIMIT.calls}, period = ${API_LIMIT.periodSeconds} }`;
    const limits = [...toml.matchAll(/name = "API_LIMIT"\nnamespace_id = "\d+"\n(simple = .*)/g)];
    expect(limits.map((match) => match[1])).toEqual([simple, simple]);
  });

  test.for(Object.values(LIMITS))(
    "allows $attempts attempts a minute by $binding",
    ({ binding, attempts }, { expect }) => {
      const limits = [
        ...toml.matchAll(
          new RegExp(`name = "${binding}"\\nnamespace_id = "\\d+"\\n(simple = .*)`, "g"),
        ),
      ];
      const simple = `simple = { limit = ${attempts}, period = 60 }`;
      expect(limits.map((match) => match[1])).toEqual([simple, simple]);
    },
  );

  test("keeps URLs out of Cloudflare's invocation logs: they hold phone numbers", ({ expect }) => {
    const tables = [...toml.matchAll(/^\[((?:env\.production\.)?observability[.\w]*)\]\n(.*)/gm)];
    const logs = tables.filter((match) => match[1]?.endsWith("observability.logs"));
    expect(logs.map((match) => match.slice(1))).toEqual([
      ["observability.logs", "invocation_logs = false"],
      ["env.production.observability.logs", "invocation_logs = false"],
    ]);
  });

  test("gives production every kind of binding that development has", ({ expect }) => {
    const kinds = (prefix: string) =>
      [
        ...toml.matchAll(
          new RegExp(`^\\[\\[${prefix}([a-z_.]+)\\]\\]\\n(?:binding|name) = "(.+)"`, "gm"),
        ),
      ]
        .map((match) => `${match[1]} ${match[2]}`)
        .filter((name) => !name.includes("TENANT_DB_"));
    expect(kinds("env\\.production\\.").toSorted()).toEqual(kinds("(?!env)").toSorted());
  });
});

test("the version that is answered is the package's", ({ expect }) => {
  const manifest: unknown = JSON.parse(readFileSync("package.json", "utf8"));
  expect(manifest).toMatchObject({ version: VERSION });
});
