import { readFileSync } from "node:fs";

import { describe, test } from "vitest";

import {
  namedIn,
  planRecycling,
  provisionedName,
  recycle,
  withDatabase,
  type Database,
  type Port,
} from "../scripts/lib/recycle.ts";

const WORKER = "waqtor-production";
const BINDING = "TENANT_DB_0002";
const RETIRED = { binding: BINDING, retiredAtMs: 1_800_000_000_000 };
const FRESH = `${WORKER}-tenant-db-0002-${RETIRED.retiredAtMs.toString(36)}`;
const OLD: Database = {
  name: provisionedName(WORKER, BINDING),
  id: "old",
  createdAtMs: RETIRED.retiredAtMs - 1,
};
const toml = readFileSync("wrangler.toml", "utf8");

/** An account with a file, that dies at the n-th call which changes something. */
function anAccount(diesAt = Infinity) {
  let file = toml;
  let databases: readonly Database[] = [OLD];
  let changes = 0;
  const removed: string[] = [];
  const change = () => {
    changes += 1;
    if (changes === diesAt) throw new Error("dead");
  };
  const port: Port = {
    retired: () => Promise.resolve([RETIRED]),
    databases: () => Promise.resolve(databases),
    remove: async (name) => {
      change();
      removed.push(name);
      databases = databases.filter((one) => one.name !== name);
    },
    make: async (name) => {
      change();
      databases = [...databases, { name, id: `id of ${name}`, createdAtMs: Date.now() * 2 }];
    },
    read: () => file,
    write: (next) => {
      change();
      file = next;
    },
  };
  return { port, removed, file: () => file, databases: () => databases };
}

describe("recycling a retired database", () => {
  test("deletes it, makes another, and names that one in the file", async ({ expect }) => {
    const account = anAccount();
    const of = { worker: WORKER, env: "production" };
    expect(await recycle(account.port, of)).toEqual([BINDING]);
    expect(account.removed).toEqual([OLD.name]);
    expect(namedIn(account.file(), "production", BINDING)).toBe(FRESH);
    expect(account.file()).toContain(
      `binding = "${BINDING}"\ndatabase_name = "${FRESH}"\ndatabase_id = "id of ${FRESH}"\n`,
    );
    expect(account.file().replace(/database_(?:name|id) = ".*-tenant-db-0002-.*"\n/g, "")).toBe(
      toml,
    );
    // Until it is deployed the pool still calls it retired: nothing is done again.
    expect(await recycle(account.port, of)).toEqual([]);
    expect(account.removed).toEqual([OLD.name]);
  });

  test.for([1, 2, 3])("goes on when it died at its change %i", async (diesAt, { expect }) => {
    const account = anAccount(diesAt);
    const of = { worker: WORKER, env: "production" };
    await expect(recycle(account.port, of)).rejects.toThrow("dead");
    expect(await recycle(account.port, of)).toEqual([BINDING]);
    expect(account.databases().map(({ name }) => name)).toEqual([FRESH]);
    expect(namedIn(account.file(), "production", BINDING)).toBe(FRESH);
  });

  test("never deletes one that is younger than the retirement: it may be somebody's", ({
    expect,
  }) => {
    const young = { name: "by-hand", id: "x", createdAtMs: RETIRED.retiredAtMs };
    const of = { worker: WORKER, named: young.name, databases: [young, OLD] };
    expect(planRecycling(RETIRED, of)).toBeNull();
  });

  test("refuses a binding that the pool lacks", ({ expect }) => {
    const of = { binding: "TENANT_DB_9999", name: "n", id: "i" };
    expect(() => withDatabase(toml, "production", of)).toThrow("TENANT_DB_9999");
  });
});
