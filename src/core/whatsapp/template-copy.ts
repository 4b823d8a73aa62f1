/** What a template says, as Meta's webhook tells it: other names than those of the components, and no examples. */
import { elements, isRecord, member, textAt, textOf } from "#core/whatsapp/envelope-json";
import {
  metaComponents,
  parseComponents,
  type TemplateComponent,
} from "#core/whatsapp/template-components";

/** What the webhook does not speak of is null. */
export interface TemplateCopy {
  readonly header: string | null;
  readonly body: string | null;
  readonly footer: string | null;
  /** In the shape of a component's buttons. */
  readonly buttons: readonly Readonly<Record<string, unknown>>[] | null;
}

/** Longer than any text of a template. */
const TEXT_MAX = 4096;

/** Null when the webhook says nothing of the kind. */
export function readTemplateCopy(value: unknown): TemplateCopy | null {
  const text = (name: string) => textOf(member(value, name), TEXT_MAX);
  const buttons = member(value, "message_template_buttons");
  const copy: TemplateCopy = {
    header: text("message_template_title"),
    body: text("message_template_element"),
    footer: text("message_template_footer"),
    buttons: Array.isArray(buttons) ? elements(buttons).filter(isRecord).map(readButton) : null,
  };
  return Object.values(copy).some((part) => part !== null) ? copy : null;
}

const readButton = (button: unknown): Readonly<Record<string, unknown>> => {
  const said = (name: string) =>
    textOf(member(button, `message_template_button_${name}`), TEXT_MAX);
  const parts = ["text", "url", "phone_number"].map((name) => [name, said(name)] as const);
  return {
    type: said("type")?.toUpperCase() ?? "UNKNOWN",
    ...Object.fromEntries(parts.filter(([, text]) => text !== null)),
  };
};

const ORDER = ["HEADER", "BODY", "FOOTER", "BUTTONS"] as const;
type Kind = (typeof ORDER)[number];
type Raw = Readonly<Record<string, unknown>>;

/** The components after Meta has told what they say. Examples, which Meta does not tell, stay; so does what it does not speak of. */
export function refreshComponents(
  components: readonly TemplateComponent[],
  copy: TemplateCopy,
): readonly TemplateComponent[] {
  const told: readonly Raw[] = metaComponents(components);
  const parts: readonly (readonly [Kind, (before: Raw) => Raw | null])[] = [
    ["HEADER", (before) => headerOf(before, copy.header)],
    ["BODY", (before) => (copy.body === null ? null : { ...before, text: copy.body })],
    ["FOOTER", (before) => (copy.footer === null ? null : { ...before, text: copy.footer })],
    ["BUTTONS", (before) => buttonsOf(before, copy.buttons)],
  ];
  const after = parts.reduce((all, [kind, change]) => put(all, kind, change), told);
  return parseComponents(after.filter((component) => !hasNoButton(component)));
}

const hasNoButton = (component: Raw): boolean =>
  kindOf(component) === "BUTTONS" && elements(member(component, "buttons")).length === 0;

const kindOf = (component: Raw): string => textAt(component, "type")?.toUpperCase() ?? "";
const rankOf = (component: Raw): number => {
  const rank = ORDER.findIndex((kind) => kind === kindOf(component));
  return rank === -1 ? ORDER.length : rank;
};

/** Replace the component of a kind, or put it where Meta has one. */
function put(all: readonly Raw[], kind: Kind, after: (before: Raw) => Raw | null): readonly Raw[] {
  const at = all.findIndex((component) => kindOf(component) === kind);
  const next = after(all[at] ?? { type: kind });
  if (next === null) return all;
  if (at !== -1) return all.with(at, next);
  const before = all.filter((component) => rankOf(component) < rankOf(next));
  return [...before, next, ...all.filter((component) => !before.includes(component))];
}

/** Only a header of text is told: one of another kind has become one. */
function headerOf(before: Raw, text: string | null): Raw | null {
  if (text === null) return null;
  const isText = textAt(before, "format")?.toUpperCase() === "TEXT";
  return isText ? { ...before, text } : { type: "HEADER", format: "TEXT", text };
}

/** A button that stays of its kind in its place keeps what is not told of it. */
function buttonsOf(before: Raw, buttons: TemplateCopy["buttons"]): Raw | null {
  if (buttons === null) return null;
  const old = elements(member(before, "buttons"));
  const merged = buttons.map((button, i) => {
    const known = old[i];
    return isRecord(known) && kindOf(known) === kindOf(button) ? { ...known, ...button } : button;
  });
  return { ...before, buttons: merged };
}
