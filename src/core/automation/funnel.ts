import type { Run, RunStatus } from "#core/automation/run-state";

/** What a funnel counts of a run as it was kept. */
export interface Counted {
  readonly status: RunStatus;
  readonly state: Pick<Run, "turn" | "trace" | "seen">;
}

/** The steps that a run has come to. */
export const seenOf = ({ seen, trace }: Pick<Run, "seen" | "trace">): readonly string[] =>
  seen ?? [...new Set(trace.map(({ step }) => step))];

/**
 * What a write of a run adds to the counts of its version: each step once for each run, `:started` with its first write, and
 * `:<status>` when it is over. Empty when nothing is to be counted.
 */
export function newCounts(before: Counted, after: Counted): Readonly<Record<string, 1>> {
  const known = new Set(seenOf(before.state));
  const names = [
    ...seenOf(after.state).filter((step) => !known.has(step)),
    ...(before.state.turn === 0 ? [":started"] : []),
    ...(after.status === "waiting" ? [] : [`:${after.status}`]),
  ];
  return Object.fromEntries(names.map((name) => [name, 1]));
}

/** How the runs of a version went, of its counts. Runs that have not begun are not counted. */
export function funnelOf(counts: Readonly<Record<string, number>>) {
  const of = (name: string) => counts[`:${name}`] ?? 0;
  const over = {
    completed: of("completed"),
    failed: of("failed"),
    stopped: of("stopped"),
    handed_off: of("handed_off"),
  };
  const started = of("started");
  return {
    started,
    waiting: started - over.completed - over.failed - over.stopped - over.handed_off,
    ...over,
    steps: Object.fromEntries(Object.entries(counts).filter(([name]) => !name.startsWith(":"))),
  };
}
