import type { Fate } from "#sandbox/faults";
import type { Effect } from "#sandbox/magic-recipients";

/** One status that will be reported, counted from the acceptance of the message. */
export interface Step {
  readonly afterMs: number;
  readonly status: "sent" | "delivered" | "read" | "failed";
  /** Why, when failed. */
  readonly code?: number;
}

export interface Plan {
  readonly steps: readonly Step[];
  /** When the person answers, if the fate says so. */
  readonly replyAfterMs: number;
}

const LATE_MS = 10_000;
/** How many steps long a held message waits for the assessment. */
const HELD_STEPS = 3;
const TEMPLATE_PAUSED = 132015;
/** Each step takes its time give or take this part. */
const JITTER = 0.25;

/**
 * What happens to an accepted message and when.
 *
 * @param latencyMs From one step to the next.
 * @param random    A draw from [0, 1) for the nth step.
 */
export function planOf(fate: Fate, latencyMs: number, random: (n: number) => number): Plan {
  const waitsMs: Partial<Record<Effect, number>> = { late: LATE_MS, held: latencyMs * HELD_STEPS };
  const lateMs = waitsMs[fate.effect] ?? 0;
  const step = (n: number) => Math.round(latencyMs * (1 + (random(n) * 2 - 1) * JITTER));
  const sentMs = lateMs + step(1);
  const deliveredMs = sentMs + step(2);
  const readMs = deliveredMs + step(3);
  const usual: readonly Step[] = [
    { afterMs: sentMs, status: "sent" },
    { afterMs: deliveredMs, status: "delivered" },
    { afterMs: readMs, status: "read" },
  ];
  return { steps: twist(fate, usual), replyAfterMs: readMs + step(4) };
}

function twist(fate: Fate, usual: readonly Step[]): readonly Step[] {
  return TWISTS[fate.effect]?.(usual, fate) ?? usual;
}

type Twist = (usual: readonly Step[], fate: Fate) => readonly Step[];

const fail = (usual: readonly Step[], code: number): readonly Step[] => [
  { afterMs: usual[0]?.afterMs ?? 0, status: "failed", code },
];

/** How the effects change the usual course; the others leave it. */
const TWISTS: Readonly<Partial<Record<Effect, Twist>>> = {
  error: (usual, fate) => fail(usual, fate.code),
  held_then_failed: (usual) => fail(usual, TEMPLATE_PAUSED),
  silent: () => [],
  unread: (usual) => usual.filter((step) => step.status !== "read"),
  lost_status: (usual) => usual.filter((step) => step.status !== "delivered"),
  duplicate_status: (usual) =>
    usual.flatMap((step) => [step, { ...step, afterMs: step.afterMs + (usual[0]?.afterMs ?? 0) }]),
  reorder: (usual) =>
    usual.map((step, i) => ({ ...step, afterMs: usual.at(-1 - i)?.afterMs ?? step.afterMs })),
};
