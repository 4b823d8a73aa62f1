/** The check of a message's `template` object against the template that it names, before Meta makes it. */
import { z } from "zod";

import { err, ok, type Result } from "#core/result";
import {
  BODY_LENGTH_MAX,
  HEADER_LENGTH_MAX,
  lengthOf,
  positionsIn,
  renderPart,
  textOf,
  type SendableTemplate,
  type VariablePart,
} from "#core/whatsapp/template-text";

/** One fault of a `template` object. The pointer is relative to that object. */
export interface ParameterFault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

const LENGTH_MAX: Readonly<Record<VariablePart, number>> = {
  header: HEADER_LENGTH_MAX,
  body: BODY_LENGTH_MAX,
};
const PAYLOAD_LENGTH_MAX = 256;

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

/** One quick reply may have a payload of its own. */
const PayloadParameters = z.tuple([
  z.strictObject({
    type: z.literal("payload"),
    payload: z.string().refine((text) => text !== "" && lengthOf(text) <= PAYLOAD_LENGTH_MAX),
  }),
]);

/**
 * Check the `template` object of a message: as many parameters as the template has variables, all of them text that Meta
 * takes, and no component that the template does not have.
 */
export function checkTemplateParameters(
  template: SendableTemplate,
  content: unknown,
): Result<void, readonly ParameterFault[]> {
  const parsed = Content.safeParse(content);
  if (!parsed.success)
    return err(
      parsed.error.issues.map((issue) =>
        fault(
          issue.path.map((part) => `/${String(part)}`).join(""),
          "template_shape",
          issue.message,
        ),
      ),
    );
  const given = parsed.data.components ?? [];
  const faults = [
    ...given.flatMap((component, at) => componentFaults(template, component, `/components/${at}`)),
    ...presenceFaults(template, given, "header"),
    ...presenceFaults(template, given, "body"),
  ];
  return faults.length === 0 ? ok(undefined) : err(faults);
}

/** Why Meta would refuse a parameter's text; undefined when it takes it. */
export function complaintAbout(text: string): string | undefined {
  if (text.trim() === "") return "A parameter must not be empty.";
  if (/[\n\r\t]/.test(text)) return "A parameter must not hold a line break or a tab.";
  if (/ {5}/.test(text)) return "A parameter must not hold more than four spaces in a row.";
  return undefined;
}

const fault = (pointer: string, code: string, message: string): ParameterFault => ({
  pointer,
  code,
  message,
});

const countOf = (template: SendableTemplate, part: VariablePart): number =>
  positionsIn(textOf(template.components, part)).length;

const buttonsOf = ({ components }: SendableTemplate) =>
  components.find((component) => component.type === "BUTTONS")?.buttons ?? [];

/** A component with variables must be there, and once. */
function presenceFaults(
  template: SendableTemplate,
  given: readonly GivenComponent[],
  part: VariablePart,
): ParameterFault[] {
  const declared = countOf(template, part);
  const times = given.filter((component) => component.type.toLowerCase() === part).length;
  if (times > 1) return [fault("/components", "component_twice", `The ${part} is given twice.`)];
  if (declared === 0 || times === 1) return [];
  const message = `The ${part} needs ${declared} parameter(s), and the component is missing.`;
  return [fault("/components", "parameter_count", message)];
}

function componentFaults(
  template: SendableTemplate,
  component: GivenComponent,
  pointer: string,
): ParameterFault[] {
  const type = component.type.toLowerCase();
  if (type === "button") return buttonFaults(template, component, pointer);
  if (type === "header" || type === "body") return partFaults(template, type, component, pointer);
  const message = "The template has no component of this type with parameters.";
  return [fault(`${pointer}/type`, "component_unknown", message)];
}

function partFaults(
  template: SendableTemplate,
  part: VariablePart,
  component: GivenComponent,
  pointer: string,
): ParameterFault[] {
  const parameters = component.parameters ?? [];
  const declared = countOf(template, part);
  const here = `${pointer}/parameters`;
  if (parameters.length !== declared) {
    const message = `The ${part} takes ${declared} parameter(s), ${parameters.length} given.`;
    return [fault(here, "parameter_count", message)];
  }
  const faults: ParameterFault[] = [];
  const values: string[] = [];
  parameters.forEach(({ type, text }, index) => {
    if (type !== "text" || typeof text !== "string") {
      faults.push(fault(`${here}/${index}`, "parameter_type", "Must be a parameter of type text."));
      return;
    }
    const complaint = complaintAbout(text);
    if (complaint !== undefined)
      faults.push(fault(`${here}/${index}/text`, "parameter_text", complaint));
    values.push(text);
  });
  const length = lengthOf(renderPart(template.components, part, values));
  if (faults.length > 0 || length <= LENGTH_MAX[part]) return faults;
  const message = `The ${part} has ${length} characters with these values, at most ${LENGTH_MAX[part]}.`;
  return [fault(here, "parameter_length", message)];
}

/** A quick reply may carry a payload of its own; no other button takes parameters yet. */
function buttonFaults(
  template: SendableTemplate,
  component: GivenComponent,
  pointer: string,
): ParameterFault[] {
  if (component.sub_type?.toLowerCase() !== "quick_reply")
    return [fault(`${pointer}/sub_type`, "component_unknown", "Only quick_reply takes a payload.")];
  if (buttonsOf(template)[Number(component.index)]?.type !== "QUICK_REPLY")
    return [fault(`${pointer}/index`, "button_index", "The template has no quick reply here.")];
  if (PayloadParameters.safeParse(component.parameters).success) return [];
  const message = `One payload of 1 to ${PAYLOAD_LENGTH_MAX} characters is expected.`;
  return [fault(`${pointer}/parameters`, "parameter_type", message)];
}
