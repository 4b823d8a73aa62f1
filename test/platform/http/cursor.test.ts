import fc from "fast-check";
import { beforeAll, describe, test } from "vitest";

import type { ScopedContext } from "#platform/context";
import { decodeCursor, encodeCursor, page, PageQuery } from "#platform/http/cursor";
import { rejectInvalid } from "#platform/http/reject-invalid";

import { aTenant } from "../../fixtures/tenant.ts";

const list = { name: "things", filters: { status: "open", tag: undefined } };

let ctx: ScopedContext;
let other: ScopedContext;
beforeAll(async () => {
  ctx = (await aTenant()).ctx;
  other = (await aTenant()).ctx;
});

describe("a cursor", () => {
  test("gives its position back", async ({ expect }) => {
    const position = fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(position, async (keys) => {
        expect(await decodeCursor(ctx, list, await encodeCursor(ctx, list, keys))).toEqual(keys);
      }),
    );
  });

  test("does not depend on the order or the absence of filters", async ({ expect }) => {
    const text = await encodeCursor(ctx, { name: "l", filters: { a: 1, b: 2 } }, ["x"]);
    const same = { name: "l", filters: { b: 2, c: undefined, a: 1 } };
    expect(await decodeCursor(ctx, same, text)).toEqual(["x"]);
  });

  test("is refused after any edit", async ({ expect }) => {
    const text = await encodeCursor(ctx, list, ["msg_1", 7]);
    const edit = fc.tuple(fc.nat(text.length - 1), fc.constantFrom("A", "z", "-", "", "é", "%"));
    await fc.assert(
      fc.asyncProperty(edit, async ([at, replacement]) => {
        const edited = text.slice(0, at) + replacement + text.slice(at + 1);
        fc.pre(edited !== text && !sameBytes(edited, text));
        await expect(decodeCursor(ctx, list, edited)).rejects.toMatchObject({
          code: "invalid_cursor",
        });
      }),
    );
  });

  test.for([
    ["another list", { name: "others", filters: list.filters }],
    ["another filter", { name: "things", filters: { status: "closed" } }],
    ["no filter", { name: "things", filters: {} }],
  ] as const)("is refused for %s", async ([, elsewhere], { expect }) => {
    const text = await encodeCursor(ctx, list, [1]);
    await expect(decodeCursor(ctx, elsewhere, text)).rejects.toMatchObject({
      code: "invalid_cursor",
    });
  });

  test("is refused in another workspace", async ({ expect }) => {
    const text = await encodeCursor(ctx, list, [1]);
    await expect(decodeCursor(other, list, text)).rejects.toMatchObject({ code: "invalid_cursor" });
  });

  test("outlives the rotation of the key that signed it", async ({ expect }) => {
    const key = btoa("another-encryption-key-32-bytes-");
    const text = await encodeCursor(ctx, list, [1]);
    const rotated = `e2:${key},${ctx.env.ENCRYPTION_KEYS}`;
    const after: ScopedContext = { ...ctx, env: { ...ctx.env, ENCRYPTION_KEYS: rotated } };
    const without: ScopedContext = { ...ctx, env: { ...ctx.env, ENCRYPTION_KEYS: `e2:${key}` } };
    expect(await decodeCursor(after, list, text)).toEqual([1]);
    await expect(decodeCursor(without, list, text)).rejects.toMatchObject({
      code: "invalid_cursor",
    });
  });
});

describe("a page", () => {
  const positionOf = (row: number) => [row];
  const view = (row: number) => ({ id: row });

  test("holds the limit and points at its last row when there is one more", async ({ expect }) => {
    const first = await page(ctx, list, { rows: [9, 8, 7], limit: 2, positionOf, view });
    expect(first).toMatchObject({ data: [{ id: 9 }, { id: 8 }], has_more: true });
    expect(await decodeCursor(ctx, list, first.next_cursor ?? "")).toEqual([8]);
  });

  test.for([[], [1], [1, 2]])("ends the list after %j", async (rows, { expect }) => {
    expect(await page(ctx, list, { rows, limit: 2, positionOf, view })).toEqual({
      data: rows.map(view),
      has_more: false,
      next_cursor: null,
    });
  });

  test.for(["0", "-1", "1e3", "101", "abc", "", " 5", "5.0", "٣", "1".repeat(400)])(
    "does not take %j for a limit",
    (limit, { expect }) => {
      const result = PageQuery.safeParse({ limit });
      expect(() => rejectInvalid({ ...result, target: "query" })).toThrowError(
        expect.objectContaining({ code: "out_of_range" }),
      );
    },
  );

  test("takes 1 to 100 for a limit, and 25 when none is given", ({ expect }) => {
    expect(PageQuery.parse({})).toEqual({ limit: 25 });
    expect([1, 42, 100].map((n) => PageQuery.parse({ limit: String(n) }).limit)).toEqual([
      1, 42, 100,
    ]);
  });

  test("does not take an endless text for a cursor", ({ expect }) => {
    const result = PageQuery.safeParse({ after: "A".repeat(1025) });
    expect(() => rejectInvalid({ ...result, target: "query" })).toThrowError(
      expect.objectContaining({ code: "invalid_cursor" }),
    );
  });
});

/** The last character of an unpadded base64 text may differ in bits that do not count. */
function sameBytes(a: string, b: string): boolean {
  try {
    const decode = (text: string) =>
      Uint8Array.fromBase64(text, { alphabet: "base64url" }).toString();
    return decode(a) === decode(b);
  } catch {
    return false;
  }
}
