/** Variables in the texts of templates, `{{1}}` or `{{name}}`. */
const VARIABLE = /\{\{(\w+)\}\}/g;

/** The variables of a text in order of appearance, each once. */
export const variablesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? "")),
];

/** The text with its variables filled; one without a value stays visible as it is. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(VARIABLE, (whole, name: string) => values[name] || whole);

/** The texts of a template, as Meta's components hold them. */
export interface TemplateText {
  readonly header: string | null;
  readonly body: string;
  readonly footer: string | null;
  readonly buttons: readonly string[];
}

export function textOf(components: readonly unknown[]): TemplateText {
  const find = (type: string) =>
    (components as readonly Component[]).find((component) => component.type === type);
  return {
    header: find("HEADER")?.text ?? null,
    body: find("BODY")?.text ?? "",
    footer: find("FOOTER")?.text ?? null,
    buttons: find("BUTTONS")?.buttons?.map(({ text }) => text) ?? [],
  };
}

/** The buttons of a template, and whether a tap on one stops offers. */
export const buttonsOf = (
  components: readonly unknown[],
): readonly { readonly text: string; readonly optOut: boolean }[] =>
  (components as readonly Component[])
    .find(({ type }) => type === "BUTTONS")
    ?.buttons?.map(({ text, opt_out: optOut = false }) => ({ text, optOut })) ?? [];

interface Component {
  readonly type: string;
  readonly text?: string;
  readonly buttons?: readonly { readonly text: string; readonly opt_out?: boolean }[];
  readonly example?: {
    readonly header_text?: readonly string[];
    readonly body_text?: readonly (readonly string[])[];
  };
}

/** The example texts of a template, in the order of the variables' numbers. */
export function samplesOf(components: readonly unknown[]): {
  readonly header: readonly string[];
  readonly body: readonly string[];
} {
  const find = (type: string) =>
    (components as readonly Component[]).find((component) => component.type === type)?.example;
  return { header: find("HEADER")?.header_text ?? [], body: find("BODY")?.body_text?.[0] ?? [] };
}
