import fc from "fast-check";
import { describe, test } from "vitest";

import { mergeTrails, type Stretch, type TrailEntry } from "#core/audit/merge-trails";

interface Act extends TrailEntry {
  readonly trail: number;
  readonly matches: boolean;
}

/** A trail, oldest first: instants never go back. */
const aTrail = (trail: number) =>
  fc
    .array(fc.record({ after: fc.nat({ max: 3 }), matches: fc.boolean() }), { maxLength: 40 })
    .map((steps) => {
      let at = 1_000;
      return steps.map(({ after, matches }, i): Act => {
        at += after;
        return { trail, seq: i + 1, at, matches };
      });
    });

/** What a query finds below a position: it looks at some rows, and says where it stopped. */
function look(trail: readonly Act[], below: number, rowsMax: number): Stretch<Act> {
  const newest = trail.toReversed().filter(({ seq }) => seq < below);
  const looked = newest.slice(0, rowsMax);
  const last = looked.at(-1);
  return {
    matching: looked.filter(({ matches }) => matches),
    stoppedAt: newest.length > rowsMax && last !== undefined ? last : null,
  };
}

describe("trails shown as one", () => {
  test("page by page they show all that matches once, newest first", ({ expect }) => {
    fc.assert(
      fc.property(
        aTrail(0),
        aTrail(1),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (first, second, limit, rowsMax) => {
          const trails = [first, second];
          let below = [Infinity, Infinity];
          const shown: Act[] = [];
          for (let pages = 0, hasMore = true; hasMore; pages++) {
            expect(pages).toBeLessThan(200);
            const stretches = trails.map((trail, i) => look(trail, below[i] ?? 0, rowsMax));
            const page = mergeTrails(stretches, limit);
            expect(page.entries.length).toBeLessThanOrEqual(limit);
            shown.push(...page.entries);
            expect(page.positions.every((position, i) => position <= (below[i] ?? 0))).toBe(true);
            below = [...page.positions];
            hasMore = page.hasMore;
          }
          const all = trails.flat().filter(({ matches }) => matches);
          expect(shown).toHaveLength(all.length);
          expect(new Set(shown)).toEqual(new Set(all));
          expect(shown.map(({ at }) => at)).toEqual(
            shown.map(({ at }) => at).toSorted((a, b) => b - a),
          );
        },
      ),
    );
  });

  test("a page without any goes on where the looking stopped", ({ expect }) => {
    const page = mergeTrails(
      [
        { matching: [], stoppedAt: { seq: 40, at: 9 } },
        { matching: [{ seq: 3, at: 5 }], stoppedAt: null },
      ],
      10,
    );
    expect(page).toEqual({ entries: [], positions: [40, 4], hasMore: true });
  });
});
