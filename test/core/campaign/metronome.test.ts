import fc from "fast-check";
import { describe, test } from "vitest";

import {
  isFinished,
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
