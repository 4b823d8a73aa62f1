import fc from "fast-check";
import { describe, test } from "vitest";

import {
  heard,
  isFinished,
  LEFTOVER_DELAY_MS,
  newMetronome,
  OPEN_CHUNKS_MAX,
  SILENCE_MS,
  stepMetronome,
  wakesAtMs,
  type Chunk,
  type Metronome,
  type MetronomeInput,
} from "#core/campaign/metronome";

const step = (state: Metronome, input: MetronomeInput, nowMs: number) =>
  stepMetronome(state, input, nowMs);

/** Runs that may be lost, end late, end twice, and pauses between them. */
const noise = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constant("done" as const),
      pick: fc.nat(),
      leftover: fc.boolean(),
      times: fc.integer({ min: 1, max: 3 }),
    }),
    fc.record({ type: fc.constantFrom("pause", "resume", "start", "tick") }),
    fc.record({ type: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 40_000 }) }),
  ),
  { maxLength: 60 },
);

describe("the metronome", () => {
  test("does not ring again what was heard of, and rings what was not", ({ expect }) => {
    const { state } = step(newMetronome(20, 10), { type: "start" }, 1_000);
    const alive = heard(state, 10, 1_000 + SILENCE_MS);
    expect(alive.open).toEqual([
      { from: 0, heardAtMs: 1_000 },
      { from: 10, heardAtMs: 1_000 + SILENCE_MS },
    ]);
    expect(wakesAtMs(alive)).toBe(1_000 + SILENCE_MS);
    const { ring } = step(alive, { type: "tick" }, 1_000 + SILENCE_MS);
    expect(ring).toEqual([{ from: 0, to: 10 }]);
  });

  test("begins anew once it is finished, and never before", ({ expect }) => {
    const begun = step(newMetronome(10, 10), { type: "start" }, 1_000).state;
    expect(step(begun, { type: "start" }, 1_001)).toEqual({ state: begun, ring: [] });
    const over = step(begun, { type: "done", from: 0, leftover: false }, 1_002).state;
    expect([isFinished(over), wakesAtMs(over)]).toEqual([true, null]);
    expect(step(over, { type: "resume" }, 1_003).ring).toEqual([]);
    expect(step(over, { type: "start" }, 1_003).ring).toEqual([{ from: 0, to: 10 }]);
    const empty = newMetronome(0, 10);
    expect(step(empty, { type: "start" }, 1_000)).toEqual({ state: empty, ring: [] });
  });

  test("waits with what is left over, and hears of no run that is not open", ({ expect }) => {
    const begun = step(newMetronome(10, 10), { type: "start" }, 1_000).state;
    const left = step(begun, { type: "done", from: 0, leftover: true }, 2_000).state;
    expect(left.later).toEqual([{ from: 0, dueAtMs: 2_000 + LEFTOVER_DELAY_MS }]);
    expect(wakesAtMs(left)).toBe(2_000 + LEFTOVER_DELAY_MS);
    expect(step(left, { type: "done", from: 0, leftover: true }, 2_001).state).toEqual(left);
    expect(step(left, { type: "tick" }, 2_001).ring).toEqual([]);
    expect(step(left, { type: "tick" }, 2_000 + LEFTOVER_DELAY_MS).ring).toHaveLength(1);
    const cancelled = step(left, { type: "cancel" }, 2_002).state;
    expect([cancelled.status, cancelled.open, cancelled.later]).toEqual(["cancelled", [], []]);
  });

  test("releases every ordinal until it is done, whatever is lost, late or doubled", ({
    expect,
  }) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 48 }),
        noise,
        (planned, chunkSize, inputs) => {
          const rung: Chunk[] = [];
          const settled = new Set<number>();
          let nowMs = 1_000;
          let state = newMetronome(planned, chunkSize);
          const feed = (input: MetronomeInput) => {
            const next = step(state, input, nowMs);
            state = next.state;
            rung.push(...next.ring);
            expect(state.open.length).toBeLessThanOrEqual(OPEN_CHUNKS_MAX);
            if (state.status === "paused") expect(next.ring).toEqual([]);
          };
          const done = (chunk: Chunk, leftover: boolean) => {
            if (!leftover) for (let i = chunk.from; i < chunk.to; i++) settled.add(i);
            feed({ type: "done", from: chunk.from, leftover });
          };
          feed({ type: "start" });
          for (const input of inputs) {
            if (input.type === "wait") nowMs += input.ms;
            else if (input.type === "done") {
              const chunk = rung[input.pick % rung.length];
              for (let i = 0; chunk !== undefined && i < input.times; i++)
                done(chunk, input.leftover);
            } else feed({ type: input.type });
          }
          // From here on all goes well: whoever is rung settles its rows.
          feed({ type: "resume" });
          for (let i = 0; i < 5_000 && !isFinished(state); i++) {
            const wakeMs = wakesAtMs(state);
            const seen = rung.length;
            if (wakeMs !== null) nowMs = Math.max(nowMs, wakeMs);
            feed({ type: "tick" });
            for (const chunk of rung.slice(seen)) done(chunk, false);
          }
          expect(isFinished(state)).toBe(true);
          expect(settled.size).toBe(planned);
        },
      ),
    );
  });

  test("keeps six chunks open and opens the next when one is done", ({ expect }) => {
    const started = step(newMetronome(1000, 48), { type: "start" }, 0);
    expect(started.ring.map((c) => c.from)).toEqual([0, 48, 96, 144, 192, 240]);
    const next = step(started.state, { type: "done", from: 96, leftover: false }, 10);
    expect(next.ring).toEqual([{ from: 288, to: 336 }]);
  });

  test("the last chunk ends with the campaign", ({ expect }) => {
    expect(step(newMetronome(50, 48), { type: "start" }, 0).ring).toEqual([
      { from: 0, to: 48 },
      { from: 48, to: 50 },
    ]);
  });

  test("rings a silent chunk again, and only then", ({ expect }) => {
    const { state } = step(newMetronome(10, 48), { type: "start" }, 0);
    expect(step(state, { type: "tick" }, SILENCE_MS - 1).ring).toEqual([]);
    expect(wakesAtMs(state)).toBe(SILENCE_MS);
    expect(step(state, { type: "tick" }, SILENCE_MS).ring).toEqual([{ from: 0, to: 10 }]);
  });

  test("releases nothing while paused, and what was left over at once on resume", ({ expect }) => {
    let { state } = step(newMetronome(10, 48), { type: "start" }, 0);
    state = step(state, { type: "pause" }, 1).state;
    state = step(state, { type: "done", from: 0, leftover: true }, 2).state;
    expect(wakesAtMs(state)).toBeNull();
    expect(step(state, { type: "tick" }, SILENCE_MS * 2).ring).toEqual([]);
    expect(step(state, { type: "resume" }, 3).ring).toEqual([{ from: 0, to: 10 }]);
  });

  test("a cancelled campaign never moves again", ({ expect }) => {
    let { state } = step(newMetronome(1000, 48), { type: "start" }, 0);
    state = step(state, { type: "cancel" }, 1).state;
    for (const type of ["resume", "start", "tick"] as const)
      expect(step(state, { type }, SILENCE_MS * 2).ring).toEqual([]);
  });
});
