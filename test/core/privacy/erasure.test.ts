import fc from "fast-check";
import { describe, test } from "vitest";

import {
  afterTurn,
  ERASURE_STEPS,
  FIRST_PLACE,
  horizonsOf,
  sum,
  type ErasurePlace,
} from "#core/privacy/erasure";

const counts = fc.dictionary(fc.constantFrom("messages", "files", "deliveries"), fc.nat(1_000));

describe("an erasure", () => {
  test("does every step in order, each until it is done, and counts all that it did", ({
    expect,
  }) => {
    const turns = fc.array(fc.array(counts, { maxLength: 3 }), {
      minLength: ERASURE_STEPS.length,
      maxLength: ERASURE_STEPS.length,
    });
    fc.assert(
      fc.property(turns, (steps) => {
        const seen: string[] = [];
        let place: ErasurePlace | null = FIRST_PLACE;
        let total = {};
        for (const [i, more] of steps.entries()) {
          seen.push(place?.step ?? "none");
          for (const [n, did] of more.entries()) {
            place = afterTurn(place ?? FIRST_PLACE, { cursor: String(n), counts: did });
            expect(place).toMatchObject({ step: ERASURE_STEPS[i], cursor: String(n) });
            total = sum(total, did);
          }
          const before: ErasurePlace = place ?? FIRST_PLACE;
          place = afterTurn(before, { cursor: null });
          if (place !== null) expect(place).toMatchObject({ cursor: null, counts: total });
        }
        expect(seen).toEqual([...ERASURE_STEPS]);
        expect(place).toBeNull();
      }),
    );
  });

  test("takes what leads to the person last", ({ expect }) => {
    expect(ERASURE_STEPS[0]).toBe("mailbox");
    expect(ERASURE_STEPS.at(-1)).toBe("person");
  });

  test("counts the same in any order", ({ expect }) => {
    fc.assert(
      fc.property(counts, counts, counts, (a, b, c) => {
        expect(sum(a, b)).toEqual(sum(b, a));
        expect(sum(sum(a, b), c)).toEqual(sum(a, sum(b, c)));
        expect(sum(a, {})).toEqual(a);
      }),
    );
  });

  test("says until when each place may still hold what it cannot reach", ({ expect }) => {
    const at = Date.parse("2026-11-26T00:00:00Z");
    expect(
      horizonsOf(at).map(({ place, untilMs }) => [place, new Date(untilMs).toISOString()]),
    ).toEqual([
      ["point_in_time_restore", "2026-12-26T00:00:00.000Z"],
      ["object_restore", "2026-12-26T00:00:00.000Z"],
      ["sealed_quarantine", "2026-12-10T00:00:00.000Z"],
    ]);
  });
});
