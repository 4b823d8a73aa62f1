/** What the list of automations is narrowed to, and what happened of late. Pure. */
import type { Automation, Run } from "../../api/automations.ts";

export interface AutomationFilter {
  readonly name?: string;
  readonly kind?: string;
  readonly status?: string;
}

const bare = (text: string): string => text.trim().toLocaleLowerCase();

/** Those for which everything holds. */
export const matching = (
  automations: readonly Automation[],
  { name = "", kind, status }: AutomationFilter,
): Automation[] =>
  automations.filter(
    (automation) =>
      bare(automation.name).includes(bare(name)) &&
      (kind === undefined || automation.kind === kind) &&
      (status === undefined || automation.status === status),
  );

export const isFiltered = (filter: AutomationFilter): boolean => Object.keys(filter).length > 0;

/** What became of an automation's newest runs. */
export interface Late {
  readonly count: number;
  /** The newest one that failed. */
  readonly failed: Run | undefined;
}

/** The newest runs of the workspace by automation; runs come newest first. */
export const lateOf = (runs: readonly Run[]): ReadonlyMap<string, Late> =>
  new Map(
    [...Map.groupBy(runs, ({ automation_id: id }) => id)].map(([id, own]) => [
      id,
      { count: own.length, failed: own.find(({ status }) => status === "failed") },
    ]),
  );
