import fc from "fast-check";
import { describe, test } from "vitest";

import { readSecondStep, recoveryCode, shownCode } from "#core/account/second-step";
import { codeOf, matchingStep, otpauthUrl, seedOf, seedText, stepAt } from "#core/account/totp";

const SEED = new TextEncoder().encode("12345678901234567890");

describe("a code of an app", () => {
  test.for(
    // RFC 4226, appendix D.
    "755224 287082 359152 969429 338314 254676 287922 162583 399871 520489"
      .split(" ")
      .map((code, counter) => [counter, code] as const),
  )("of the counter %i is %s", ([counter, code], { expect }) => {
    expect(codeOf(SEED, counter)).toBe(code);
  });

  test.for([
    // RFC 6238, appendix B, SHA-1; the second of each is Unix seconds.
    ["94287082", 59],
    ["07081804", 1_111_111_109],
    ["14050471", 1_111_111_111],
    ["89005924", 1_234_567_890],
    ["69279037", 2_000_000_000],
    ["65353130", 20_000_000_000],
  ] as const)("is %s at %i", ([code, seconds], { expect }) => {
    expect(codeOf(SEED, stepAt(seconds * 1000), 8)).toBe(code);
    const nowMs = seconds * 1000;
    expect(matchingStep(SEED, code.slice(2), { nowMs, lastStep: 0 })).toBe(stepAt(nowMs));
  });

  test("is taken a step early or late, no further, and each once", ({ expect }) => {
    const nowMs = 1_700_000_000_000;
    const now = stepAt(nowMs);
    const taken = (step: number, lastStep = 0) =>
      matchingStep(SEED, codeOf(SEED, step), { nowMs, lastStep });
    expect([-2, -1, 0, 1, 2].map((drift) => taken(now + drift))).toEqual([
      undefined,
      now - 1,
      now,
      now + 1,
      undefined,
    ]);
    expect(taken(now, now)).toBeUndefined();
    // One that came late is not taken behind one that came early.
    expect(taken(now, now + 1)).toBeUndefined();
    expect(taken(now + 1, now)).toBe(now + 1);
  });

  test("comes from a seed that an app can read", ({ expect }) => {
    expect(seedText(SEED)).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    expect(otpauthUrl(SEED, "ada@example.com")).toBe(
      "otpauth://totp/WaQtor:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=WaQtor&algorithm=SHA1&digits=6&period=30",
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (seed) => {
        expect(seedOf(seedText(seed))).toEqual(Uint8Array.from(seed));
      }),
    );
    expect(() => seedOf("0")).toThrow(RangeError);
  });
});

describe("what is typed at the second step", () => {
  test.for([
    ["123456", { kind: "totp", code: "123456" }],
    [" 123 456 ", { kind: "totp", code: "123456" }],
    ["١٢٣٤٥٦", { kind: "totp", code: "123456" }],
    ["۱۲۳۴۵۶", { kind: "totp", code: "123456" }],
    ["１２３–４５６", { kind: "totp", code: "123456" }],
    ["1234567", undefined],
    ["12345", undefined],
    ["12345x", undefined],
    ["", undefined],
    ["ABCD-efgh-jkmn-pqrs", { kind: "recovery_code", code: "abcdefghjkmnpqrs" }],
    ["abcd efgh jkmn pqrO", { kind: "recovery_code", code: "abcdefghjkmnpqr0" }],
    ["abcd-efgh-jkmn-pqru", undefined],
  ] as const)("%j is read as %j", ([text, read], { expect }) => {
    expect(readSecondStep(text)).toEqual(read);
  });

  test("is a recovery code however it was shown", ({ expect }) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (entropy) => {
        const code = recoveryCode(entropy);
        expect(code).toHaveLength(16);
        expect(shownCode(code)).toMatch(/^(?:\w{4}-){3}\w{4}$/);
        // One of sixteen digits alone is a code too.
        expect(readSecondStep(shownCode(code).toUpperCase())).toEqual({
          kind: "recovery_code",
          code,
        });
      }),
    );
  });
});
