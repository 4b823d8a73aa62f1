/** What stands in the places of a template, for each person. Pure. */
import type { Variables } from "../../api/campaign-drafts.ts";
import type { Contact } from "../../api/contacts.ts";
import { samplesOf, textOf, variablesOf } from "../../api/template-text.ts";
import type { Template } from "../../api/templates.ts";

export type Source = Variables[string];

/** A place of a template that needs a value: its key on the wire, and the example that Meta's reviewers saw. */
export interface Slot {
  readonly key: string;
  readonly part: "header" | "body";
  readonly variable: string;
  readonly sample: string;
}

export function slotsOf({ components }: Pick<Template, "components">): Slot[] {
  const text = textOf(components);
  const samples = samplesOf(components);
  return (["header", "body"] as const).flatMap((part) =>
    variablesOf(text[part] ?? "")
      .filter((variable) => /^[1-9]\d?$/.test(variable))
      .toSorted((one, other) => Number(one) - Number(other))
      .map((variable, index) => ({
        key: `${part}.${variable}`,
        part,
        variable,
        sample: samples[part][index] ?? "",
      })),
  );
}

/** A first guess: the first place is nearly always the name; what stands for the others, only a person knows. */
export const guessOf = (slots: readonly Slot[]): Variables =>
  Object.fromEntries(
    slots.map(({ key }, index): [string, Source] => [
      key,
      index === 0 ? { field: "name" } : { value: "" },
    ]),
  );

/** Whether every place of the template has a source that can give a value. */
export const isFilled = (slots: readonly Slot[], variables: Variables): boolean =>
  slots.every(({ key }) => {
    const source = variables[key];
    if (source === undefined) return false;
    return "value" in source
      ? source.value.trim() !== ""
      : /^(?:opt_out_url|name|phone|external_id|language|username|fields\.[\w-]{1,64})$/.test(
          source.field,
        );
  });

/** Fields of a person that fill a place; further ones are `fields.<key>`. */
export const FIELDS = ["name", "phone", "language", "external_id", "username"] as const;

/** The person's own opt-out link. It is made when the message leaves, so a preview shows its name. */
export const OPT_OUT = "opt_out_url";

/** What a person would read in a place; null when there is nothing, and the person is skipped. */
export function valueFor(source: Source | undefined, contact: Contact): string | null {
  if (source === undefined) return null;
  if ("value" in source) return clean(source.value);
  if (source.field === OPT_OUT) return `{{${OPT_OUT}}}`;
  return clean(fieldOf(source.field, contact)) ?? clean(source.fallback ?? "");
}

/** A field as text; lists and objects are none. */
function fieldOf(field: string, contact: Contact): string {
  const key = /^fields\.(.+)$/.exec(field)?.[1];
  const known = FIELDS.find((one) => one === field);
  const own: unknown = key === undefined ? known && contact[known] : contact.fields[key];
  if (typeof own === "string") return own;
  return typeof own === "number" || typeof own === "boolean" ? JSON.stringify(own) : "";
}

const LENGTH_MAX = 1024;
/** Read as spaces, as the API does. */
const SPACES = ["\u0001", "\u0002", "\t", "\r", "\n"];

/** As Meta takes a value: runs of white space are one space. */
function clean(text: string): string | null {
  const one = SPACES.reduce((line, space) => line.replaceAll(space, " "), text)
    .replaceAll(/ +/g, " ")
    .replaceAll(/^ | $/g, "");
  return one === "" || Array.from(one).length > LENGTH_MAX ? null : one;
}
