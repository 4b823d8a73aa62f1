/** One-time codes. Source: Meta, "Authentication templates". */
import type { TemplateButton } from "#core/whatsapp/template-button-shapes";
import type { TemplateComponent } from "#core/whatsapp/template-components";
import { buttonProblems } from "#core/whatsapp/template-lint/button";
import { findComponent, type LintedTemplate } from "#core/whatsapp/template-lint/linted";
import { plainProblems } from "#core/whatsapp/template-lint/texts";
import { found, type TemplateProblem } from "#core/whatsapp/template-problem";

const EXPIRY_MINUTES_MAX = 90;
const AUTOFILL_LENGTH_MAX = 25;
const APPS_MAX = 5;
const SIGNATURE_LENGTH = 11;

type Otp = Extract<TemplateButton, { type: "OTP" }>;

/** What holds for a template of the category AUTHENTICATION: its texts are Meta's, and its one button gives the code. */
export function codeProblems({ components }: LintedTemplate): TemplateProblem[] {
  const buttons = findComponent(components, "BUTTONS");
  const [button, other] = buttons?.component.buttons ?? [];
  const at = `${buttons?.at ?? "/components"}/buttons`;
  return [
    ...components.flatMap((component, i) => partProblems(component, `/components/${i}`)),
    ...(button?.type === "OTP" && other === undefined
      ? [...buttonProblems(button, `${at}/0`), ...otpProblems(button, `${at}/0`)]
      : [found("auth_button", buttons?.at ?? "/components", "The code needs one OTP button.")]),
  ];
}

function partProblems(component: TemplateComponent, at: string): TemplateProblem[] {
  switch (component.type) {
    case "BODY":
      return component.text === undefined
        ? []
        : [found("auth_text", `${at}/text`, "The body of a code's message is Meta's own.")];
    case "FOOTER":
      return footerProblems(component, at);
    case "BUTTONS":
    case "OTHER":
      return [];
    case "HEADER":
    case "LIMITED_TIME_OFFER":
    case "CAROUSEL":
      return [found("auth_component", at, `A code's message takes no ${component.type}.`)];
  }
}

function footerProblems(
  { text, code_expiration_minutes: minutes }: Extract<TemplateComponent, { type: "FOOTER" }>,
  at: string,
): TemplateProblem[] {
  const isWithin =
    minutes !== undefined &&
    Number.isInteger(minutes) &&
    minutes >= 1 &&
    minutes <= EXPIRY_MINUTES_MAX;
  return [
    ...(text === undefined
      ? []
      : [found("auth_text", `${at}/text`, "The footer of a code's message is Meta's own.")]),
    ...(isWithin
      ? []
      : [
          found(
            "auth_expiry",
            `${at}/code_expiration_minutes`,
            `A code ends after 1 to ${EXPIRY_MINUTES_MAX} minutes.`,
          ),
        ]),
  ];
}

function otpProblems(otp: Otp, at: string): TemplateProblem[] {
  const isTapped = otp.otp_type !== "COPY_CODE";
  const { autofill_text: autofill, supported_apps: apps = [] } = otp;
  const place = { pointer: `${at}/autofill_text`, what: "button", max: AUTOFILL_LENGTH_MAX };
  return [
    ...(isTapped && (apps.length === 0 || apps.length > APPS_MAX)
      ? [found("otp_apps", `${at}/supported_apps`, `${apps.length} apps are named.`)]
      : []),
    ...apps.flatMap((app, i) => appProblems(app, `${at}/supported_apps/${i}`)),
    ...(autofill === undefined ? [] : plainProblems(place, autofill)),
    ...(autofill !== undefined && otp.otp_type === "COPY_CODE"
      ? [found("otp_autofill", place.pointer, "A button that copies fills nothing in.")]
      : []),
    ...(otp.otp_type === "ZERO_TAP" && otp.zero_tap_terms_accepted !== true
      ? [
          found(
            "otp_terms",
            `${at}/zero_tap_terms_accepted`,
            "Meta's terms of zero-tap are not accepted.",
          ),
        ]
      : []),
  ];
}

const appProblems = (
  app: NonNullable<Otp["supported_apps"]>[number],
  at: string,
): TemplateProblem[] => [
  ...(/^[A-Za-z]\w*(?:\.[A-Za-z]\w*)+$/.test(app.package_name)
    ? []
    : [found("otp_package", `${at}/package_name`, "This is no package name.")]),
  ...(Array.from(app.signature_hash).length === SIGNATURE_LENGTH
    ? []
    : [
        found(
          "otp_signature",
          `${at}/signature_hash`,
          `A signature has ${SIGNATURE_LENGTH} characters.`,
        ),
      ]),
];
