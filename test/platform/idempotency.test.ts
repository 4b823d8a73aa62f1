import { env } from "cloudflare:workers";
import { beforeAll, describe, test } from "vitest";

import { AlreadyAnswered, commit } from "#platform/commit";
import { commitControl } from "#platform/commit-control";
import type { ScopedContext } from "#platform/context";
import {
  answerStatement,
  findAnswer,
  sweepControlIdempotency,
  sweepIdempotency,
} from "#platform/idempotency";

import { aTenant } from "../fixtures/tenant.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MIDNIGHT = Date.UTC(2030, 0, 2);
const ANSWER = { status: 201, body: { id: "x" } } as const;

let ctx: ScopedContext;
beforeAll(async () => {
  ctx = (await aTenant()).ctx;
});

let keys = 0;
const aKey = () => ({ keyHash: `hash-${++keys}`, fingerprint: "f" });

type Key = ReturnType<typeof aKey>;

/** One act under a key, at an instant. */
const act = (idempotency: Key, atMs: number) =>
  commit(
    { ...ctx, idempotency, nowMs: () => atMs },
    { statements: [], audit: { action: "note.take", target: idempotency.keyHash }, answer: ANSWER },
  );
const acts = async ({ keyHash }: Key) =>
  (await ctx.db.query.auditLogs.findMany()).filter(({ target }) => target === keyHash).length;
const keptRows = async (db = ctx.db.$client) =>
  (await db.prepare("SELECT key_hash FROM idempotency").all<{ key_hash: string }>()).results.map(
    (row) => row.key_hash,
  );

describe("a key", () => {
  test.for([
    ["the same day", MIDNIGHT + 1, MIDNIGHT + 2],
    ["the next day", MIDNIGHT - 1, MIDNIGHT],
    ["a whole day later", MIDNIGHT, MIDNIGHT + DAY_MS],
    ["by a clock that lags behind midnight", MIDNIGHT, MIDNIGHT - 1],
  ] as const)("that was used is known %s", async ([, firstMs, againMs], { expect }) => {
    const key = aKey();
    await act(key, firstMs);
    await expect(act(key, againMs)).rejects.toBeInstanceOf(AlreadyAnswered);
    expect(await acts(key)).toBe(1);
    const answer = { fingerprint: "f", status: 201, body: '{"id":"x"}' };
    expect(await findAnswer(ctx.db, key, againMs)).toEqual(answer);
    expect(await findAnswer(ctx.db, aKey(), againMs)).toBeNull();
  });

  test("costs one row, and ending it another", async ({ expect }) => {
    const rowsOf = async (statement: D1PreparedStatement) =>
      (await statement.run()).meta.rows_written;
    expect(await rowsOf(answerStatement(ctx.db, aKey(), ANSWER, 7 * DAY_MS))).toBe(1);
    const drop = ctx.db.$client.prepare("DELETE FROM idempotency WHERE key_hash LIKE 't7.%'");
    expect(await rowsOf(drop)).toBe(1);
  });
});

describe("the sweep", () => {
  const written = (idempotency: Key, atMs: number) =>
    answerStatement(ctx.db, idempotency, ANSWER, atMs).run();

  test("ends answers after 24 to 48 hours, and those that were written before days were", async ({
    expect,
  }) => {
    const [young, old, older] = [aKey(), aKey(), aKey()];
    await written(young, MIDNIGHT - DAY_MS);
    await written(old, MIDNIGHT - DAY_MS - 1);
    await written(older, MIDNIGHT - 400 * DAY_MS);
    const bare = "f".repeat(64);
    await ctx.db.$client
      .prepare("INSERT INTO idempotency VALUES (?1, 'f', 200, 'null', 1)")
      .bind(bare)
      .run();
    await sweepIdempotency({ ...ctx, nowMs: () => MIDNIGHT + DAY_MS - 1 });
    const kept = await keptRows();
    const isKept = (key: string) => kept.some((row) => row.endsWith(key));
    expect([young, old, older].map(({ keyHash }) => isKept(keyHash))).toEqual([true, false, false]);
    expect(isKept(bare)).toBe(false);
  });

  test("ends more than one statement would", async ({ expect }) => {
    const { ctx: busy } = await aTenant();
    await busy.db.$client
      .prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
         INSERT INTO idempotency SELECT 't100.' || i, 'f', 200, 'null', 1 FROM n`,
      )
      .run();
    await sweepIdempotency(busy);
    expect(await keptRows(busy.db.$client)).toEqual([]);
  });

  test("ends those of the control plane too", async ({ expect }) => {
    const key = aKey();
    const at = (atMs: number) => ({ ...ctx, idempotency: key, nowMs: () => atMs });
    const doIt = (atMs: number) =>
      commitControl(at(atMs), {
        statements: [],
        audit: { action: "note.take", target: key.keyHash },
        answer: ANSWER,
      });
    await doIt(10 * DAY_MS);
    await expect(doIt(11 * DAY_MS)).rejects.toBeInstanceOf(AlreadyAnswered);
    await sweepControlIdempotency(env, 11 * DAY_MS);
    expect(await findAnswer(ctx.control, key, 11 * DAY_MS)).not.toBeNull();
    await sweepControlIdempotency(env, 12 * DAY_MS);
    expect(await findAnswer(ctx.control, key, 11 * DAY_MS)).toBeNull();
  });
});
