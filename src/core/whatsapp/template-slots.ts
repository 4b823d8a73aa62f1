/**
 * What a send of a template must give, read from the components as Meta has them: of every kind, also of those that cannot be
 * drafted here. Source: Meta, "Template messages" and the pages of its kinds.
 */
import type { TemplateCategory } from "#core/template/states";
import { elements, member, textAt, textOf } from "#core/whatsapp/envelope-json";
import { metaComponents, type TemplateComponent } from "#core/whatsapp/template-components";

/** What a header takes. */
export type HeaderSlot =
  | { readonly kind: "none" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image" | "video" | "document" | "location" | "product" };

/** What a button takes, by Meta's word for it in a send; `nothing` for one that must not be given. */
export type ButtonSlot =
  | { readonly kind: "nothing" }
  /** `isCode`: the suffix is a one-time code. */
  | { readonly kind: "url"; readonly url: string; readonly isCode: boolean }
  | { readonly kind: "quick_reply" | "copy_code" | "flow" | "catalog" | "mpm" };

/** What a card of a carousel takes. */
export interface CardSlots {
  readonly header: HeaderSlot;
  /** The text with its variables; null without a body. */
  readonly body: string | null;
  readonly buttons: readonly ButtonSlot[];
}

/** What a template takes. */
export interface TemplateSlots extends CardSlots {
  /** The body is Meta's own and takes the code. */
  readonly isCode: boolean;
  /** Whether it ends at an instant that the send tells. */
  readonly hasOffer: boolean;
  /** Null without a carousel. */
  readonly cards: readonly CardSlots[] | null;
}

/** A template as far as its sends depend on it. */
export interface SlottedTemplate {
  readonly components: readonly TemplateComponent[];
  readonly category?: TemplateCategory;
}

/** The slots of a template. */
export function slotsOf({ components, category }: SlottedTemplate): TemplateSlots {
  const raw = metaComponents(components);
  const isCode = category === "AUTHENTICATION";
  const offer = member(find(raw, "LIMITED_TIME_OFFER"), "limited_time_offer");
  const carousel = find(raw, "CAROUSEL");
  return {
    ...cardSlots(raw, isCode),
    isCode,
    hasOffer: member(offer, "has_expiration") === true,
    cards:
      carousel === undefined
        ? null
        : elements(member(carousel, "cards")).map((card) =>
            cardSlots(elements(member(card, "components")), false),
          ),
  };
}

/** Longer than any text of a template. */
const TEXT_MAX = 4096;
const longText = (value: unknown, name: string): string | null =>
  textOf(member(value, name), TEXT_MAX);

const typeOf = (part: unknown): string => textAt(part, "type")?.toUpperCase() ?? "";

const find = (parts: readonly unknown[], type: string): unknown =>
  parts.find((part) => typeOf(part) === type);

const cardSlots = (parts: readonly unknown[], isCode: boolean): CardSlots => ({
  header: headerSlot(find(parts, "HEADER")),
  body: longText(find(parts, "BODY"), "text"),
  buttons: elements(member(find(parts, "BUTTONS"), "buttons")).map((button) =>
    buttonSlot(button, isCode),
  ),
});

const MEDIA = ["image", "video", "document", "location", "product"] as const;

function headerSlot(header: unknown): HeaderSlot {
  const format = textAt(header, "format")?.toLowerCase();
  if (format === "text") return { kind: "text", text: longText(header, "text") ?? "" };
  const kind = MEDIA.find((medium) => medium === format);
  return kind === undefined ? { kind: "none" } : { kind };
}

/** Buttons that take one and the same thing, whatever the template says of them. */
const SIMPLE: Readonly<Record<string, ButtonSlot>> = {
  QUICK_REPLY: { kind: "quick_reply" },
  COPY_CODE: { kind: "copy_code" },
  FLOW: { kind: "flow" },
  CATALOG: { kind: "catalog" },
  MPM: { kind: "mpm" },
  // Meta sends the code as if it were the suffix of a link.
  OTP: { kind: "url", url: "{{1}}", isCode: true },
};

function buttonSlot(button: unknown, isCode: boolean): ButtonSlot {
  const type = typeOf(button);
  const url = longText(button, "url") ?? "";
  if (type === "URL" && variablesIn(url).length > 0) return { kind: "url", url, isCode };
  return (Object.hasOwn(SIMPLE, type) ? SIMPLE[type] : undefined) ?? { kind: "nothing" };
}

/** A well-formed variable: a number, or a name. */
const VARIABLE = /\{\{\s*([1-9]\d?|[A-Za-z_]\w*)\s*\}\}/g;

/** The variables of a text, each once, in the order in which their values are given. */
export function variablesIn(text: string): readonly string[] {
  const names = [...new Set(Array.from(text.matchAll(VARIABLE), (match) => match[1] ?? ""))];
  return names.some(isName) ? names : names.toSorted((a, b) => Number(a) - Number(b));
}

/** Whether a variable is a name and no number. */
export const isName = (variable: string): boolean => !/^\d/.test(variable);

/** The text with its variables filled in; one without a value becomes "". */
export const fillIn = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replaceAll(VARIABLE, (_, name: string) => values.get(name) ?? "");

/** A parameter of a send as far as it can stand for a variable. */
export interface WordParameter {
  readonly parameter_name?: string | undefined;
  readonly text?: string | boolean | undefined;
  readonly currency?: { readonly fallback_value: string } | undefined;
  readonly date_time?: { readonly fallback_value: string } | undefined;
}

/** What a person reads in a parameter's place. */
export const wordsOf = ({ text, currency, date_time }: WordParameter): string =>
  String(text ?? currency?.fallback_value ?? date_time?.fallback_value ?? "");

/** The values of a text's variables: by their names, or else in their order. */
export function valuesOf(
  text: string,
  parameters: readonly WordParameter[],
): ReadonlyMap<string, string> {
  const variables = variablesIn(text);
  return new Map(
    parameters.flatMap((parameter, at) => {
      const variable = parameter.parameter_name ?? variables[at];
      return variable === undefined ? [] : [[variable, wordsOf(parameter)] as const];
    }),
  );
}
