/** What an answer that is written often may take from where it is sent. */
export interface ReplyValues {
  readonly contact: {
    readonly name: string | null;
    readonly phone: string | null;
    readonly language: string | null;
    readonly fields: Readonly<Record<string, unknown>>;
  };
  /** Who answers; null when no person does. */
  readonly agent: { readonly name: string | null };
  readonly number: { readonly name: string };
}

/** `{{contact.name|there}}`: what is taken, and what stands there when it has nothing. */
const MARK = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g;
const FIELD = /^contact\.fields\.([A-Za-z0-9_-]{1,64})$/;

const KNOWN: Readonly<Record<string, (values: ReplyValues) => string | null>> = {
  "contact.name": ({ contact }) => contact.name,
  "contact.first_name": ({ contact }) => contact.name?.trim().split(/\s+/u)[0] ?? null,
  "contact.phone": ({ contact }) => contact.phone,
  "contact.language": ({ contact }) => contact.language,
  "agent.name": ({ agent }) => agent.name,
  "number.name": ({ number }) => number.name,
};

/** The first variable of a text that nothing can fill; null when there is none. */
export function unknownVariable(text: string): string | null {
  for (const [, name = ""] of text.matchAll(MARK)) {
    const wanted = name.trim();
    if (!Object.hasOwn(KNOWN, wanted) && !FIELD.test(wanted)) return wanted;
  }
  return null;
}

/** A text with its variables filled in, each once: what a value holds is never read as a variable. */
export const renderReply = (text: string, values: ReplyValues): string =>
  text.replaceAll(MARK, (_mark, name: string, fallback: string | undefined) => {
    const value = valueOf(name.trim(), values);
    return value === null || value.trim() === "" ? (fallback ?? "").trim() : value;
  });

function valueOf(name: string, values: ReplyValues): string | null {
  const key = FIELD.exec(name)?.[1];
  if (key === undefined) return Object.hasOwn(KNOWN, name) ? (KNOWN[name]?.(values) ?? null) : null;
  const value = Object.hasOwn(values.contact.fields, key) ? values.contact.fields[key] : null;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : null;
}
