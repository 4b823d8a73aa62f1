import type { Id } from "#core/ids";

/** The numbers of a workspace that somebody may know of; null: every one. */
export type NumberAccess = readonly Id<"number">[] | null;

/** Numbers that an access names, at most. */
export const NUMBERS_NAMED_MAX = 100;

/** Whether an access lets nobody know more than another one does. */
export const isWithin = (access: NumberAccess, own: NumberAccess): boolean =>
  own === null || (access !== null && access.every((id) => own.includes(id)));

/** Whether an access holds a number. What is no number's is for those alone who may know of all. */
export const reaches = (access: NumberAccess, id: Id<"number"> | null): boolean =>
  access === null || (id !== null && access.includes(id));
