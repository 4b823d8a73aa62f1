/** What a quick reply may say of where it is sent, and how it looks with an example. */
export const REPLY_VARIABLES = [
  "contact.name",
  "contact.first_name",
  "contact.phone",
  "agent.name",
  "number.name",
] as const;
export type ReplyVariable = (typeof REPLY_VARIABLES)[number];

const MARK = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g;

/** The text with examples in the place of its variables; one without an example shows what stands behind its bar. */
export const withExamples = (text: string, examples: Readonly<Record<string, string>>): string =>
  text.replaceAll(
    MARK,
    (_mark, name: string, otherwise: string | undefined) =>
      (Object.hasOwn(examples, name.trim()) ? examples[name.trim()] : otherwise?.trim()) ?? "",
  );
