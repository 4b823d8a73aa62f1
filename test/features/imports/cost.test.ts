/** What an import costs, in counts that no machine's speed changes: rows are the bill, statements and calls the time. */
import { describe, test } from "vitest";

import { isId } from "#core/ids";
import { openTenantDb } from "#db/tenant/client";
import { createImport } from "#features/imports/create-import";
import { receiveUpload } from "#features/imports/receive-upload";
import type { ScopedContext } from "#platform/context";

import { quiet } from "../../fixtures/campaign.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { CONSENT, runToEnd } from "./fixture.ts";

const ROWS = 3_000;
const SLICES = 3;

interface Counts {
  calls: number;
  statements: number;
  rowsWritten: number;
  rowsRead: number;
}

const RUNS = new Set<PropertyKey>(["run", "all", "raw"]);

/** A context whose calls of its database are counted, with what D1 says that they read and wrote. */
function counting(ctx: ScopedContext): { readonly ctx: ScopedContext; readonly counts: Counts } {
  const counts: Counts = { calls: 0, statements: 0, rowsWritten: 0, rowsRead: 0 };
  const originals = new WeakMap<object, D1PreparedStatement>();
  const add = (results: readonly D1Result[]) => {
    counts.calls += 1;
    counts.statements += results.length;
    for (const { meta } of results) {
      counts.rowsWritten += meta.rows_written;
      counts.rowsRead += meta.rows_read;
    }
  };
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = new Proxy(statement, {
      get: (target, name) => {
        if (name === "bind") return (...values: readonly unknown[]) => wrap(target.bind(...values));
        if (!RUNS.has(name)) return Reflect.get(target, name) as unknown;
        return async () => {
          const result = await target.all<Record<string, unknown>>();
          add([result]);
          return name === "raw" ? result.results.map((row) => Object.values(row)) : result;
        };
      },
    });
    originals.set(wrapped, statement);
    return wrapped;
  };
  const $client = new Proxy(ctx.db.$client, {
    get: (target, name) => {
      if (name === "prepare") return (sql: string) => wrap(target.prepare(sql));
      if (name !== "batch") return undefined;
      return async (statements: readonly D1PreparedStatement[]) => {
        const results = await target.batch(statements.map((one) => originals.get(one) ?? one));
        add(results);
        return results;
      };
    },
  });
  return { counts, ctx: { ...ctx, db: openTenantDb($client, ctx.tenant.id) } };
}

/** Import a file of contacts whose names have two words, and tell what that took. */
async function costOf(fields: Readonly<Record<string, unknown>>) {
  const { ctx } = await aTenant();
  const lines = Array.from(
    { length: ROWS },
    (_, i) => `+55119${70_000_000 + i},Ana Person${i},vip`,
  );
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, JSON.stringify(value));
  form.append("file", new File([`Phone,Name,Tags\n${lines.join("\n")}\n`], "clients.csv"));
  const request = new Request("https://waqtor.test/v1/imports", { method: "POST", body: form });
  const { id } = await createImport(quiet(ctx), await receiveUpload(ctx, request));
  if (!isId("import", id)) throw new Error("no id");
  const counted = counting(quiet(ctx));
  await runToEnd(ctx, id, () => counted.ctx);
  return counted.counts;
}

describe("an import", () => {
  // Of a contact: its row, three for its identity (two indexes), two for the words of its name; its tag; the act of its consent (four).
  test.for([
    ["phones and names", { mapping: { Phone: "phone", Name: "name" } }, 6, 23],
    [
      "tags and consent beside them",
      { mapping: { Phone: "phone", Name: "name", Tags: "tags" }, consent: CONSENT },
      11,
      27,
    ],
  ] as const)(
    "of %s costs no more rows and statements than it did",
    { timeout: 60_000 },
    async ([, fields, rowsEach, statementsEach], { expect }) => {
      const { calls, statements, rowsWritten, rowsRead } = await costOf(fields);
      expect(Math.round(rowsWritten / ROWS)).toBeLessThanOrEqual(rowsEach);
      expect(rowsWritten - rowsEach * ROWS).toBeLessThanOrEqual(8 * SLICES);
      expect(rowsRead / ROWS).toBeLessThanOrEqual(4 * rowsEach);
      expect(statements / SLICES).toBeLessThanOrEqual(statementsEach);
      expect(calls / SLICES).toBeLessThanOrEqual(5);
    },
  );
});
