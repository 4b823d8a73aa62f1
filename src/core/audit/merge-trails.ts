/** An entry of a trail, by its place in it. */
export interface TrailEntry {
  /** Ascending with time within one trail. */
  readonly seq: number;
  /** Unix ms. */
  readonly at: number;
}

/** A stretch of one trail, newest first: what matches of the rows that were looked at. */
export interface Stretch<Entry extends TrailEntry> {
  readonly matching: readonly Entry[];
  /** The oldest row that was looked at, when there are older ones; null when the trail ends here. */
  readonly stoppedAt: TrailEntry | null;
}

/** The sequence below which a trail goes on; 0 when all of it was shown. */
export type TrailPosition = number;

/** A page of several trails as one. */
export interface MergedPage<Entry> {
  readonly entries: readonly Entry[];
  /** Where each trail goes on, in the order in which they were given. */
  readonly positions: readonly TrailPosition[];
  readonly hasMore: boolean;
}

/** How far one trail is used up. */
interface Reading<Entry extends TrailEntry> {
  readonly stretch: Stretch<Entry>;
  taken: number;
}

/**
 * Show several trails as one, newest first: of entries of one instant those of the trail that was given first. Where a trail was
 * looked through in part, nothing older than that part is shown of any: a page may hold fewer entries than its limit, or none,
 * and go on all the same.
 */
export function mergeTrails<Entry extends TrailEntry>(
  stretches: readonly Stretch<Entry>[],
  limit: number,
): MergedPage<Entry> {
  const readings = stretches.map((stretch): Reading<Entry> => ({ stretch, taken: 0 }));
  const entries: Entry[] = [];
  while (entries.length < limit) {
    const newest = readings.toSorted((a, b) => nextAt(b) - nextAt(a))[0];
    const entry = newest === undefined ? undefined : nextOf(newest);
    if (newest === undefined || entry === undefined) break;
    newest.taken += 1;
    entries.push(entry);
  }
  const positions = readings.map(positionOf);
  return { entries, positions, hasMore: positions.some((position) => position > 0) };
}

const nextOf = <Entry extends TrailEntry>({ stretch, taken }: Reading<Entry>): Entry | undefined =>
  stretch.matching[taken];

/** When what comes next happened; where the rest was not looked at it may be as new as the last that was. */
const nextAt = (reading: Reading<TrailEntry>): number =>
  nextOf(reading)?.at ?? reading.stretch.stoppedAt?.at ?? -Infinity;

/** A trail that has more goes on below what was shown of it, or below what was looked at when all of that was shown. */
function positionOf(reading: Reading<TrailEntry>): TrailPosition {
  const { stretch, taken } = reading;
  if (taken === stretch.matching.length) return stretch.stoppedAt?.seq ?? 0;
  const last = stretch.matching[taken - 1];
  return last === undefined ? (stretch.matching[0]?.seq ?? 0) + 1 : last.seq;
}
