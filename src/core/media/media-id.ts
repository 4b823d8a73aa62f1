import { ID_PREFIXES, type Id } from "#core/ids";

/** The id of the medium that a person's message came with: a message has one at most, so it needs no look-up. */
export const mediaIdOf = (id: Id<"message">): Id<"media"> =>
  `${ID_PREFIXES.media}_${id.slice(ID_PREFIXES.message.length + 1)}`;
