/** The value that a JSON pointer (RFC 6901) leads to; undefined when there is none. */
export function valueAt(json: unknown, pointer: string): unknown {
  if (pointer === "") return json;
  let value = json;
  for (const part of pointer.slice(1).split("/")) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name))
      return undefined;
    // Safe: the line above has found the member.
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

const TEXT_MAX = 4096;

/** A value as a variable keeps it: a short text, a number or yes and no as text; null for everything else. */
export function asText(value: unknown): string | null {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? value.slice(0, TEXT_MAX) : null;
}
