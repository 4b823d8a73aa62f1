/** What a person reads of a template message, as it was when the message was made. */
import type { TemplateComponent } from "#core/whatsapp/template-components";
import { renderPart, textOf, type VariablePart } from "#core/whatsapp/template-text";

/** The texts with their variables filled in; null for a part that the template has not, or that is no text. */
export interface RenderedTemplate {
  readonly header: string | null;
  readonly body: string | null;
  readonly footer: string | null;
  readonly buttons: readonly { readonly type: string; readonly text: string }[];
}

/** A `template` object that `checkTemplateParameters` takes: types in any case, and parts without parameters when they need none. */
export interface SentTemplate {
  readonly name: string;
  readonly language: { readonly code: string };
  readonly components?: readonly {
    readonly type: string;
    readonly parameters?: readonly { readonly text?: string }[];
  }[];
}

/** A template's texts with the parameters of a send in their places. */
export function renderTemplate(
  components: readonly TemplateComponent[],
  content: SentTemplate,
): RenderedTemplate {
  const valuesOf = (part: VariablePart): readonly string[] => {
    const given = content.components?.find(({ type }) => type.toLowerCase() === part);
    return given?.parameters?.map(({ text }) => text ?? "") ?? [];
  };
  const partOf = (part: VariablePart): string | null =>
    textOf(components, part) === "" ? null : renderPart(components, part, valuesOf(part));
  const footer = components.find((component) => component.type === "FOOTER");
  const buttons = components.find((component) => component.type === "BUTTONS");
  return {
    header: partOf("header"),
    body: partOf("body"),
    footer: footer?.type === "FOOTER" ? footer.text : null,
    buttons: buttons?.type === "BUTTONS" ? buttons.buttons : [],
  };
}

/** A template message's content as it is stored: Meta's object, and what the person reads. */
export const withRendering = <C extends SentTemplate>(
  components: readonly TemplateComponent[],
  content: C,
): C & { readonly rendered: RenderedTemplate } => ({
  ...content,
  rendered: renderTemplate(components, content),
});

/** Meta's object of a stored content: without what only we keep beside it. */
export function withoutRendering(type: string, content: unknown): unknown {
  if (type !== "template" || typeof content !== "object" || content === null) return content;
  const { rendered: _rendered, ...metas } = content as Readonly<Record<string, unknown>>;
  return metas;
}
