import { fitsProfile } from "#core/contact/profile";
import { distinctTags, foldTag, TAGS_MAX } from "#core/contact/tag";

/** How long two contacts that were merged can be parted again, ms. */
export const UNDOABLE_MS = 30 * 24 * 60 * 60 * 1000;

type Values = Readonly<Record<string, unknown>>;

/** What of a contact a merge concerns, beside consent. */
export interface Mergeable {
  readonly phone: string | null;
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly username: string | null;
  readonly name: string | null;
  readonly language: string | null;
  readonly timezone: string | null;
  readonly externalId: string | null;
  readonly fields: Values;
  readonly metadata: Values;
  readonly tags: readonly string[];
  readonly blocked: boolean;
  readonly suppressed: boolean;
}

const COLUMNS = ["bsuid", "username", "name", "language", "timezone"] as const;
/** A number and Meta's id of its account belong together: a winner that has one takes neither. */
const ADDRESS = ["phone", "waId"] as const;
type Column = (typeof COLUMNS)[number] | (typeof ADDRESS)[number];

/** What a winner took over, by name; the values are the loser's, which keeps its own. */
export interface Filled {
  readonly columns: readonly Column[];
  readonly fields: readonly string[];
  readonly metadata: readonly string[];
  /** Folded. */
  readonly tags: readonly string[];
  /** Only one contact can have it, so the loser lost it; null when it did not. */
  readonly externalId: string | null;
}

/** Both contacts after a merge: the winner with what it had not, its own values before the loser's. */
export function fillFrom<T extends Mergeable>(
  winner: T,
  loser: T,
): { readonly winner: T; readonly loser: T; readonly filled: Filled } {
  const isReachable = ADDRESS.some((name) => winner[name] !== null);
  const columns = [...COLUMNS, ...(isReachable ? [] : ADDRESS)].filter(
    (name) => winner[name] === null && loser[name] !== null,
  );
  const fields = joined(winner.fields, loser.fields);
  const metadata = joined(winner.metadata, loser.metadata);
  const tags = distinctTags([...winner.tags, ...loser.tags]).slice(0, TAGS_MAX);
  const isMoved = winner.externalId === null && loser.externalId !== null;
  const had = new Set(winner.tags.map(foldTag));
  return {
    winner: {
      ...winner,
      ...valuesOf(loser, columns),
      ...(isMoved ? { externalId: loser.externalId } : {}),
      fields,
      metadata,
      tags,
      blocked: winner.blocked || loser.blocked,
      suppressed: winner.suppressed || loser.suppressed,
    },
    loser: isMoved ? { ...loser, externalId: null } : loser,
    filled: {
      columns,
      fields: newKeys(winner.fields, fields),
      metadata: newKeys(winner.metadata, metadata),
      tags: tags.map(foldTag).filter((tag) => !had.has(tag)),
      externalId: isMoved ? loser.externalId : null,
    },
  };
}

/** Both contacts after an undoing: the winner loses what it was given, unless that was changed since. */
export function giveBack<T extends Mergeable>(
  winner: T,
  loser: T,
  filled: Filled,
): { readonly winner: T; readonly loser: T } {
  const { externalId } = filled;
  const columns = filled.columns.filter((name) => winner[name] === loser[name]);
  const tags = new Set(filled.tags);
  return {
    winner: {
      ...winner,
      ...Object.fromEntries(columns.map((name) => [name, null])),
      ...(externalId !== null && winner.externalId === externalId ? { externalId: null } : {}),
      fields: without(winner.fields, filled.fields, loser.fields),
      metadata: without(winner.metadata, filled.metadata, loser.metadata),
      tags: winner.tags.filter((tag) => !tags.has(foldTag(tag))),
    },
    loser: externalId === null ? loser : { ...loser, externalId },
  };
}

const valuesOf = (loser: Mergeable, columns: readonly Column[]): Partial<Mergeable> =>
  Object.fromEntries(columns.map((name) => [name, loser[name]]));

/** As many of the loser's keys as a profile holds. */
function joined(own: Values, others: Values): Values {
  let all = own;
  for (const [key, value] of Object.entries(others)) {
    const next = { ...all, [key]: value };
    if (!(key in own) && fitsProfile(next)) all = next;
  }
  return all;
}

const newKeys = (before: Values, after: Values): readonly string[] =>
  Object.keys(after).filter((key) => !(key in before));

const without = (now: Values, given: readonly string[], from: Values): Values =>
  Object.fromEntries(
    Object.entries(now).filter(
      ([key, value]) => !given.includes(key) || JSON.stringify(value) !== JSON.stringify(from[key]),
    ),
  );

/**
 * Which of two contacts that Meta takes for one person is left: the one with a user id, else the older. Null: two user ids are
 * two people, one of whom has the other's phone.
 */
export function winnerOf<T extends { readonly id: string; readonly hasUserId: boolean }>(
  one: T,
  other: T,
): readonly [winner: T, loser: T] | null {
  if (one.hasUserId && other.hasUserId) return null;
  const isFirst = one.hasUserId === other.hasUserId ? one.id < other.id : one.hasUserId;
  return isFirst ? [one, other] : [other, one];
}
