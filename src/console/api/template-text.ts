/** Variables in the texts of templates, `{{1}}` or `{{name}}`. */
const VARIABLE = /\{\{(\w+)\}\}/g;

/** The variables of a text in order of appearance, each once. */
export const variablesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? "")),
];

/** The text with its variables filled; one without a value stays visible as it is. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(VARIABLE, (whole, name: string) => values[name] || whole);
