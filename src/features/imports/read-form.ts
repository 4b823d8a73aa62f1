import { fieldError } from "#core/errors";
import { ImportForm } from "#features/imports/schemas";
import { readJsonObject } from "#platform/http/json-guard";
import { rejectInvalid } from "#platform/http/reject-invalid";

/** Fields of the form that hold JSON. */
const JSON_FIELDS = new Set(["mapping", "consent", "tags"]);

/**
 * The fields of an import's form, which are texts, as the schema wants them.
 *
 * @throws AppError `invalid_request`, and what a JSON body is refused for, that names the field.
 */
export function readForm(fields: ReadonlyMap<string, string>): ImportForm {
  const given = Object.fromEntries(
    [...fields].map(([name, text]) => [name, JSON_FIELDS.has(name) ? parsed(name, text) : text]),
  );
  const result = ImportForm.safeParse({ ...given, ...flag(fields.get("dry_run")) });
  rejectInvalid({ ...result, target: "json" });
  if (!result.success) throw new Error("a schema that refuses tells why");
  return result.data;
}

/** Anything but the two words is left to the schema, which refuses a text. */
function flag(text: string | undefined): { readonly dry_run?: boolean } {
  return text === "true" || text === "false" ? { dry_run: text === "true" } : {};
}

/** Guarded as a body is, so that a fault points into the field. */
function parsed(name: string, text: string): unknown {
  const { value } = readJsonObject(new TextEncoder().encode(`{"${name}":${text}}`));
  if (Object.keys(value).length === 1) return value[name];
  throw fieldError("invalid_request", `/${name}`, "The field must hold JSON.");
}
