/** One button, by its kind. */
import type { TemplateButton } from "#core/whatsapp/template-button-shapes";
import { plainProblems } from "#core/whatsapp/template-lint/texts";
import { urlProblems } from "#core/whatsapp/template-lint/url";
import { found, type TemplateProblem } from "#core/whatsapp/template-problem";
import { lengthOf } from "#core/whatsapp/template-text";

const TEXT_LENGTH_MAX = 25;
const PHONE_LENGTH_MAX = 20;
/** Meta's pages say 15 and 20: past the first is a warning. */
const COUPON_LENGTH_SURE = 15;
const COUPON_LENGTH_MAX = 20;

/** @param at Pointer to the button. */
export const buttonProblems = (button: TemplateButton, at: string): TemplateProblem[] => [
  ...(button.text === undefined
    ? []
    : plainProblems({ pointer: `${at}/text`, what: "button", max: TEXT_LENGTH_MAX }, button.text)),
  ...ownProblems(button, at),
];

function ownProblems(button: TemplateButton, at: string): TemplateProblem[] {
  if (button.type === "URL") return urlProblems(button, at);
  if (button.type === "PHONE_NUMBER")
    return phoneProblems(button.phone_number, `${at}/phone_number`);
  if (button.type === "COPY_CODE")
    return couponProblems([button.example].flat()[0], `${at}/example`);
  return button.type === "FLOW" ? flowProblems(button, at) : [];
}

const phoneProblems = (number: string, pointer: string): TemplateProblem[] =>
  lengthOf(number) <= PHONE_LENGTH_MAX && /^\+?\d{5,}$/.test(number.replaceAll(/[\s().-]/g, ""))
    ? []
    : [found("phone_number_invalid", pointer, "This is no phone number, or it is too long.")];

function couponProblems(code: string | undefined, pointer: string): TemplateProblem[] {
  if (code === undefined || code.trim() === "")
    return [found("coupon_missing", pointer, "The button has no example of a code.")];
  const length = lengthOf(code);
  const told = `The code has ${length} characters.`;
  if (length > COUPON_LENGTH_MAX)
    return [found("text_too_long", pointer, `${told} At most ${COUPON_LENGTH_MAX} are allowed.`)];
  return length > COUPON_LENGTH_SURE ? [found("coupon_long", pointer, told)] : [];
}

const ACTIONS = ["navigate", "data_exchange"];

function flowProblems(
  flow: Extract<TemplateButton, { type: "FLOW" }>,
  at: string,
): TemplateProblem[] {
  const targets = [flow.flow_id, flow.flow_name, flow.flow_json];
  const given = targets.filter((target) => target !== undefined && target !== "").length;
  const action = flow.flow_action?.toLowerCase() ?? "navigate";
  return [
    ...(given === 1
      ? []
      : [found("flow_target", at, `The button names ${given} flows; it needs exactly one.`)]),
    ...(ACTIONS.includes(action)
      ? []
      : [found("flow_action", `${at}/flow_action`, "Meta does not know this action.")]),
    ...(action === "data_exchange" && flow.navigate_screen !== undefined
      ? [found("flow_screen", `${at}/navigate_screen`, "A data exchange names no screen.")]
      : []),
  ];
}
