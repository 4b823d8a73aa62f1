import fc from "fast-check";
import { describe, test } from "vitest";

import { AppError } from "#core/errors";
import { readJsonObject } from "#platform/http/json-guard";
import { faultPosition } from "#platform/http/json-position";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function refusal(bytes: Uint8Array): { code: string; pointer: string | undefined; detail: string } {
  try {
    readJsonObject(bytes);
  } catch (error) {
    if (error instanceof AppError)
      return {
        code: error.code,
        pointer: error.extras.errors?.[0]?.pointer,
        detail: error.message,
      };
    throw error;
  }
  throw new Error("the body was accepted");
}

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const wide = (members: number): string =>
  `{${Array.from({ length: members }, (_, i) => `"k${i}":0`).join(",")}}`;

describe("readJsonObject", () => {
  test("gives back every JSON object that JSON itself gives back", ({ expect }) => {
    const plain = fc.jsonValue({ maxDepth: 8, stringUnit: "grapheme" }).map((value) => ({ value }));
    fc.assert(
      fc.property(plain, fc.constantFrom("", "\ufeff", " \n"), (body, lead) => {
        const text = JSON.stringify(body);
        fc.pre(!/\\u0000|__proto__|constructor|prototype/.test(text));
        const read = readJsonObject(bytesOf(lead + text));
        expect(read.value).toEqual(JSON.parse(text));
        expect(JSON.parse(read.text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test("answers any bytes with a value or an AppError, never with another failure", ({
    expect,
  }) => {
    const fragments = fc
      .array(fc.constantFrom('{"', '":', "[", "]", "}", ",", '"', "\\", "1", "null", "\u0000"))
      .map((parts) => bytesOf(parts.join("")));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), fragments), (bytes) => {
        try {
          expect(typeof readJsonObject(bytes).value).toBe("object");
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.for([
    ["{", 1],
    ['{"a": nul}', 6],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['{"a":"\\x"}', 6],
    ['{"a":"line\nbreak"}', 10],
    ['{"a":01}', 6],
    ["{} x", 3],
    ["{'a':1}", 1],
    [' {"a":[1 2]}', 9],
  ] as const)("tells that %s stops being JSON at %i", ([text, position], { expect }) => {
    expect(refusal(bytesOf(text))).toMatchObject({
      code: "malformed_json",
      detail: `The body is not JSON at position ${position}.`,
    });
  });

  test("finds a fault near where it was put, for any JSON", ({ expect }) => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(), (value, seed) => {
        const text = JSON.stringify({ value });
        const at = seed % (text.length + 1);
        const broken = `${text.slice(0, at)}\u0001${text.slice(at)}`;
        const position = faultPosition(broken);
        expect(position).toBeLessThanOrEqual(at);
        expect(at - position).toBeLessThanOrEqual(24);
      }),
    );
  });

  test.for(["", " \n\t", "\ufeff"])("asks for a body when there is only %j", (text, { expect }) => {
    expect(refusal(bytesOf(text)).code).toBe("body_required");
  });

  test.for(["[]", '"x"', "null", "1", "true"])("refuses %s at the top", (text, { expect }) => {
    expect(refusal(bytesOf(text)).code).toBe("body_not_object");
  });

  test("accepts 32 levels and refuses 33", ({ expect }) => {
    expect(readJsonObject(bytesOf(nested(32))).value).toHaveProperty("a");
    expect(refusal(bytesOf(nested(33))).code).toBe("too_deep");
  });

  test("refuses a million open brackets without parsing them", ({ expect }) => {
    expect(refusal(bytesOf("[".repeat(1_000_000))).code).toBe("too_deep");
  });

  test("does not count brackets inside texts", ({ expect }) => {
    const text = '{"a":"\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\\"}';
    expect(readJsonObject(bytesOf(text)).value).toEqual(JSON.parse(text));
  });

  test("accepts 10,000 members and refuses one more", ({ expect }) => {
    expect(Object.keys(readJsonObject(bytesOf(wide(10_000))).value)).toHaveLength(10_000);
    expect(refusal(bytesOf(wide(10_001))).code).toBe("too_many_keys");
  });

  test("refuses an array of more than 20,000 values", ({ expect }) => {
    expect(refusal(bytesOf(`{"a":[${"0,".repeat(20_000)}0]}`)).code).toBe("too_many_keys");
  });

  test.for(["__proto__", "constructor", "prototype"])(
    "refuses the member %s",
    (key, { expect }) => {
      expect(refusal(bytesOf(`{"a":[{"${key}":{"admin":true}}]}`))).toMatchObject({
        code: "forbidden_key",
        pointer: `/a/0/${key}`,
      });
    },
  );

  test("finds a forbidden member that is spelled with escapes", ({ expect }) => {
    expect(refusal(bytesOf('{"\\u005f_proto__":1}')).code).toBe("forbidden_key");
  });

  test("refuses bytes that are not UTF-8", ({ expect }) => {
    expect(refusal(Uint8Array.of(0x7b, 0xff, 0x7d)).code).toBe("invalid_utf8");
  });

  test.for([
    ['{"a/b":{"~":"\\ud800"}}', "/a~1b/~0"],
    ['{"a":["x\\u0000y"]}', "/a/0"],
    ['{"a":{"\\udc00":1}}', "/a"],
  ] as const)("names the text of %s that cannot be stored", ([text, pointer], { expect }) => {
    expect(refusal(bytesOf(text))).toMatchObject({ code: "invalid_unicode", pointer });
  });

  test("refuses a number beyond the range of numbers", ({ expect }) => {
    expect(refusal(bytesOf('{"n":1e999}'))).toMatchObject({ code: "out_of_range", pointer: "/n" });
  });

  test("lets the last of a repeated member count", ({ expect }) => {
    expect(readJsonObject(bytesOf('{"a":1,"a":2}')).value).toEqual({ a: 2 });
  });
});
