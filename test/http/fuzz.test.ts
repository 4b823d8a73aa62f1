import fc from "fast-check";
import { describe, test } from "vitest";

import { isCollection, oneOfEach } from "../fixtures/one-of-each.ts";
import { aTenant } from "../fixtures/tenant.ts";
import { valuesOf } from "./arbitrary.ts";
import { call, pathOf } from "./call.ts";
import { document, OPERATIONS, type Operation } from "./operations.ts";

/** Fixed, so that a run says the same as the one before; change it to look elsewhere. */
const SEED = 20_261;
/** Signing up and in costs a password hash and a workspace each time. */
const runsOf = (operation: Operation): number => (operation.isSecured ? 8 : 4);

/** A query that mostly fits, as `?name=value`. */
const queriesOf = (operation: Operation) =>
  fc
    .record(
      Object.fromEntries(
        operation.parameters
          .filter((parameter) => parameter.in === "query")
          .map(({ name, schema }) => [name, valuesOf(schema)]),
      ),
      { requiredKeys: [] },
    )
    .map((query) => {
      const parameters = new URLSearchParams(
        Object.entries(query).map(([name, value]) => [name, String(value).slice(0, 500)]),
      );
      return parameters.size === 0 ? "" : `?${parameters.toString()}`;
    });

/** What an answer says; a stream goes on and on, and is left. */
async function textOf(res: Response): Promise<string> {
  if (res.headers.get("content-type") !== "text/event-stream") return res.text();
  await res.body?.cancel();
  return "";
}

describe("whatever fits or nearly fits the contract", () => {
  test("is read from a document that has operations", ({ expect }) => {
    expect(document.openapi).toBe("3.1.0");
    expect(OPERATIONS.length).toBeGreaterThan(10);
  });

  test.for(OPERATIONS)(
    "$method $path answers it, and never fails",
    { timeout: 60_000 },
    async (operation, { expect }) => {
      const tenant = await aTenant();
      const own = await oneOfEach(tenant);
      const path = pathOf(operation, (collection) =>
        isCollection(collection) ? own[collection] : "x",
      );
      const bodies =
        operation.body === undefined
          ? fc.constant(null)
          : valuesOf(operation.body).map((v) => JSON.stringify(v));
      await fc.assert(
        fc.asyncProperty(bodies, queriesOf(operation), async (body, query) => {
          const res = await call({ operation, headers: tenant.headers, path, query, body });
          const text = await textOf(res);
          if (res.status < 400) return;
          expect(res.headers.get("content-type")).toBe("application/problem+json");
          const { code } = JSON.parse(text) as { code: string };
          // Meta cannot be reached from the tests; everything else must be our caller's fault.
          if (code !== "meta_error") expect([res.status, code, text].join(" ")).toMatch(/^4/);
        }),
        { numRuns: runsOf(operation), seed: SEED },
      );
    },
  );
});
