import fc from "fast-check";
import { describe, test } from "vitest";

import { applies, chooseMember, type AssignmentRule } from "#core/assignment/choose";
import type { Id } from "#core/ids";

const [A, B, C] = ["a", "b", "c"].map((x) => `usr_${x}` as Id<"user">) as [
  Id<"user">,
  Id<"user">,
  Id<"user">,
];
const NUMBER: Id<"number"> = "num_1";
const rule = (over: Partial<AssignmentRule>): AssignmentRule => ({
  conditions: { numbers: [], tags: [], languages: [] },
  how: "round_robin",
  members: [A, B, C],
  turn: 0,
  ...over,
});
const all = { isMember: () => true, openOf: () => 0 };

describe("a rule of assignment", () => {
  test("applies when every condition is met", ({ expect }) => {
    const of = { numberId: NUMBER, tags: ["VIP"], language: "pt_BR", isOpen: true };
    const is = (conditions: object) =>
      applies({ numbers: [], tags: [], languages: [], ...conditions }, of);
    expect(
      [
        {},
        { numbers: [NUMBER] },
        { tags: ["vip", "x"] },
        { languages: ["pt"] },
        { languages: ["pt-br"] },
        { hours: null },
        { hours: "open" },
      ].map(is),
    ).toEqual([true, true, true, true, true, true, true]);
    expect(
      [
        { numbers: ["num_2"] },
        { tags: ["x"] },
        { languages: ["p"] },
        { languages: ["en"] },
        { tags: ["vip"], languages: ["en"] },
        { hours: "closed" },
      ].map(is),
    ).toEqual([false, false, false, false, false, false]);
    expect(applies({ numbers: [], tags: [], languages: ["pt"] }, { ...of, language: null })).toBe(
      false,
    );
  });

  test("takes members in turn, each as often as the others", ({ expect }) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (turn) => {
        const three = [0, 1, 2].map((more) => chooseMember(rule({ turn: turn + more }), all));
        expect(new Set(three)).toEqual(new Set([A, B, C]));
      }),
    );
  });

  test("takes whoever has the fewest open conversations, and the first of those", ({ expect }) => {
    const busy = new Map([
      [A, 3],
      [B, 1],
      [C, 1],
    ]);
    expect(
      chooseMember(rule({ how: "least_busy" }), { ...all, openOf: (id) => busy.get(id) ?? 0 }),
    ).toBe(B);
  });

  test("passes over who has left, and gives to nobody when all have", ({ expect }) => {
    const without = (...gone: readonly string[]) => ({
      ...all,
      isMember: (id: string) => !gone.includes(id),
    });
    expect(chooseMember(rule({ how: "user" }), without(A))).toBe(B);
    for (const how of ["user", "round_robin", "least_busy"] as const)
      expect(chooseMember(rule({ how, turn: 5 }), without(A, B, C))).toBeNull();
  });
});
