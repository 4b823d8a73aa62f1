/** Why Graph refuses: a row of the error table, what exactly was wrong, and for templates what to show to a person. */
export interface Refusal {
  readonly code: number;
  readonly details: string;
  readonly subcode?: number;
  readonly userTitle?: string;
  readonly userMessage?: string;
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export const accept = <T>(value: T): Checked<T> => ({ ok: true, value });
export const refuse = (code: number, details: string): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { code, details },
});

export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object (and neither null nor an array). */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value as a list of objects; whatever is not one becomes an empty object, so that a missing member is reported. */
export const objectsOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.map((item: unknown) => (isObject(item) ? item : {})) : [];

/** A non-empty text, or undefined. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value.length > 0 ? value : undefined;

/** Length in code points: how Meta counts most limits. */
export const lengthOf = (text: string): number => Array.from(text).length;
