import fc from "fast-check";
import { beforeAll, describe, test } from "vitest";

import { exampleId } from "#core/ids";

import { atRest } from "../fixtures/at-rest.ts";
import { printOf } from "../fixtures/everything.ts";
import { COLLECTIONS, isCollection, oneOfEach, type Collection } from "../fixtures/one-of-each.ts";
import { aTenant, byAnotherKey, type TenantFixture } from "../fixtures/tenant.ts";
import { call, pathOf } from "./call.ts";
import { BAD_PARAMETERS, mutationsOf, type Mutated } from "./mutate.ts";
import { SECURED, type Operation } from "./operations.ts";

/** Fixed, so that a run says the same as the one before; change it to look elsewhere. */
const SEED = 20_261;
/** Bodies that are tried on each operation. */
const TRIES = 16;
/** What is not ours to answer: Meta and models cannot be reached from the tests. */
const OF_OTHERS = ["meta_error", "ai_unavailable"];

interface Side {
  readonly tenant: TenantFixture;
  readonly ids: Readonly<Record<Collection, string>>;
}

async function aSide(): Promise<Side> {
  const tenant = await aTenant();
  return { tenant, ids: await oneOfEach(tenant) };
}

/** The contract's example of a body, about resources of this workspace. */
function exampleFor({ ids }: Side, { example }: Operation): object {
  let text = JSON.stringify(example ?? {});
  for (const [name, kind] of Object.entries(COLLECTIONS))
    text = text.replaceAll(exampleId(kind), ids[name as Collection]);
  return JSON.parse(text) as object;
}

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
}

async function answerOf(
  { tenant, ids }: Side,
  operation: Operation,
  given: { readonly body?: string; readonly query?: string },
): Promise<Answer> {
  const path = pathOf(operation, (name) => (isCollection(name) ? ids[name] : "x"));
  const ifMatch = operation.parameters.some(({ name }) => name === "If-Match");
  const headers = { ...tenant.headers, ...(ifMatch ? { "if-match": "*" } : {}) };
  const res = await call({ operation, headers, path, ...given });
  if (res.headers.get("content-type") === "text/event-stream") await res.body?.cancel();
  else {
    const text = await res.text();
    if (res.status >= 400) return { status: res.status, ...(JSON.parse(text) as { code: string }) };
  }
  return { status: res.status, code: undefined };
}

/** All that the workspace has, but for when its keys were used. */
async function dataOf({ tenant: { ctx } }: Side) {
  const { "control api_keys": _, ...data } = await printOf(ctx);
  return data;
}

const isOurFault = ({ status, code = "" }: Answer): boolean =>
  status >= 500 && !OF_OTHERS.includes(code);
const isRefused = ({ status }: Answer): boolean => status >= 400 && status < 500;

/** One in which everything is tried, and one to which only what was refused there is sent. */
let trial: Side;
let clean: Side;
let data: Awaited<ReturnType<typeof dataOf>>;
beforeAll(async () => {
  trial = await aSide();
  clean = await aSide();
  await atRest(clean.tenant.ctx);
  data = await dataOf(clean);
});

const BODIES = SECURED.filter(({ body }) => body !== undefined);

/** How many of all that was tried were refused. */
let refusals = 0;

describe("a body in which one thing is wrong", () => {
  test.for(BODIES)(
    "is no failure of $method $path, and what is refused changes nothing",
    async (operation, { expect }) => {
      const tenant = await byAnotherKey(trial.tenant);
      const tried = fc.sample(mutationsOf(exampleFor(trial, operation)), {
        seed: SEED,
        numRuns: TRIES,
      });
      const refused: Mutated[] = [];
      for (const { name, text } of tried) {
        const answer = await answerOf({ ...trial, tenant }, operation, { body: text });
        expect([name, answer, isOurFault(answer)]).toEqual([name, answer, false]);
        if (isRefused(answer)) refused.push({ name, text });
      }
      refusals += refused.length;
      const side = { ...clean, tenant: await byAnotherKey(clean.tenant) };
      const inOwnIds = (text: string) =>
        Object.keys(COLLECTIONS).reduce(
          (said, name) =>
            said.replaceAll(trial.ids[name as Collection], clean.ids[name as Collection]),
          text,
        );
      let accepted = 0;
      for (const { text } of refused)
        if (!isRefused(await answerOf(side, operation, { body: inOwnIds(text) }))) accepted += 1;
      if (accepted > 0) {
        // What hangs on what was done before: here it was done for the first time.
        await atRest(clean.tenant.ctx);
        data = await dataOf(clean);
      } else expect(await dataOf(clean)).toEqual(data);
    },
  );
});

test("most of what was tried was refused", ({ expect }) => {
  expect(refusals / (TRIES * BODIES.length)).toBeGreaterThan(0.7);
});

const QUERIES = SECURED.filter(
  ({ method, parameters }) => method === "GET" && parameters.some((one) => one.in === "query"),
);

describe("a query in which one thing is wrong", () => {
  test.for(QUERIES)("is no failure of $method $path", async (operation, { expect }) => {
    const side = { ...trial, tenant: await byAnotherKey(trial.tenant) };
    for (const { name } of operation.parameters.filter((one) => one.in === "query"))
      for (const value of BAD_PARAMETERS) {
        const query = `?${name}=${value}`;
        const answer = await answerOf(side, operation, { query });
        expect([query.slice(0, 80), answer, isOurFault(answer)]).toEqual([
          query.slice(0, 80),
          answer,
          false,
        ]);
      }
  });
});
