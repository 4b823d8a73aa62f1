import fc from "fast-check";
import { describe, test } from "vitest";

import { Definition, programOf } from "#core/automation/definition";
import { advance, newRun } from "#core/automation/engine";
import { funnelOf, newCounts, seenOf, type Counted } from "#core/automation/funnel";
import type { Run } from "#core/automation/run-state";

const program = programOf(
  Definition.parse({
    kind: "flow",
    name: "F",
    trigger: { type: "any_message" },
    start: "wait",
    steps: {
      wait: { type: "wait_reply", save_to: { variable: "said" }, next: "fork" },
      fork: {
        type: "condition",
        branches: [{ if: { field: "var.said", op: "eq", value: "again" }, next: "wait" }],
        otherwise: "note",
      },
      note: { type: "tag", tag: "x", next: "end" },
      end: { type: "end" },
    },
  }),
);

const WORLD = {
  runId: "run",
  nowMs: 0,
  contact: {
    name: null,
    phone: null,
    language: null,
    externalId: null,
    fields: {},
    tags: [],
    marketing: "unknown",
    createdAt: 0,
  },
  message: null,
  conversationStatus: "open",
  isOpen: true,
  timezone: "UTC",
  country: null,
} as const;

/** A run as it is kept after each of its turns. */
function lived(words: readonly string[]): readonly Counted[] {
  let run: Run = newRun(program, { nowMs: 0 });
  const kept: Counted[] = [{ status: "waiting", state: run }];
  for (const [i, word] of ["", ...words].entries()) {
    const message = { text: word, buttonId: null, type: "text", isStop: false };
    const input = i === 0 ? ({ type: "start" } as const) : ({ type: "message", message } as const);
    const turn = advance(program, run, input, { ...WORLD, nowMs: i * 60_000 });
    run = turn.run;
    kept.push({ status: turn.end?.status ?? "waiting", state: run });
    if (turn.end !== null) break;
  }
  return kept;
}

function sum(lives: readonly (readonly Counted[])[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const kept of lives)
    for (const [i, after] of kept.entries()) {
      const before = kept[i - 1];
      if (before === undefined) continue;
      for (const name of Object.keys(newCounts(before, after)))
        total[name] = (total[name] ?? 0) + 1;
    }
  return total;
}

describe("a funnel", () => {
  test("counts each run once in each step, and adds up, whatever the runs do", ({ expect }) => {
    const words = fc.array(fc.constantFrom("again", "enough"), { maxLength: 9 });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), (all) => {
        const lives = all.map(lived);
        const { started, waiting, completed, failed, stopped, handed_off, steps } = funnelOf(
          sum(lives),
        );
        expect(started).toBe(lives.length);
        expect(waiting + completed + failed + stopped + handed_off).toBe(started);
        const last = lives.map((kept) => kept.at(-1));
        expect(waiting).toBe(last.filter((one) => one?.status === "waiting").length);
        for (const [step, runs] of Object.entries(steps))
          expect([step, runs]).toEqual([
            step,
            last.filter((one) => one !== undefined && seenOf(one.state).includes(step)).length,
          ]);
      }),
    );
  });

  test("remembers steps that the trace has forgotten", ({ expect }) => {
    const kept = lived(Array.from({ length: 60 }, () => "again"));
    const state = kept.at(-1)?.state;
    expect(state?.trace.length).toBeGreaterThan(90);
    expect(sum([kept])["wait"]).toBe(1);
  });

  test("counts a run from before steps were kept by its trace", ({ expect }) => {
    const [, began, ...rest] = lived(["enough"]);
    if (began === undefined) throw new Error("a run begins");
    const { seen: _seen, ...state } = began.state;
    expect(newCounts({ ...began, state }, rest[0] ?? began)).toEqual({
      fork: 1,
      note: 1,
      end: 1,
      ":completed": 1,
    });
  });
});
