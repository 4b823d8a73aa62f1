/** Templates as a send sees them. Whether a template may be submitted is in `template-lint.ts`. */
import type { TemplateComponent } from "#core/whatsapp/template-components";
import {
  positionsIn,
  textOf,
  type SendableTemplate,
  type VariablePart,
} from "#core/whatsapp/template-text";

export { checkTemplateParameters } from "#core/whatsapp/template-parameters";
export type { SendableTemplate } from "#core/whatsapp/template-text";

/** Where a value goes: `header.1`, `body.2`. `button.0` is for buttons with a variable, of which none is supported yet. */
export type VariableKey = `${VariablePart}.${number}` | `button.${number}`;

/** Meta's `template` object of a message. */
export interface TemplateContent {
  readonly name: string;
  readonly language: { readonly code: string };
  /** Only the components that have parameters; absent when there are none. */
  readonly components?: readonly ContentComponent[];
}

export interface ContentComponent {
  readonly type: VariablePart;
  readonly parameters: readonly { readonly type: "text"; readonly text: string }[];
}

const PARTS = ["header", "body"] as const;

/** Every value that a send of the template must give, header first. */
export const requiredVariables = (
  components: readonly TemplateComponent[],
): readonly VariableKey[] =>
  PARTS.flatMap((part) =>
    positionsIn(textOf(components, part)).map((n) => `${part}.${n}` as const),
  );

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
  const components = PARTS.flatMap((type): ContentComponent[] => {
    const positions = positionsIn(textOf(template.components, type));
    if (positions.length === 0) return [];
    const texts = positions.map((n) => values[`${type}.${n}`] ?? "");
    return [{ type, parameters: texts.map((text) => ({ type: "text", text })) }];
  });
  return {
    name: template.name,
    language: { code: template.language },
    ...(components.length === 0 ? {} : { components }),
  };
}
