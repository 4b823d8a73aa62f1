import { distinctTags, foldTag } from "#core/contact/tag";

/** A contact's tags once one of them has another name: null takes it away, and a name that the contact has already keeps its place. */
export const retagged = (
  tags: readonly string[],
  tag: string,
  name: string | null,
): readonly string[] =>
  distinctTags(
    tags.flatMap((each) =>
      foldTag(each) === foldTag(tag) ? (name === null ? [] : [name]) : [each],
    ),
  );
