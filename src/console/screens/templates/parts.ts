/** The parts of a template as a form holds them, and back. Pure. */
import { buttonsOf, samplesOf, textOf, variablesOf } from "../../api/template-text.ts";
import type { Draft, Template } from "../../api/templates.ts";

export interface Parts {
  numberId: string;
  name: string;
  language: string;
  category: Template["category"];
  header: string;
  headerSample: string;
  body: string;
  /** By `v` and the number of the variable: `v1` is the example of `{{1}}`. */
  samples: Record<string, string>;
  footer: string;
  /** `optOut`: a tap on it stops offers. */
  buttons: { text: string; optOut: boolean }[];
}

/** A field of the form; what is wrong is told at one. */
export type Place =
  | "name"
  | "language"
  | "category"
  | "header"
  | "headerSample"
  | "body"
  | "footer"
  | `samples.v${string}`
  | `buttons.${number}.text`;

/** The variables of a text in the order of their numbers, as Meta counts them. */
export const numbersIn = (text: string): string[] =>
  variablesOf(text)
    .filter((name) => /^[1-9]\d?$/.test(name))
    .toSorted((one, other) => Number(one) - Number(other));

/** The number of the variable that comes next. */
export const nextVariable = (text: string): number =>
  Math.max(0, ...numbersIn(text).map(Number)) + 1;

/** A name as Meta takes it, while it is typed: lower case, and underscores for spaces. */
export const asName = (typed: string): string => typed.toLowerCase().replaceAll(/[\s-]+/g, "_");

/** Fill a form with a template. `numberId` is a number of its account. */
export function partsOf(
  template: Pick<Template, "name" | "language" | "category" | "components">,
  numberId: string,
): Parts {
  const { name, language, category, components } = template;
  const { header, body, footer } = textOf(components);
  const given = samplesOf(components);
  return {
    numberId,
    name,
    language,
    category,
    header: header ?? "",
    headerSample: given.header[0] ?? "",
    body,
    samples: Object.fromEntries(
      numbersIn(body).map((variable, index) => [`v${variable}`, given.body[index] ?? ""]),
    ),
    footer: footer ?? "",
    buttons: buttonsOf(components).map((button) => ({ ...button })),
  };
}

/** What the form says, in Meta's shape. A part that is empty is left out; the body is always there. */
export function componentsOf(parts: Parts): Draft["components"] {
  const { header, headerSample, body, samples, footer, buttons } = parts;
  const variables = numbersIn(body);
  return [
    ...(header.trim() === ""
      ? []
      : [
          {
            type: "HEADER",
            format: "TEXT",
            text: header,
            ...(numbersIn(header).length > 0 && { example: { header_text: [headerSample] } }),
          },
        ]),
    {
      type: "BODY",
      text: body,
      ...(variables.length > 0 && {
        example: { body_text: [variables.map((variable) => samples[`v${variable}`] ?? "")] },
      }),
    },
    ...(footer.trim() === "" ? [] : [{ type: "FOOTER", text: footer }]),
    ...(buttons.length === 0
      ? []
      : [
          {
            type: "BUTTONS",
            buttons: buttons.map(({ text, optOut }) => ({
              type: "QUICK_REPLY",
              text,
              ...(optOut && { opt_out: true }),
            })),
          },
        ]),
  ];
}

/** A template without a name can be judged but for its name: this one breaks no rule. */
const NAMELESS = "nameless";

export const draftOf = (parts: Parts): Draft => ({
  name: parts.name === "" ? NAMELESS : parts.name,
  language: parts.language,
  category: parts.category,
  parameter_format: "POSITIONAL",
  components: componentsOf(parts),
});

/** The field that a pointer into a draft means. */
export function placeAt(pointer: string, parts: Parts): Place {
  const [, first = "", at = "-1", ...rest] = pointer.split("/");
  return first === "name" || first === "language" || first === "category"
    ? first
    : placeIn(componentsOf(parts)[Number(at)]?.type, rest, parts);
}

/** `rest`: what the pointer says behind the component. */
function placeIn(type: string | undefined, [member, index]: string[], parts: Parts): Place {
  const isExample = member === "example";
  switch (type) {
    case "HEADER":
      return isExample ? "headerSample" : "header";
    case "FOOTER":
      return "footer";
    case "BUTTONS":
      return `buttons.${Number(index ?? 0)}.text`;
    case undefined:
    default:
      return isExample ? emptySample(parts) : "body";
  }
}

/** Examples are judged all together: the first that is empty is meant. */
function emptySample({ body, samples }: Parts): Place {
  const empty = numbersIn(body).find((variable) => !samples[`v${variable}`]?.trim());
  return empty === undefined ? "body" : `samples.v${empty}`;
}

/** The values to show in the place of variables. */
export const shownValues = ({
  headerSample,
  samples,
}: Pick<Parts, "headerSample" | "samples">): {
  readonly header: Record<string, string>;
  readonly body: Record<string, string>;
} => ({
  header: { "1": headerSample },
  body: Object.fromEntries(Object.entries(samples).map(([key, text]) => [key.slice(1), text])),
});
