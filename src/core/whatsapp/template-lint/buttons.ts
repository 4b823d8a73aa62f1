/** The buttons of a template or of a card: how many, of which kinds, in which order. */
import type { TemplateButton, TemplateButtonType } from "#core/whatsapp/template-button-shapes";
import { buttonProblems } from "#core/whatsapp/template-lint/button";
import type { Of } from "#core/whatsapp/template-lint/linted";
import { found, type TemplateProblem } from "#core/whatsapp/template-problem";

const BUTTONS_MAX = 10;
/** More than these stand behind one that opens a list. */
const SHOWN_MAX = 3;

/** How many buttons of a kind a template may have. Source: Meta, "Template components". */
const TYPE_MAX: Readonly<Record<TemplateButtonType, number>> = {
  QUICK_REPLY: BUTTONS_MAX,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  FLOW: 1,
  CATALOG: 1,
  MPM: 1,
  SPM: 1,
  VOICE_CALL: 1,
  REQUEST_CONTACT_INFO: 1,
  OTP: 1,
};

/** Kinds that stand alone. */
const ALONE: readonly TemplateButtonType[] = ["CATALOG", "MPM", "SPM"];

/** @param at Pointer to the component. */
export function buttonsProblems({ buttons }: Of<"BUTTONS">, at: string): TemplateProblem[] {
  const pointer = `${at}/buttons`;
  return [
    ...countProblems(buttons, pointer),
    ...orderProblems(buttons, pointer),
    ...buttons.flatMap((button, index) => [
      ...buttonProblems(button, `${pointer}/${index}`),
      ...twinProblems(buttons, index, pointer),
    ]),
    ...aloneProblems(buttons, pointer),
    ...(buttons.length > SHOWN_MAX
      ? [found("buttons_hidden", pointer, `Of ${buttons.length} buttons two are shown at once.`)]
      : []),
  ];
}

function countProblems(buttons: readonly TemplateButton[], pointer: string): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (buttons.length === 0 || buttons.length > BUTTONS_MAX) {
    const told = `${buttons.length} buttons, 1 to ${BUTTONS_MAX} are allowed.`;
    problems.push(found("button_count", pointer, told));
  }
  buttons.forEach(({ type }, index) => {
    const before = buttons.slice(0, index).filter((other) => other.type === type).length;
    if (type !== "QUICK_REPLY" && before === TYPE_MAX[type])
      problems.push(
        found(
          "button_type_count",
          `${pointer}/${index}`,
          `At most ${TYPE_MAX[type]} button(s) of type ${type} are allowed.`,
        ),
      );
  });
  return problems;
}

/** Quick replies stand together: QR QR URL may stand, QR URL QR may not. */
function orderProblems(buttons: readonly TemplateButton[], pointer: string): TemplateProblem[] {
  const types = buttons.map(({ type }) => type);
  const first = types.indexOf("QUICK_REPLY");
  const stray = types.findIndex(
    (type, i) => i > first && type === "QUICK_REPLY" && types[i - 1] !== "QUICK_REPLY",
  );
  return first === -1 || stray === -1
    ? []
    : [found("button_order", `${pointer}/${stray}`, "Other buttons stand between quick replies.")];
}

function twinProblems(
  buttons: readonly TemplateButton[],
  index: number,
  pointer: string,
): TemplateProblem[] {
  const text = buttons[index]?.text;
  const first = buttons.findIndex((other) => other.text === text);
  return text === undefined || first === index
    ? []
    : [found("button_twice", `${pointer}/${index}/text`, "Two buttons have the same text.")];
}

const aloneProblems = (buttons: readonly TemplateButton[], pointer: string): TemplateProblem[] => {
  const at = buttons.findIndex(({ type }) => ALONE.includes(type));
  return at === -1 || buttons.length === 1
    ? []
    : [found("button_alone", `${pointer}/${at}`, "This button takes no others beside it.")];
};
