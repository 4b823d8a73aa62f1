import fc from "fast-check";
import { fromString, typeidUnboxed } from "typeid-js";
import { describe, test } from "vitest";

import {
  messageIdAt,
  ORDINALS_MAX,
  prefixOf,
  rangeOf,
  wholeRange,
} from "#core/campaign/recipient-ids";
import { isId, type Id } from "#core/ids";

const aPrefix = () => prefixOf(typeidUnboxed("msg") as Id<"message">);
const ordinal = fc.integer({ min: 0, max: ORDINALS_MAX - 1 });

describe("a campaign's message ids", () => {
  test("are valid TypeIDs that keep version and variant", ({ expect }) => {
    fc.assert(
      fc.property(ordinal, (n) => {
        const id = messageIdAt(aPrefix(), n);
        expect(isId("message", id)).toBe(true);
        expect(() => fromString(id, "msg")).not.toThrow();
      }),
    );
  });

  test("sort as their ordinals and differ as they do", ({ expect }) => {
    const prefix = aPrefix();
    fc.assert(
      fc.property(ordinal, ordinal, (a, b) => {
        const [x, y] = [messageIdAt(prefix, a), messageIdAt(prefix, b)];
        expect(Math.sign(a - b)).toBe(x < y ? -1 : x > y ? 1 : 0);
      }),
    );
  });

  test("fall into a key range exactly when their ordinal does", ({ expect }) => {
    const prefix = aPrefix();
    const nearby = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(nearby, nearby, fc.integer({ min: 1, max: 100 }), (n, from, size) => {
        const { first, last } = rangeOf(prefix, from, from + size);
        const id = messageIdAt(prefix, n);
        expect(first <= id && id <= last).toBe(from <= n && n < from + size);
      }),
    );
  });

  test("of two campaigns never meet", ({ expect }) => {
    const [a, b] = [wholeRange(aPrefix()), wholeRange(aPrefix())];
    expect(a.last < b.first || b.last < a.first).toBe(true);
  });
});
