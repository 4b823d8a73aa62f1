import { graphError } from "#sandbox/graph-errors";
import type { JsonObject, Refusal } from "#sandbox/result";

/** The envelope of a refusal with its HTTP status. Source: Meta, "Handle errors" and "Error codes". */
export function refusalAnswer(refusal: Refusal, traceId: string): Response {
  const kind = graphError(refusal.code);
  return Response.json(
    {
      error: {
        message: `(#${refusal.code}) ${kind.title}`,
        type: "OAuthException",
        code: refusal.code,
        error_data: { messaging_product: "whatsapp", details: refusal.details },
        ...(refusal.subcode === undefined ? {} : { error_subcode: refusal.subcode }),
        is_transient: kind.isTransient,
        ...(refusal.userTitle === undefined
          ? {}
          : { error_user_title: refusal.userTitle, error_user_msg: refusal.userMessage }),
        fbtrace_id: traceId,
      },
    },
    { status: kind.http },
  );
}

/** The object does not exist, or the token may not see it: Graph does not tell which. */
export const unknownObject = (method: string, id: string, traceId: string): Response =>
  graphMethodError(
    `Unsupported ${method.toLowerCase()} request. No object ${id} exists, or the token may not see it.`,
    { code: 100, error_subcode: 33 },
    traceId,
  );

export const unknownPath = (path: string, traceId: string): Response =>
  graphMethodError(`Unknown path components: ${path}`, { code: 2500 }, traceId);

const graphMethodError = (message: string, codes: JsonObject, traceId: string): Response =>
  Response.json(
    { error: { message, type: "GraphMethodException", ...codes, fbtrace_id: traceId } },
    { status: 400 },
  );

/**
 * Only the members that `fields` asks for, and always the id.
 *
 * @returns The name of a field that the object does not have, or the picked object.
 */
export function pickFields(
  object: JsonObject,
  fields: string | undefined,
  defaults: readonly string[],
): { readonly unknown: string } | { readonly picked: JsonObject } {
  // `field{sub}` and `field.limit(1)` ask for a field as well.
  const asked = fields?.split(/,(?![^{]*\})/).map((field) => field.trim().split(/[{.]/)[0] ?? "");
  const wanted = (asked ?? defaults).filter((field) => field !== "");
  const unknown = wanted.find((field) => !Object.hasOwn(object, field));
  if (unknown !== undefined) return { unknown };
  return {
    picked: Object.fromEntries(
      [...new Set([...wanted, "id"])].map((field) => [field, object[field]]),
    ),
  };
}
