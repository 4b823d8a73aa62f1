export const TAGS_MAX = 50;
export const TAG_LENGTH_MAX = 64;

/** The form under which spellings of one tag meet: `VIP` and `vip` are one tag. */
export const foldTag = (tag: string): string => tag.normalize("NFKC").toLowerCase();

/** Keep the first spelling of each tag, trimmed, in the order given. */
export function distinctTags(tags: readonly string[]): readonly string[] {
  const byFold = new Map<string, string>();
  for (const tag of tags.map((given) => given.trim()))
    if (!byFold.has(foldTag(tag))) byFold.set(foldTag(tag), tag);
  return [...byFold.values()];
}

/** What is wrong with a tag as given, or null. A comma or a line break would break lists of tags in files. */
export function tagFault(tag: string): { readonly code: string; readonly message: string } | null {
  if (isBlank(tag)) return { code: "blank", message: "A tag is not blank." };
  if (tag.trim().length > TAG_LENGTH_MAX)
    return { code: "too_long", message: `A tag has at most ${TAG_LENGTH_MAX} characters.` };
  return /[,\p{Cc}\u2028\u2029]/u.test(tag)
    ? { code: "invalid_tag", message: "A tag has no comma and no line break." }
    : null;
}

/** Whether nothing of the text can be seen: only spaces, control and zero-width characters. */
export const isBlank = (text: string): boolean =>
  !/[^\p{Z}\p{C}\u115f\u1160\u3164\uffa0]/u.test(text);
