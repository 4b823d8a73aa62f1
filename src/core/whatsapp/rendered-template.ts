/** What a person reads of a template message, as it was when the message was made. */
import { elements, member, textAt } from "#core/whatsapp/envelope-json";
import {
  metaComponents,
  parseComponents,
  type TemplateComponent,
} from "#core/whatsapp/template-components";
import { fillIn, slotsOf, valuesOf, type WordParameter } from "#core/whatsapp/template-slots";

/** The texts with their variables filled in; null for a part that the template has not, or that is no text. */
export interface RenderedTemplate {
  readonly header: string | null;
  readonly body: string | null;
  readonly footer: string | null;
  readonly buttons: readonly { readonly type: string; readonly text: string }[];
}

/** A `template` object that `checkTemplateParameters` takes: types in any case, and parts without parameters when they need none. */
export interface SentTemplate {
  readonly name?: string;
  readonly language?: { readonly code: string };
  readonly components?:
    | readonly {
        readonly type: string;
        readonly parameters?: readonly WordParameter[] | undefined;
      }[]
    | undefined;
}

/** A template's texts with the parameters of a send in their places. */
export function renderTemplate(
  components: readonly TemplateComponent[],
  content: SentTemplate,
): RenderedTemplate {
  const { header, body } = slotsOf({ components });
  const rendered = (part: "header" | "body", text: string): string => {
    const given = content.components?.find(({ type }) => type.toLowerCase() === part);
    return fillIn(text, valuesOf(text, given?.parameters ?? []));
  };
  const raw = metaComponents(components);
  const partOf = (type: string) => raw.find((one) => textAt(one, "type")?.toUpperCase() === type);
  return {
    header: header.kind === "text" ? rendered("header", header.text) : null,
    body: body === null ? null : rendered("body", body),
    footer: textAt(partOf("FOOTER"), "text"),
    buttons: elements(member(partOf("BUTTONS"), "buttons")).map((button) => ({
      type: textAt(button, "type") ?? "",
      text: textAt(button, "text") ?? "",
    })),
  };
}

/** The cards of a carousel, each as {@link renderTemplate} renders a template; none without a carousel. */
export function renderCards(
  components: readonly TemplateComponent[],
  content: SentTemplate,
): readonly RenderedTemplate[] {
  const is = (type: string) => type.toUpperCase() === "CAROUSEL";
  const carousel = metaComponents(components).find((one) => is(textAt(one, "type") ?? ""));
  const sent = elements(
    member(
      content.components?.find(({ type }) => is(type)),
      "cards",
    ),
  );
  return elements(member(carousel, "cards")).map((card, i) =>
    renderTemplate(
      parseComponents(elements(member(card, "components"))),
      // Safe: a card's components have the shape of a template's.
      { components: elements(member(sent[i], "components")) } as SentTemplate,
    ),
  );
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
