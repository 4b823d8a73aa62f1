import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { guard, isFaultOfData, isGuardBroken, jsonParameters, statement } from "#db/statement";

import { aDatabase } from "../fixtures/tenant";

/** A database with a table of two rows, and one without any. */
async function aDb() {
  const client = await aDatabase(env);
  await client.batch([
    client.prepare("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER NOT NULL UNIQUE)"),
    client.prepare("CREATE TABLE bare (id INTEGER PRIMARY KEY)"),
    client.prepare("INSERT INTO t VALUES (1, 10), (2, 20)"),
  ]);
  return { $client: client };
}

type Db = Awaited<ReturnType<typeof aDb>>;

const rowsOf = async (db: Db): Promise<readonly (readonly number[])[]> =>
  (await db.$client.prepare("SELECT id, n FROM t ORDER BY id").raw<[number, number]>()).map(
    (row) => [...row],
  );

const failureOf = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => null,
    (error: unknown) => error,
  );

describe("guard", () => {
  test("rolls the whole batch back, what came before it too, and tells its name", async ({
    expect,
  }) => {
    const db = await aDb();
    const error = await failureOf(
      db.$client.batch([
        statement(db, "UPDATE t SET n = 11 WHERE id = 1"),
        guard(db, "row.fresh", "EXISTS (SELECT 1 FROM t WHERE id = ?1 AND n = ?2)", 1, 10),
        statement(db, "UPDATE t SET n = 21 WHERE id = 2"),
      ]),
    );
    expect(isGuardBroken(error, "row.fresh")).toBe(true);
    expect(isGuardBroken(error, "row.other")).toBe(false);
    expect(await rowsOf(db)).toEqual([
      [1, 10],
      [2, 20],
    ]);
  });

  test("lets the batch through while its condition holds, and sees what stands before it", async ({
    expect,
  }) => {
    const db = await aDb();
    await db.$client.batch([
      statement(db, "UPDATE t SET n = 11 WHERE id = 1"),
      guard(db, "row.fresh", "EXISTS (SELECT 1 FROM t WHERE id = ?1 AND n = ?2)", 1, 11),
      statement(db, "UPDATE t SET n = 21 WHERE id = 2"),
    ]);
    expect(await rowsOf(db)).toEqual([
      [1, 11],
      [2, 21],
    ]);
  });

  test.for([
    ["1", false],
    ["0", true],
    ["NOT EXISTS (SELECT 1 FROM bare)", false],
    ["EXISTS (SELECT 1 FROM bare)", true],
    ["(SELECT max(id) FROM bare) IS NULL", false],
    ["NOT EXISTS (SELECT 1 FROM json_each('[]') e LEFT JOIN bare ON bare.id = e.value)", false],
  ] as const)("whose condition is %s is broken: %s", async ([condition, isBroken], { expect }) => {
    const db = await aDb();
    const error = await failureOf(db.$client.batch([guard(db, "a.b", condition)]));
    expect(isGuardBroken(error, "a.b")).toBe(isBroken);
    expect(error === null).toBe(!isBroken);
  });

  test("tells which of several broke", async ({ expect }) => {
    const db = await aDb();
    const error = await failureOf(
      db.$client.batch([guard(db, "first.one", "1"), guard(db, "second.one", "0")]),
    );
    expect([isGuardBroken(error, "first.one"), isGuardBroken(error, "second.one")]).toEqual([
      false,
      true,
    ]);
  });

  test("is told from within the error that wraps it, and from nothing else", ({ expect }) => {
    const inner = new Error("D1_ERROR: bad JSON path: 'guard of a.b broken'");
    expect(isGuardBroken(new Error("outer", { cause: inner }), "a.b")).toBe(true);
    expect(isGuardBroken("guard of a.b broken", "a.b")).toBe(false);
  });
});

describe("jsonParameters", () => {
  test("makes no array of nothing, and one of what fits", ({ expect }) => {
    expect(jsonParameters([])).toEqual([]);
    expect(jsonParameters([{ a: 1 }, "b"])).toEqual(['[{"a":1},"b"]']);
  });

  test("keeps every value, in order, in arrays that the database binds", async ({ expect }) => {
    const db = await aDb();
    const values = Array.from({ length: 9 }, (_, i) => `${i}${"\u20ac".repeat(250_000)}`);
    const arrays = jsonParameters(values);
    expect(arrays.length).toBeGreaterThan(1);
    expect(arrays.flatMap((text) => JSON.parse(text) as string[])).toEqual(values);
    const results = await db.$client.batch<{ n: number }>(
      arrays.map((text) => statement(db, "SELECT count(*) n FROM json_each(?1)", text)),
    );
    expect(results.flatMap(({ results: rows }) => rows.map(({ n }) => n))).toEqual(
      arrays.map((text) => (JSON.parse(text) as string[]).length),
    );
  });
});

describe("isFaultOfData", () => {
  test.for([
    ["a value that is there already", "INSERT INTO t VALUES (3, 10)", []],
    ["a value that may not be null", "INSERT INTO t VALUES (3, NULL)", []],
    ["a text where a row id belongs", "INSERT INTO t VALUES ('x', 1)", []],
    ["a text that is no JSON", "SELECT value FROM json_each(?1)", ["{"]],
    ["a value that is too long", "SELECT hex(zeroblob(3000000000))", []],
  ] as const)("is %s", async ([, sql, params], { expect }) => {
    const db = await aDb();
    expect(isFaultOfData(await failureOf(statement(db, sql, ...params).run()))).toBe(true);
  });

  test.for([
    new Error("D1_ERROR: D1 DB is overloaded. Requests queued for too long."),
    new Error("Network connection lost."),
    new Error("outer", { cause: new Error("D1_ERROR: Internal error") }),
    "SQLITE_CONSTRAINT",
    undefined,
  ])("is not %s", (error, { expect }) => {
    expect(isFaultOfData(error)).toBe(false);
  });

  test("is what our own code cannot follow", ({ expect }) => {
    expect(isFaultOfData(new TypeError("x is undefined"))).toBe(true);
    expect(isFaultOfData(new RangeError("too deep"))).toBe(true);
  });
});
