import type { ParameterFormat, TemplateCategory } from "#core/template/states";
import type { TemplateComponent } from "#core/whatsapp/template-components";

/** A template as far as the rules look at it. */
export interface LintedTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly parameterFormat: ParameterFormat;
  readonly components: readonly TemplateComponent[];
  /** What its quick replies say that stop marketing. */
  readonly optOutButtons?: readonly string[];
}

/** The component of that type, in Meta's shape. */
export type Of<T extends TemplateComponent["type"]> = Extract<TemplateComponent, { type: T }>;

/** A component and the pointer to it; undefined when the template has none. */
export function findComponent<T extends TemplateComponent["type"]>(
  components: readonly TemplateComponent[],
  type: T,
): { readonly component: Of<T>; readonly at: string } | undefined {
  const place = components.findIndex((component) => component.type === type);
  const component = components[place];
  // Safe: the place was found by this type.
  return component === undefined
    ? undefined
    : { component: component as Of<T>, at: `/components/${place}` };
}
