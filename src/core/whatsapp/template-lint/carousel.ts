/** Carousels: cards with media or products, all alike. Source: Meta, "Media card carousel", "Product card carousel". */
import { bodyProblems } from "#core/whatsapp/template-lint/body";
import { buttonsProblems } from "#core/whatsapp/template-lint/buttons";
import { headerProblems } from "#core/whatsapp/template-lint/header";
import { findComponent, type LintedTemplate } from "#core/whatsapp/template-lint/linted";
import { found, type TemplateProblem } from "#core/whatsapp/template-problem";
import type { TemplateCard } from "#core/whatsapp/template-shapes";

const CARDS_MIN = 2;
const CARDS_MAX = 10;
const CARD_BODY_LENGTH_MAX = 160;
const CARD_BUTTONS_MAX = 2;

const HEADERS = ["IMAGE", "VIDEO", "PRODUCT"];
const BUTTONS = ["QUICK_REPLY", "URL", "PHONE_NUMBER", "SPM"];

/** What holds for a template with a carousel. */
export function carouselProblems(template: LintedTemplate): TemplateProblem[] {
  const carousel = findComponent(template.components, "CAROUSEL");
  if (carousel === undefined) return [];
  const { cards } = carousel.component;
  const pointer = `${carousel.at}/cards`;
  return [
    ...template.components.flatMap(({ type }, at) =>
      type === "BODY" || type === "CAROUSEL" || type === "OTHER"
        ? []
        : [
            found(
              "component_forbidden",
              `/components/${at}`,
              "A carousel takes a body beside it alone.",
            ),
          ],
    ),
    ...countProblems(cards, pointer),
    ...cards.flatMap((card, i) => cardProblems(card, `${pointer}/${i}`, template)),
    ...cards.flatMap((card, i) =>
      shapeOf(card) === shapeOf(cards[0])
        ? []
        : [found("cards_differ", `${pointer}/${i}`, "This card has other parts than the first.")],
    ),
  ];
}

function countProblems(cards: readonly TemplateCard[], pointer: string): TemplateProblem[] {
  if (cards.length < CARDS_MIN || cards.length > CARDS_MAX) {
    const told = `${cards.length} card(s), ${CARDS_MIN} to ${CARDS_MAX} are allowed.`;
    return [found("card_count", pointer, told)];
  }
  const isOfProducts = cards.every((card) => headerOf(card)?.format === "PRODUCT");
  return isOfProducts && cards.length > CARDS_MIN
    ? [found("card_products", pointer, "How many products are shown is chosen when it is sent.")]
    : [];
}

function cardProblems(
  { components }: TemplateCard,
  at: string,
  { parameterFormat: format }: LintedTemplate,
): TemplateProblem[] {
  const types = components.map(({ type }) => type);
  const problems = components.flatMap((component, i): TemplateProblem[] => {
    const here = `${at}/components/${i}`;
    if (types.indexOf(component.type) < i)
      return [found("component_twice", here, `A second ${component.type}.`)];
    switch (component.type) {
      case "HEADER":
        return headerProblems(component, here, format);
      case "BODY":
        return bodyProblems(component, { at: here, format, max: CARD_BODY_LENGTH_MAX });
      case "BUTTONS":
        return buttonsProblems(component, here);
    }
  });
  const header = headerOf({ components });
  const buttons = buttonsOf({ components });
  const areButtonsFine =
    buttons.length >= 1 &&
    buttons.length <= CARD_BUTTONS_MAX &&
    buttons.every((type) => BUTTONS.includes(type));
  return [
    ...problems,
    ...(header !== undefined && HEADERS.includes(header.format)
      ? []
      : [found("card_header", at, "A card needs an image, a video or a product.")]),
    ...(areButtonsFine ? [] : [found("card_buttons", at, "These buttons cannot stand on a card.")]),
  ];
}

const headerOf = ({ components }: TemplateCard) =>
  components.find((component) => component.type === "HEADER");

const buttonsOf = ({ components }: TemplateCard): readonly string[] =>
  components.flatMap((component) =>
    component.type === "BUTTONS" ? component.buttons.map(({ type }) => type) : [],
  );

/** What all cards of a carousel have in common. */
const shapeOf = (card: TemplateCard | undefined): string =>
  card === undefined
    ? ""
    : JSON.stringify([
        headerOf(card)?.format,
        card.components.some(({ type }) => type === "BODY"),
        buttonsOf(card),
      ]);
