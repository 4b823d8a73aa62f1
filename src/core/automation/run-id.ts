import { derivedSuffix, timeChars } from "#core/derived-id";
import type { Id } from "#core/ids";

/**
 * The id of a run follows from what started it, so that whoever starts it again makes no second one.
 *
 * @param atMs When it happened, Unix ms: by it runs are listed.
 */
export const runIdOf = (automationId: Id<"automation">, cause: string, atMs: number): Id<"run"> =>
  `run_${derivedSuffix(timeChars(atMs), `${automationId}\n${cause}`)}`;

/** The id of what a step sends: that of its key, so that a turn that is gone through again has the same messages. */
export const sentIdOf = (key: string, atMs: number): Id<"message"> =>
  `msg_${derivedSuffix(timeChars(atMs), key)}`;
