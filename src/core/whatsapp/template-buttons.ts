/** Whether the buttons of a `template` object fit those of the template. */
import type { TemplateComponentContent, TemplateParameter } from "#core/whatsapp/outgoing/template";
import { complaintAbout, fault, type ParameterFault } from "#core/whatsapp/template-fault";
import type { ButtonSlot } from "#core/whatsapp/template-slots";
import { lengthOf } from "#core/whatsapp/template-text";

const PAYLOAD_LENGTH_MAX = 256;
const CODE_LENGTH_MAX = 15;
/** Meta's pages say 15 and 20. */
const COUPON_LENGTH_MAX = 20;
const URL_LENGTH_MAX = 2000;

/** Buttons without which Meta refuses a send. */
const REQUIRED: readonly ButtonSlot["kind"][] = ["url", "copy_code", "flow", "mpm"];

/** The faults of all buttons that are given, and of those that are missing. `at` leads to the list of components. */
export function buttonsFaults(
  slots: readonly ButtonSlot[],
  given: readonly TemplateComponentContent[],
  at: string,
): ParameterFault[] {
  const buttons = given.flatMap((component, i) =>
    component.type.toLowerCase() === "button" ? [{ component, pointer: `${at}/${i}` }] : [],
  );
  const places = buttons.map(({ component }) => Number(component.index));
  const missing = slots.flatMap((slot, place) =>
    REQUIRED.includes(slot.kind) && !places.includes(place)
      ? [fault(at, "parameter_count", `The button ${place} needs a ${slot.kind} parameter.`)]
      : [],
  );
  const faults = buttons.flatMap(({ component, pointer }, i) =>
    places.indexOf(places[i] ?? NaN) < i && !Number.isNaN(places[i])
      ? [fault(`${pointer}/index`, "component_twice", "The button is given twice.")]
      : buttonFaults(slots, component, pointer),
  );
  return [...faults, ...missing];
}

function buttonFaults(
  slots: readonly ButtonSlot[],
  component: TemplateComponentContent,
  pointer: string,
): ParameterFault[] {
  const slot = slots[Number(component.index)];
  if (slot === undefined)
    return [fault(`${pointer}/index`, "button_index", "The template has no button here.")];
  if (slot.kind === "nothing")
    return [fault(pointer, "component_unknown", "The button here takes no parameter.")];
  if (component.sub_type?.toLowerCase() !== slot.kind)
    return [
      fault(`${pointer}/sub_type`, "component_unknown", `The button here is a ${slot.kind}.`),
    ];
  return parameterFaults(slot, component.parameters ?? [], `${pointer}/parameters`);
}

/** A button takes one parameter; that of a catalog may be left out. */
function parameterFaults(
  slot: Slot,
  [parameter, other]: readonly TemplateParameter[],
  here: string,
): ParameterFault[] {
  if (parameter === undefined && slot.kind === "catalog") return [];
  if (parameter === undefined || other !== undefined)
    return [fault(here, "parameter_count", "The button takes one parameter.")];
  if (slot.kind === "url") return suffixFaults(slot, parameter, here);
  const { fits, told } = SIMPLE[slot.kind];
  return fits(parameter) ? [] : [fault(here, "parameter_type", told)];
}

type Slot = Exclude<ButtonSlot, { kind: "nothing" }>;

const isAction = ({ type, action }: TemplateParameter): boolean =>
  type === "action" && action !== undefined;
const ACTION = { fits: isAction, told: "A parameter of type action is expected." };

/** What fits the buttons whose template says no more of it. */
const SIMPLE: Readonly<
  Record<
    Exclude<Slot["kind"], "url">,
    { readonly fits: (parameter: TemplateParameter) => boolean; readonly told: string }
  >
> = {
  quick_reply: {
    fits: isPayload,
    told: `One payload of 1 to ${PAYLOAD_LENGTH_MAX} characters is expected.`,
  },
  copy_code: {
    fits: ({ type, coupon_code: coupon }) =>
      type === "coupon_code" && isUpTo(coupon, COUPON_LENGTH_MAX),
    told: `A coupon_code of 1 to ${COUPON_LENGTH_MAX} characters is expected.`,
  },
  flow: ACTION,
  catalog: ACTION,
  mpm: {
    fits: (parameter) => isAction(parameter) && parameter.action?.sections !== undefined,
    told: "A parameter of type action with sections of products is expected.",
  },
};

function isUpTo(text: string | undefined, max: number): boolean {
  return text !== undefined && text.trim() !== "" && lengthOf(text) <= max;
}

/** One of Meta's own examples answers with `text`, also true and false. */
function isPayload({ type, payload, text }: TemplateParameter): boolean {
  if (type === "payload") return isUpTo(payload, PAYLOAD_LENGTH_MAX);
  return type === "text" && text !== undefined && isUpTo(String(text), PAYLOAD_LENGTH_MAX);
}

function suffixFaults(
  { url, isCode }: Extract<ButtonSlot, { kind: "url" }>,
  { type, text }: TemplateParameter,
  here: string,
): ParameterFault[] {
  if (type !== "text" || typeof text !== "string")
    return [fault(here, "parameter_type", "A parameter of type text is expected.")];
  const complaint = complaintAbout(text);
  if (complaint !== undefined) return [fault(`${here}/0/text`, "parameter_text", complaint)];
  const max = isCode ? CODE_LENGTH_MAX : URL_LENGTH_MAX - lengthOf(url);
  return lengthOf(text) <= max
    ? []
    : [fault(`${here}/0/text`, "parameter_length", `At most ${max} characters.`)];
}
