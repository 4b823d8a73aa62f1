/** Texts with variables: `{{name}}`, or `{{name|what to say when there is none}}`. */

const PLACE = /\{\{\s*([a-z][a-z0-9_.]{0,79})\s*(?:\|([^{}]*))?\}\}/gi;

/** What names the values that are always there, and how those of a contact's own fields begin. */
export const CONTACT_NAMES = ["contact.name", "contact.phone", "contact.language"] as const;
export const MESSAGE_NAMES = ["message.text"] as const;
const FIELD = /^fields\.[a-z][a-z0-9_]{0,63}$/;

/** Whether a name needs nothing of a run to have a value, or none. */
export const isGivenName = (name: string): boolean =>
  [...CONTACT_NAMES, ...MESSAGE_NAMES].some((known) => known === name) || FIELD.test(name);

/** The names that a text asks for and that it has no word in the place of. */
export const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(PLACE)].flatMap(([, name = "", instead]) =>
    instead === undefined ? [name] : [],
  );

/** Put values into a text. A name without a value becomes what the text says in its place, else nothing. */
export const render = (text: string, valueOf: (name: string) => string | null): string =>
  text.replace(
    PLACE,
    (_, name: string, instead?: string) => valueOf(name) ?? instead?.trim() ?? "",
  );
