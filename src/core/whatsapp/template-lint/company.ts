/** Which parts of a template go together. */
import { findComponent, type LintedTemplate } from "#core/whatsapp/template-lint/linted";
import type { LintCode } from "#core/whatsapp/template-lint/rules";
import { found, type TemplateProblem } from "#core/whatsapp/template-problem";

/** A body must be there; nothing may be there twice. */
export function setProblems({ components }: LintedTemplate): TemplateProblem[] {
  const types = components.map(({ type }) => type);
  const problems = types.flatMap((type, at) =>
    type !== "OTHER" && types.indexOf(type) < at
      ? [found("component_twice", `/components/${at}`, `A second ${type}.`)]
      : [],
  );
  // A body that could not be read has its own problem.
  if (!types.includes("BODY") && !types.includes("OTHER"))
    problems.push(found("body_missing", "/components", "The template has no BODY."));
  return problems;
}

/** What of a template's buttons needs another part, or another category. */
export function companyProblems({ components, category }: LintedTemplate): TemplateProblem[] {
  const header = findComponent(components, "HEADER");
  const list = findComponent(components, "BUTTONS");
  const buttons = list?.component.buttons ?? [];
  const has = (type: string): boolean => buttons.some((button) => button.type === type);
  const problem = (isMet: boolean, code: LintCode, pointer: string, told: string) =>
    isMet ? [found(code, pointer, told)] : [];
  const placeOf = (type: string): string =>
    `${list?.at ?? ""}/buttons/${buttons.findIndex((button) => button.type === type)}`;
  const hasProduct = header?.component.format === "PRODUCT";
  return [
    ...problem(
      hasProduct && !has("SPM"),
      "product_button",
      header?.at ?? "",
      "A product's header needs an SPM button.",
    ),
    ...problem(
      has("SPM") && !hasProduct,
      "product_header",
      placeOf("SPM"),
      "An SPM button needs a product's header.",
    ),
    ...problem(
      has("COPY_CODE") && category === "UTILITY",
      "coupon_category",
      placeOf("COPY_CODE"),
      "A code to copy is an offer to Meta.",
    ),
    ...problem(has("OTP"), "otp_category", placeOf("OTP"), CODES_ALONE),
    ...codeMembers(components),
  ];
}

const CODES_ALONE = "Only a message with a one-time code has this.";

/** What stands in messages with one-time codes alone. */
function codeMembers(components: LintedTemplate["components"]): TemplateProblem[] {
  return components.flatMap((component, at) => {
    const member =
      component.type === "BODY" && component.add_security_recommendation !== undefined
        ? "add_security_recommendation"
        : component.type === "FOOTER" && component.code_expiration_minutes !== undefined
          ? "code_expiration_minutes"
          : null;
    return member === null ? [] : [found("auth_only", `/components/${at}/${member}`, CODES_ALONE)];
  });
}
