import fc from "fast-check";
import { describe, test } from "vitest";

import { differencesOf } from "#core/template/diff";

describe("differencesOf", () => {
  test("names the innermost members that differ", ({ expect }) => {
    const from = { status: "pending", components: [{ type: "BODY", text: "Hi" }] };
    const to = { status: "approved", components: [{ type: "BODY", text: "Hello" }, { type: "F" }] };
    expect(differencesOf(from, to)).toEqual([
      { pointer: "/status", from: "pending", to: "approved" },
      { pointer: "/components/0/text", from: "Hi", to: "Hello" },
      { pointer: "/components/1", from: null, to: { type: "F" } },
    ]);
    expect(differencesOf({ "a/b~": 1 }, {})).toEqual([{ pointer: "/a~1b~0", from: 1, to: null }]);
  });

  test("of equal values there is none, and of others there is one", ({ expect }) => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (from, to) => {
        expect(differencesOf(from, from)).toEqual([]);
        const isSame = JSON.stringify(from) === JSON.stringify(to);
        expect(differencesOf(from, to).length > 0).toBe(!isSame || false);
      }),
    );
  });
});
