const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);
const KEY = /^[\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,63}$/u;

/** What is wrong with the name of a contact's own field, or null. */
export function fieldKeyFault(
  key: string,
): { readonly code: "forbidden_key" | "invalid_key"; readonly message: string } | null {
  if (FORBIDDEN.has(key)) return { code: "forbidden_key", message: "This key is not allowed." };
  return KEY.test(key)
    ? null
    : {
        code: "invalid_key",
        message:
          "A key begins with a letter, digit or _, goes on with these, spaces, points and hyphens, and has at most 64 characters.",
      };
}
