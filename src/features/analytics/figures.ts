import { replyQuantile } from "#core/analytics/reply-times";
import { COUNT, PROGRESS, replyCounts, type Counts, type Progress } from "#core/analytics/tally";

type Figures = Record<Progress, number>;

/** How far messages came. `nameOf` says under which name each is counted. */
export const progressFigures = (
  counts: Counts,
  nameOf: (what: Progress) => string = COUNT.progress,
): Figures => {
  const figure = (what: Progress) => counts[nameOf(what)] ?? 0;
  return {
    sent: figure("sent"),
    delivered: figure("delivered"),
    read: figure("read"),
    failed: figure("failed"),
  };
};

/** How long people waited for an answer. */
export function waitFigures(counts: Counts) {
  const buckets = replyCounts(counts);
  const replies = counts[COUNT.replies] ?? 0;
  return {
    replies,
    p50_seconds: replyQuantile(buckets, 0.5),
    p90_seconds: replyQuantile(buckets, 0.9),
    mean_seconds: meanOf(counts[COUNT.replySeconds] ?? 0, replies),
  };
}

/** Rounded; null of nothing. */
export const meanOf = (sum: number, n: number): number | null =>
  n === 0 ? null : Math.round(sum / n);

/** Counts whose names have three parts, by the middle one: `c:marketing:sent` under `marketing`. */
export function byMiddle(counts: Counts): ReadonlyMap<string, Counts> {
  const groups = new Map<string, Record<string, number>>();
  for (const [name, n] of Object.entries(counts)) {
    const [, middle = "", last = ""] = name.split(":");
    const group = groups.get(middle) ?? {};
    group[last] = n;
    groups.set(middle, group);
  }
  return groups;
}

/** Figures of a group of {@link byMiddle}. */
export const groupFigures = (group: Counts): Figures => progressFigures(group, (what) => what);

/** Whether anything is not 0. */
export const isAny = (figures: Figures): boolean => PROGRESS.some((what) => figures[what] > 0);
