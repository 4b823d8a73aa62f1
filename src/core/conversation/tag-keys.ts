import { foldTag } from "#core/contact/tag";

/** Tags that a conversation has at most. */
export const CONVERSATION_TAGS_MAX = 20;

/** Between tags: no tag holds a line break. */
const BREAK = "\n";

/** A tag as it stands in {@link tagKeys}, with what is around it there: a text that holds it has the tag. */
export const tagKey = (tag: string): string => `${BREAK}${foldTag(tag)}${BREAK}`;

/** Tags as one text in which each can be found; null when there are none. */
export const tagKeys = (tags: readonly string[]): string | null =>
  tags.length === 0 ? null : `${BREAK}${tags.map(foldTag).join(BREAK)}${BREAK}`;
