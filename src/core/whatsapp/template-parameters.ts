/** The check of a message's `template` object against the template that it names, before Meta makes it. */
import { err, ok, type Result } from "#core/result";
import {
  TemplateContent,
  type TemplateComponentContent,
  type TemplateParameter,
} from "#core/whatsapp/outgoing/template";
import { buttonsFaults } from "#core/whatsapp/template-buttons";
import { complaintAbout, fault, type ParameterFault } from "#core/whatsapp/template-fault";
import {
  fillIn,
  isName,
  slotsOf,
  valuesOf,
  variablesIn,
  wordsOf,
  type CardSlots,
  type HeaderSlot,
  type SlottedTemplate,
  type TemplateSlots,
} from "#core/whatsapp/template-slots";
import { BODY_LENGTH_MAX, HEADER_LENGTH_MAX, lengthOf } from "#core/whatsapp/template-text";

const CODE_LENGTH_MAX = 15;

/**
 * Check the `template` object of a message: what the template has slots for, as much of it, of the type that it takes, and
 * nothing else.
 */
export function checkTemplateParameters(
  template: SlottedTemplate,
  content: unknown,
): Result<void, readonly ParameterFault[]> {
  const parsed = TemplateContent.safeParse(content);
  if (!parsed.success)
    return err(
      parsed.error.issues.map((issue) =>
        fault(
          issue.path.map((part) => `/${String(part)}`).join(""),
          "template_shape",
          issue.message,
        ),
      ),
    );
  const given = parsed.data.components ?? [];
  const slots = slotsOf(template);
  const faults = [
    ...partsFaults(slots, given, "/components"),
    ...onceFaults(given, "limited_time_offer", { needs: slots.hasOffer ? 1 : 0 }, "/components"),
    ...onceFaults(given, "carousel", { needs: slots.cards?.length ?? 0 }, "/components"),
    ...given.flatMap((component, i) => specialFaults(slots, component, `/components/${i}`)),
  ];
  return faults.length === 0 ? ok(undefined) : err(faults);
}

/** Header, body and buttons: of a template, or of one card. `at` leads to the list of components. */
function partsFaults(
  slots: CardSlots & { readonly isCode?: boolean },
  given: readonly TemplateComponentContent[],
  at: string,
): ParameterFault[] {
  const text = slots.isCode === true ? "{{1}}" : (slots.body ?? "");
  return [
    ...given.flatMap((component, i) => {
      const type = component.type.toLowerCase();
      const pointer = `${at}/${i}`;
      if (type === "header") return headerFaults(slots.header, component, pointer);
      if (type !== "body") return [];
      const max = slots.isCode === true ? CODE_LENGTH_MAX : BODY_LENGTH_MAX;
      return textFaults({ part: "body", text, max }, component, pointer);
    }),
    ...onceFaults(given, "header", { needs: neededBy(slots.header) }, at),
    ...onceFaults(given, "body", { needs: variablesIn(text).length }, at),
    ...buttonsFaults(slots.buttons, given, at),
  ];
}

const neededBy = (header: HeaderSlot): number => {
  if (header.kind === "none") return 0;
  return header.kind === "text" ? variablesIn(header.text).length : 1;
};

/** A component that needs something must be there, and none may be there twice. */
function onceFaults(
  given: readonly TemplateComponentContent[],
  type: string,
  { needs }: { readonly needs: number },
  at: string,
): ParameterFault[] {
  const times = given.filter((component) => component.type.toLowerCase() === type).length;
  if (times > 1) return [fault(at, "component_twice", `The ${type} is given twice.`)];
  if (needs === 0 || times === 1) return [];
  const message = `The ${type} needs ${needs} parameter(s), and the component is missing.`;
  return [fault(at, "parameter_count", message)];
}

function headerFaults(
  header: HeaderSlot,
  component: TemplateComponentContent,
  pointer: string,
): ParameterFault[] {
  if (header.kind === "text" || header.kind === "none") {
    const text = header.kind === "text" ? header.text : "";
    return textFaults({ part: "header", text, max: HEADER_LENGTH_MAX }, component, pointer);
  }
  const [parameter, other] = component.parameters ?? [];
  const here = `${pointer}/parameters`;
  if (parameter === undefined || other !== undefined)
    return [fault(here, "parameter_count", `The header takes one ${header.kind}.`)];
  return parameter.type.toLowerCase() === header.kind && parameter[header.kind] !== undefined
    ? []
    : [fault(`${here}/0`, "parameter_type", `The header takes a ${header.kind}.`)];
}

interface TextPart {
  readonly part: "header" | "body";
  readonly text: string;
  /** How long it may be with its values. */
  readonly max: number;
}

function textFaults(
  { part, text, max }: TextPart,
  component: TemplateComponentContent,
  pointer: string,
): ParameterFault[] {
  const parameters = component.parameters ?? [];
  const variables = variablesIn(text);
  const here = `${pointer}/parameters`;
  if (parameters.length !== variables.length) {
    const message = `The ${part} takes ${variables.length} parameter(s), ${parameters.length} given.`;
    return [fault(here, "parameter_count", message)];
  }
  const faults = [
    ...parameters.flatMap((parameter, i) => wordFaults(part, parameter, `${here}/${i}`)),
    ...nameFaults(variables, parameters, here),
  ];
  const length = lengthOf(fillIn(text, valuesOf(text, parameters)));
  if (faults.length > 0 || length <= max || variables.length === 0) return faults;
  const message = `The ${part} has ${length} characters with these values, at most ${max}.`;
  return [fault(here, "parameter_length", message)];
}

/** Types that stand for a variable; a header takes text alone. */
const WORDS = { header: ["text"], body: ["text", "currency", "date_time"] };

function wordFaults(
  part: TextPart["part"],
  parameter: TemplateParameter,
  pointer: string,
): ParameterFault[] {
  const { type } = parameter;
  const isWord = WORDS[part].includes(type) && Object.hasOwn(parameter, type);
  if (!isWord || typeof parameter.text === "boolean")
    return [
      fault(pointer, "parameter_type", `Must be a parameter of type ${WORDS[part].join(", ")}.`),
    ];
  const complaint = complaintAbout(wordsOf(parameter));
  return complaint === undefined ? [] : [fault(`${pointer}/${type}`, "parameter_text", complaint)];
}

/** Named variables are given by their names, each once; numbered ones in their order, without a name. */
function nameFaults(
  variables: readonly string[],
  parameters: readonly TemplateParameter[],
  here: string,
): ParameterFault[] {
  const names = parameters.map(({ parameter_name: name }) => name);
  if (!variables.some(isName))
    return names.flatMap((name, i) =>
      name === undefined || name === variables[i]
        ? []
        : [fault(`${here}/${i}/parameter_name`, "parameter_name", "The variables have no names.")],
    );
  return names.flatMap((name, i) =>
    name !== undefined && variables.includes(name) && names.indexOf(name) === i
      ? []
      : [
          fault(
            `${here}/${i}/parameter_name`,
            "parameter_name",
            `Each of ${variables.join(", ")} is named once.`,
          ),
        ],
  );
}

/** What only a template as a whole has: an offer that ends, and cards. */
function specialFaults(
  slots: TemplateSlots,
  component: TemplateComponentContent,
  pointer: string,
): ParameterFault[] {
  const type = component.type.toLowerCase();
  if (type === "limited_time_offer") return offerFaults(slots, component, pointer);
  if (type === "carousel") return cardsFaults(slots.cards, component, pointer);
  return [];
}

function offerFaults(
  { hasOffer }: TemplateSlots,
  { parameters = [] }: TemplateComponentContent,
  pointer: string,
): ParameterFault[] {
  if (!hasOffer)
    return [fault(`${pointer}/type`, "component_unknown", "The template's offer has no end.")];
  const [parameter, other] = parameters;
  return other === undefined &&
    parameter?.type === "limited_time_offer" &&
    parameter.limited_time_offer !== undefined
    ? []
    : [fault(`${pointer}/parameters`, "parameter_type", "One limited_time_offer is expected.")];
}

function cardsFaults(
  cards: TemplateSlots["cards"],
  component: TemplateComponentContent,
  pointer: string,
): ParameterFault[] {
  if (cards === null)
    return [fault(`${pointer}/type`, "component_unknown", "The template has no carousel.")];
  const given = component.cards ?? [];
  if (given.length !== cards.length) {
    const message = `The template has ${cards.length} cards, ${given.length} given.`;
    return [fault(`${pointer}/cards`, "parameter_count", message)];
  }
  return given.flatMap((card, i) => {
    const here = `${pointer}/cards/${i}`;
    const slots = cards[i];
    if (card.card_index !== i || slots === undefined)
      return [fault(`${here}/card_index`, "card_index", "The cards count up from 0.")];
    const nested = card.components.flatMap(({ type }, c) =>
      ["limited_time_offer", "carousel"].includes(type.toLowerCase())
        ? [fault(`${here}/components/${c}/type`, "component_unknown", "No card takes this.")]
        : [],
    );
    return [...nested, ...partsFaults(slots, card.components, `${here}/components`)];
  });
}
