/** The placeholders of a template text, in order of appearance: `["1", "2"]` or `["first_name"]`. */
export const placeholdersOf = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map((match) => match[1] ?? "");

/** The different placeholders of a text. */
export const distinctPlaceholders = (text: string): readonly string[] => [
  ...new Set(placeholdersOf(text)),
];
