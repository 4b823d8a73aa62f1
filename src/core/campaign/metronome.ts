/**
 * The metronome of one campaign: which chunks of its rows are being sent, and which come next. Few chunks are open at a time,
 * so little work is ever in a queue and a pause is instant. A lost doorbell is rung again; one that comes twice is harmless,
 * because a row is claimed before it is sent.
 */

/** Chunks that are open at once. */
export const OPEN_CHUNKS_MAX = 6;
/** An open chunk that gives no sign of life for this long is rung again. */
export const SILENCE_MS = 30_000;
/** A chunk with rows left over waits this long when it does not say how long. */
export const LEFTOVER_DELAY_MS = 2_000;

export interface Metronome {
  readonly status: "running" | "paused" | "cancelled";
  /** Rows of the campaign: ordinals from 0 to `planned - 1`. */
  readonly planned: number;
  readonly chunkSize: number;
  /** The first ordinal that was never released. */
  readonly next: number;
  readonly open: readonly { readonly from: number; readonly heardAtMs: number }[];
  /** Chunks that came back with rows to send, and when they may go again. */
  readonly later: readonly { readonly from: number; readonly dueAtMs: number }[];
}

export type MetronomeInput =
  | { readonly type: "start" | "pause" | "resume" | "cancel" | "tick" }
  /** A run of the chunk ended. `leftover`: rows of it are still to be sent, after `afterMs`. */
  | {
      readonly type: "done";
      readonly from: number;
      readonly leftover: boolean;
      readonly afterMs?: number | undefined;
    };

/** Ordinals from `from` (inclusive) to `to` (exclusive). */
export interface Chunk {
  readonly from: number;
  readonly to: number;
}

export interface MetronomeStep {
  readonly state: Metronome;
  /** Doorbells to ring now. */
  readonly ring: readonly Chunk[];
}

/** A campaign of which nothing was released yet. */
export const newMetronome = (planned: number, chunkSize: number): Metronome => ({
  status: "running",
  planned,
  chunkSize,
  next: 0,
  open: [],
  later: [],
});

/** Whether every chunk was released and came back with nothing left over. */
export const isFinished = (state: Metronome): boolean =>
  state.next >= state.planned && state.open.length === 0 && state.later.length === 0;

/** Apply one input. Any input may come twice, late or out of order. */
export function stepMetronome(
  state: Metronome,
  input: MetronomeInput,
  nowMs: number,
): MetronomeStep {
  return release(applyInput(state, input, nowMs), nowMs);
}

/** A chunk's run is alive: do not ring it again yet. Not worth a stored row. */
export const heard = (state: Metronome, from: number, nowMs: number): Metronome => ({
  ...state,
  open: state.open.map((chunk) => (chunk.from === from ? { from, heardAtMs: nowMs } : chunk)),
});

/** When the metronome must be looked at again (Unix ms), or null when only an input can move it. */
export function wakesAtMs(state: Metronome): number | null {
  if (state.status !== "running") return null;
  const times = state.open.map((chunk) => chunk.heardAtMs + SILENCE_MS);
  if (state.open.length < OPEN_CHUNKS_MAX) times.push(...state.later.map((chunk) => chunk.dueAtMs));
  return times.length === 0 ? null : Math.min(...times);
}

function applyInput(state: Metronome, input: MetronomeInput, nowMs: number): Metronome {
  if (state.status === "cancelled") return state;
  switch (input.type) {
    case "tick":
      return state;
    case "start":
      return isFinished(state) && state.planned > 0
        ? newMetronome(state.planned, state.chunkSize)
        : awake(state);
    case "resume":
      return awake(state);
    case "pause":
      return { ...state, status: "paused" };
    case "cancel":
      return { ...state, status: "cancelled", next: state.planned, open: [], later: [] };
    case "done":
      return ended(state, input, nowMs);
  }
}

/** A run that was not waited for (any more) says nothing new. */
function ended(
  state: Metronome,
  { from, leftover, afterMs }: Extract<MetronomeInput, { type: "done" }>,
  nowMs: number,
): Metronome {
  if (!state.open.some((chunk) => chunk.from === from)) return state;
  const open = state.open.filter((chunk) => chunk.from !== from);
  if (!leftover) return { ...state, open };
  const dueAtMs = nowMs + (afterMs ?? LEFTOVER_DELAY_MS);
  return { ...state, open, later: [...state.later, { from, dueAtMs }] };
}

/** Running again after a pause: what was left over is due at once, and open chunks are rung once more. */
function awake(state: Metronome): Metronome {
  if (state.status === "running") return state;
  return {
    ...state,
    status: "running",
    open: state.open.map(({ from }) => ({ from, heardAtMs: 0 })),
    later: state.later.map(({ from }) => ({ from, dueAtMs: 0 })),
  };
}

/** Ring the silent, then open what is due, then what is new, up to the limit. */
function release(state: Metronome, nowMs: number): MetronomeStep {
  if (state.status !== "running") return { state, ring: [] };
  const isSilent = (chunk: { heardAtMs: number }) => chunk.heardAtMs + SILENCE_MS <= nowMs;
  const rung = state.open.filter(isSilent).map(({ from }) => from);
  const open = state.open.map((chunk) =>
    isSilent(chunk) ? { from: chunk.from, heardAtMs: nowMs } : chunk,
  );
  let later = state.later;
  let { next } = state;
  while (open.length < OPEN_CHUNKS_MAX) {
    const due = later.find((chunk) => chunk.dueAtMs <= nowMs);
    if (due === undefined && next >= state.planned) break;
    const from = due?.from ?? next;
    if (due === undefined) next += state.chunkSize;
    else later = later.filter((chunk) => chunk !== due);
    open.push({ from, heardAtMs: nowMs });
    rung.push(from);
  }
  const to = (from: number) => Math.min(from + state.chunkSize, state.planned);
  return {
    state: { ...state, open, later, next },
    ring: rung.map((from) => ({ from, to: to(from) })),
  };
}
