/** The rules that Meta checks when a template is submitted, checked before, so that a submission is not refused for them. */
import { shapeProblems, type TemplateComponent } from "#core/whatsapp/template-components";
import { codeProblems } from "#core/whatsapp/template-lint/authentication";
import { bodyProblems, footerProblems } from "#core/whatsapp/template-lint/body";
import { buttonsProblems } from "#core/whatsapp/template-lint/buttons";
import { carouselProblems } from "#core/whatsapp/template-lint/carousel";
import { companyProblems, setProblems } from "#core/whatsapp/template-lint/company";
import { headProblems } from "#core/whatsapp/template-lint/head";
import { headerProblems } from "#core/whatsapp/template-lint/header";
import type { LintedTemplate } from "#core/whatsapp/template-lint/linted";
import { offerProblems } from "#core/whatsapp/template-lint/offer";
import { wordingProblems } from "#core/whatsapp/template-lint/wording";
import type { TemplateProblem } from "#core/whatsapp/template-problem";
import { BODY_LENGTH_MAX } from "#core/whatsapp/template-text";

export type { LintedTemplate } from "#core/whatsapp/template-lint/linted";

/** With a limited-time offer. */
const OFFER_BODY_LENGTH_MAX = 600;

/** Every fault of a template. It may be submitted when none is an `error`. */
export const lintTemplate = (template: LintedTemplate): readonly TemplateProblem[] => [
  ...headProblems(template),
  ...shapeProblems(template.components),
  ...setProblems(template),
  ...(template.category === "AUTHENTICATION" ? codeProblems(template) : textProblems(template)),
  ...wordingProblems(template),
];

/** The faults for which a template cannot even be kept as a draft: what is not understood cannot be shown or sent. */
export const draftProblems = (
  template: Pick<LintedTemplate, "components">,
): readonly TemplateProblem[] => shapeProblems(template.components);

function textProblems(template: LintedTemplate): readonly TemplateProblem[] {
  return [
    ...template.components.flatMap((component, at) =>
      componentProblems(template, component, `/components/${at}`),
    ),
    ...companyProblems(template),
    ...offerProblems(template),
    ...carouselProblems(template),
  ];
}

/** `at` is where the component stands. One that could not be read has no further problem. */
function componentProblems(
  { components, parameterFormat: format }: LintedTemplate,
  component: TemplateComponent,
  at: string,
): readonly TemplateProblem[] {
  const hasOffer = components.some(({ type }) => type === "LIMITED_TIME_OFFER");
  const max = hasOffer ? OFFER_BODY_LENGTH_MAX : BODY_LENGTH_MAX;
  switch (component.type) {
    case "HEADER":
      return headerProblems(component, at, format);
    case "BODY":
      return bodyProblems(component, { at, format, max });
    case "FOOTER":
      return footerProblems(component, at);
    case "BUTTONS":
      return buttonsProblems(component, at);
    case "LIMITED_TIME_OFFER":
    case "CAROUSEL":
    case "OTHER":
      return [];
  }
}
