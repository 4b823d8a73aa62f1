/**
 * Templates as Meta shapes them: their variables, the object that a send carries, and the check of such an object. Whether a
 * template may be submitted is in `template-lint.ts`. All lengths count Unicode code points: see `lengthOf`.
 */
import { z } from "zod";

import { err, ok, type Result } from "#core/result";

/** The one rule by which text is counted against Meta's limits: Unicode code points, not UTF-16 units, not bytes. */
export const lengthOf = (text: string): number => Array.from(text).length;

export const BODY_LENGTH_MAX = 1024;
export const HEADER_LENGTH_MAX = 60;
const PAYLOAD_LENGTH_MAX = 256;

/** Where a value goes: `header.1`, `body.2`. `button.0` is reserved for buttons with a variable. */
export type VariableKey = `${"header" | "body"}.${number}` | `button.${number}`;

/** A template as far as a send depends on it. Components may be of any kind; those that are not known have no variables. */
export interface SendableTemplate {
  readonly name: string;
  readonly language: string;
  readonly components: readonly unknown[];
}

/** Meta's `template` object of a message. */
export interface TemplateContent {
  readonly name: string;
  readonly language: { readonly code: string };
  /** Only the components that have parameters; absent when there are none. */
  readonly components?: readonly ContentComponent[];
}

export interface ContentComponent {
  readonly type: "header" | "body";
  readonly parameters: readonly { readonly type: "text"; readonly text: string }[];
}

const TextComponent = z.object({ type: z.string(), text: z.string() });
const ButtonsComponent = z.object({
  type: z.string(),
  buttons: z.array(z.object({ type: z.string() })),
});

/** A well-formed positional variable. */
const VARIABLE = /\{\{([1-9][0-9]?)\}\}/g;

/** The numbers of a text's variables, each once, ascending. */
export const positionsIn = (text: string): readonly number[] =>
  [...new Set(Array.from(text.matchAll(VARIABLE), (match) => Number(match[1])))].toSorted(
    (a, b) => a - b,
  );

/** The text of the component of that type; "" when the template has none. */
function textOf(components: readonly unknown[], type: "HEADER" | "BODY"): string {
  for (const component of components) {
    const parsed = TextComponent.safeParse(component);
    if (parsed.success && parsed.data.type.toUpperCase() === type) return parsed.data.text;
  }
  return "";
}

/** Every value that a send of the template must give, header first. */
export const requiredVariables = (components: readonly unknown[]): readonly VariableKey[] => [
  ...positionsIn(textOf(components, "HEADER")).map((n) => `header.${n}` as const),
  ...positionsIn(textOf(components, "BODY")).map((n) => `body.${n}` as const),
];

/**
 * Meta's `template` object for a send.
 *
 * @param values One text for each of `requiredVariables`. A missing one becomes "", which Meta refuses and
 *   `checkTemplateParameters` reports: decide beforehand what a missing value means.
 */
export function buildTemplateContent(
  template: SendableTemplate,
  values: Readonly<Record<string, string>>,
): TemplateContent {
  const components = (["header", "body"] as const).flatMap((type): ContentComponent[] => {
    const keys = requiredVariables(template.components).filter((key) => key.startsWith(`${type}.`));
    if (keys.length === 0) return [];
    return [{ type, parameters: keys.map((key) => ({ type: "text", text: values[key] ?? "" })) }];
  });
  return {
    name: template.name,
    language: { code: template.language },
    ...(components.length === 0 ? {} : { components }),
  };
}

/** One fault of a `template` object. The pointer is relative to that object. */
export interface ParameterFault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

const Content = z.strictObject({
  name: z.string(),
  language: z.strictObject({ code: z.string(), policy: z.string().optional() }),
  components: z
    .array(
      z.strictObject({
        type: z.string(),
        sub_type: z.string().optional(),
        index: z.union([z.string(), z.int()]).optional(),
        parameters: z.array(z.looseObject({ type: z.string() })).optional(),
      }),
    )
    .optional(),
});
type GivenComponent = NonNullable<z.infer<typeof Content>["components"]>[number];

/**
 * Check the `template` object of a message against the template it names: as many parameters as the template has variables,
 * all of them text that Meta takes, and no component that the template does not have.
 */
export function checkTemplateParameters(
  template: SendableTemplate,
  content: unknown,
): Result<void, readonly ParameterFault[]> {
  const parsed = Content.safeParse(content);
  if (!parsed.success)
    return err(
      parsed.error.issues.map((issue) => ({
        pointer: issue.path.map((part) => `/${String(part)}`).join(""),
        code: "template_shape",
        message: issue.message,
      })),
    );
  const given = parsed.data.components ?? [];
  const faults = [
    ...given.flatMap((component, index) =>
      componentFaults(template, component, `/components/${index}`),
    ),
    ...(["header", "body"] as const).flatMap((type) => presenceFaults(template, given, type)),
  ];
  return faults.length === 0 ? ok(undefined) : err(faults);
}

const typeIs = (type: string) => (component: GivenComponent) =>
  component.type.toLowerCase() === type;

/** A component with variables must be there, and once. */
function presenceFaults(
  template: SendableTemplate,
  given: readonly GivenComponent[],
  type: "header" | "body",
): ParameterFault[] {
  const declared = countOf(template, type);
  const times = given.filter(typeIs(type)).length;
  if (times > 1)
    return [
      { pointer: "/components", code: "component_twice", message: `${type} is given twice.` },
    ];
  if (declared === 0 || times === 1) return [];
  return [
    {
      pointer: "/components",
      code: "parameter_count",
      message: `The ${type} needs ${declared} parameter(s) and the component is missing.`,
    },
  ];
}

const countOf = (template: SendableTemplate, type: "header" | "body"): number =>
  requiredVariables(template.components).filter((key) => key.startsWith(`${type}.`)).length;

function componentFaults(
  template: SendableTemplate,
  component: GivenComponent,
  pointer: string,
): ParameterFault[] {
  const type = component.type.toLowerCase();
  if (type === "button") return buttonFaults(template, component, pointer);
  if (type !== "header" && type !== "body")
    return [
      {
        pointer: `${pointer}/type`,
        code: "component_unknown",
        message: `The template has no component ${component.type} with parameters.`,
      },
    ];
  const parameters = component.parameters ?? [];
  const declared = countOf(template, type);
  if (parameters.length !== declared)
    return [
      {
        pointer: `${pointer}/parameters`,
        code: "parameter_count",
        message: `The ${type} takes ${declared} parameter(s), ${parameters.length} given.`,
      },
    ];
  const faults = parameters.flatMap((parameter, index) =>
    parameterFaults(parameter, `${pointer}/parameters/${index}`),
  );
  return faults.length > 0 ? faults : lengthFaults(template, type, component, pointer);
}

function parameterFaults(
  parameter: Readonly<Record<string, unknown>>,
  pointer: string,
): ParameterFault[] {
  if (parameter["type"] !== "text")
    return [{ pointer: `${pointer}/type`, code: "parameter_type", message: "Must be text." }];
  const text = parameter["text"];
  if (typeof text !== "string")
    return [{ pointer: `${pointer}/text`, code: "parameter_type", message: "Must be a text." }];
  const complaint = complaintAbout(text);
  return complaint === undefined
    ? []
    : [{ pointer: `${pointer}/text`, code: "parameter_text", message: complaint }];
}

/** Why Meta would refuse a parameter's text; undefined when it takes it. */
export function complaintAbout(text: string): string | undefined {
  if (text.trim() === "") return "A parameter must not be empty.";
  if (/[\n\r\t]/.test(text)) return "A parameter must not hold a line break or a tab.";
  if (/ {5}/.test(text)) return "A parameter must not hold more than four spaces in a row.";
  return undefined;
}

/** The rendered text has the same limit as the text of the template. */
function lengthFaults(
  template: SendableTemplate,
  type: "header" | "body",
  component: GivenComponent,
  pointer: string,
): ParameterFault[] {
  const max = type === "body" ? BODY_LENGTH_MAX : HEADER_LENGTH_MAX;
  const values = (component.parameters ?? []).map((parameter) => String(parameter["text"]));
  const raw = textOf(template.components, type === "body" ? "BODY" : "HEADER");
  const positions = positionsIn(raw);
  const rendered = raw.replaceAll(VARIABLE, (_, n) => values[positions.indexOf(Number(n))] ?? "");
  if (lengthOf(rendered) <= max) return [];
  return [
    {
      pointer: `${pointer}/parameters`,
      code: "parameter_length",
      message: `The ${type} has ${lengthOf(rendered)} characters with these values, at most ${max}.`,
    },
  ];
}

/** A quick reply may carry a payload of its own; no other button takes parameters yet. */
function buttonFaults(
  template: SendableTemplate,
  component: GivenComponent,
  pointer: string,
): ParameterFault[] {
  if (component.sub_type?.toLowerCase() !== "quick_reply")
    return [
      {
        pointer: `${pointer}/sub_type`,
        code: "component_unknown",
        message: "Only quick_reply buttons take a parameter.",
      },
    ];
  if (!buttonTypes(template.components)[Number(component.index)])
    return [
      {
        pointer: `${pointer}/index`,
        code: "button_index",
        message: "The template has no button at this index.",
      },
    ];
  const [parameter, ...rest] = component.parameters ?? [];
  const payload = parameter?.["payload"];
  if (
    rest.length > 0 ||
    parameter?.type !== "payload" ||
    typeof payload !== "string" ||
    payload === "" ||
    lengthOf(payload) > PAYLOAD_LENGTH_MAX
  )
    return [
      {
        pointer: `${pointer}/parameters`,
        code: "parameter_type",
        message: `One payload of 1 to ${PAYLOAD_LENGTH_MAX} characters is expected.`,
      },
    ];
  return [];
}

function buttonTypes(components: readonly unknown[]): readonly string[] {
  for (const component of components) {
    const parsed = ButtonsComponent.safeParse(component);
    if (parsed.success && parsed.data.type.toUpperCase() === "BUTTONS")
      return parsed.data.buttons.map((button) => button.type.toUpperCase());
  }
  return [];
}
