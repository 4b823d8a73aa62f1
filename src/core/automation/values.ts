import { holds, type ParsedCondition } from "#core/automation/condition";
import { render } from "#core/automation/render";
import type { EngineContact, Run, World } from "#core/automation/run-state";

/** What a turn knows: its run, the world, and the contact as the turn has changed it. */
export interface Known {
  readonly run: Pick<Run, "variables">;
  readonly world: Omit<World, "contact">;
  readonly contact: EngineContact;
}

/** The value of a name in a text; null: there is none. */
export function valueOf({ run, world, contact }: Known, name: string): string | null {
  if (name.startsWith("fields.")) return textOf(contact.fields[name.slice("fields.".length)]);
  if (name === "contact.name") return contact.name;
  if (name === "contact.phone") return contact.phone;
  if (name === "contact.language") return contact.language;
  if (name === "message.text") return world.message?.text ?? null;
  return Object.hasOwn(run.variables, name) ? (run.variables[name] ?? null) : null;
}

/** A text with its variables filled. */
export const fill = (known: Known, text: string): string =>
  render(text, (name) => valueOf(known, name));

/** A text whose values are put in as `encode` spells them. */
export const fillWith = (known: Known, text: string, encode: (value: string) => string): string =>
  render(text, (name) => {
    const value = valueOf(known, name);
    return value === null ? null : encode(value);
  });

/** Whether a condition holds, by what is known. */
export const isMet = (known: Known, condition: ParsedCondition): boolean =>
  holds(condition, {
    contact: known.contact,
    valueOf: (source) => (SOURCES[source] ?? variable(source))(known),
  });

type Source = (known: Known) => string | null;

const variable = (source: string): Source => {
  const name = source.replace(/^var\./, "");
  return (known) => valueOf(known, name);
};

const SOURCES: Readonly<Record<string, Source>> = {
  "message.type": ({ world }) => world.message?.type ?? null,
  "message.button_id": ({ world }) => world.message?.buttonId ?? null,
  name: ({ contact }) => contact.name,
  phone: ({ contact }) => contact.phone,
  language: ({ contact }) => contact.language,
  external_id: ({ contact }) => contact.externalId,
  "conversation.status": ({ world }) => world.conversationStatus,
  business_hours: ({ world }) => (world.isOpen ? "open" : "closed"),
};

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}
