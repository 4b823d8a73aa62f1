/** Limited-time offers. Source: Meta, "Limited-time offer templates". */
import { findComponent, type LintedTemplate } from "#core/whatsapp/template-lint/linted";
import { lengthProblems, lineProblems, noVariable } from "#core/whatsapp/template-lint/texts";
import { found, type TemplateProblem } from "#core/whatsapp/template-problem";
import { lengthOf } from "#core/whatsapp/template-text";

const OFFER_LENGTH_MAX = 16;
const COUPON_LENGTH_MAX = 15;

/** What holds for a template with an offer. */
export function offerProblems({ category, components }: LintedTemplate): TemplateProblem[] {
  const offer = findComponent(components, "LIMITED_TIME_OFFER");
  if (offer === undefined) return [];
  const { text } = offer.component.limited_time_offer;
  const place = {
    pointer: `${offer.at}/limited_time_offer/text`,
    what: "offer",
    max: OFFER_LENGTH_MAX,
  };
  return [
    ...lengthProblems(place, text),
    ...lineProblems(place, text),
    ...noVariable(place, text),
    ...(category === "MARKETING"
      ? []
      : [found("offer_category", "/category", "An offer is always MARKETING.")]),
    ...companyProblems(components),
    ...buttonProblems(components, offer.at),
  ];
}

/** What may stand beside an offer. */
function companyProblems(components: LintedTemplate["components"]): TemplateProblem[] {
  const header = findComponent(components, "HEADER");
  const footer = findComponent(components, "FOOTER");
  return [
    ...(footer === undefined
      ? []
      : [found("component_forbidden", footer.at, "An offer takes no footer.")]),
    ...(header === undefined || ["IMAGE", "VIDEO"].includes(header.component.format)
      ? []
      : [found("offer_header", `${header.at}/format`, "An offer takes an image or a video.")]),
  ];
}

function buttonProblems(components: LintedTemplate["components"], at: string): TemplateProblem[] {
  const list = findComponent(components, "BUTTONS");
  const buttons = list?.component.buttons ?? [];
  const long = buttons.findIndex(
    (button) =>
      button.type === "COPY_CODE" && lengthOf([button.example].flat()[0] ?? "") > COUPON_LENGTH_MAX,
  );
  return [
    ...(buttons.some(({ type }) => type === "URL")
      ? []
      : [found("offer_link", list?.at ?? at, "An offer needs a link.")]),
    ...(long === -1
      ? []
      : [
          found(
            "offer_coupon_long",
            `${list?.at ?? at}/buttons/${long}/example`,
            `An offer's code has at most ${COUPON_LENGTH_MAX} characters.`,
          ),
        ]),
  ];
}
