import { PROBLEMS, type ProblemCode } from "#core/errors";
import { exampleOf, type Exampled } from "#platform/http/example-of";
import { guardCodes } from "#platform/http/guard-codes";
import { describeCode } from "#platform/http/problem-schema";

/** What an operation answers with one status. */
export interface DocumentedResponse {
  readonly $ref?: string;
  description?: string;
  headers?: object;
  content?: Readonly<Record<string, DocumentedMedia>>;
  "x-codes"?: readonly ProblemCode[];
}

interface DocumentedMedia {
  readonly schema: Exampled;
  example?: unknown;
}

/** An operation of the document, as far as it is completed here. */
export interface DocumentedOperation {
  readonly security?: readonly object[];
  readonly requestBody?: { readonly content: Readonly<Record<string, DocumentedMedia>> };
  parameters?: object[];
  responses: Record<string, DocumentedResponse>;
}

const KEY_DESCRIPTION = "1 to 255 visible ASCII characters that name this act.";
const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  description: KEY_DESCRIPTION,
  schema: {
    type: "string",
    minLength: 1,
    maxLength: 255,
    description: KEY_DESCRIPTION,
    example: "order-7731-confirmation",
  },
};

const KNOWN_DESCRIPTION =
  "The `ETag` of what you have: if it is the same still, the answer is 304.";
const IF_NONE_MATCH = {
  name: "If-None-Match",
  in: "header",
  description: KNOWN_DESCRIPTION,
  schema: { type: "string", description: KNOWN_DESCRIPTION, example: '"7.9f86d081884c7d65"' },
};

const RATE_LIMIT_HEADERS = {
  "Retry-After": {
    description: "How long to wait, in seconds.",
    schema: { type: "integer", example: 60 },
  },
  RateLimit: {
    description: "Calls that remain (`r`) and the seconds until the limit begins anew (`t`).",
    schema: { type: "string", example: '"api";r=0;t=60' },
  },
  "RateLimit-Policy": {
    description: "Calls (`q`) that are allowed in a period of so many seconds (`w`).",
    schema: { type: "string", example: '"api";q=600;w=60' },
  },
};

/** Say of an operation what is the same everywhere, so that no route has to: guards, idempotency, examples. */
export function completeOperation(
  operation: DocumentedOperation,
  where: { readonly method: string; readonly path: string },
  named: Readonly<Record<string, Exampled>>,
): void {
  const isSecured = (operation.security?.length ?? 0) > 0;
  const takesBody = operation.requestBody !== undefined;
  addGuards(operation, guardCodes({ ...where, isSecured, takesBody }));
  addIdempotencyKey(operation);
  if (where.method.toLowerCase() === "get") addNotModified(operation);
  for (const media of mediaOf(operation)) media.example = exampleOf(media.schema, named);
}

/** Whoever can answer that the key is a bad one takes a key: `idempotent` for most, `register` for itself. */
function addIdempotencyKey(operation: DocumentedOperation): void {
  const codes = operation.responses["400"]?.["x-codes"] ?? [];
  if (!codes.includes("invalid_idempotency_key")) return;
  operation.parameters = [
    ...(operation.parameters ?? []),
    { ...IDEMPOTENCY_KEY, required: codes.includes("idempotency_key_required") },
  ];
}

/** Whoever tells an entity tag answers a read that knows it already: `notModified`. */
function addNotModified(operation: DocumentedOperation): void {
  const headers = operation.responses["200"]?.headers;
  if (headers === undefined || !("ETag" in headers)) return;
  operation.parameters = [...(operation.parameters ?? []), IF_NONE_MATCH];
  operation.responses["304"] = {
    description: "It has not changed: the `ETag` is the one that was sent",
    headers,
  };
}

/** What is asked, and what is answered when all goes well. */
function mediaOf({ requestBody, responses }: DocumentedOperation): readonly DocumentedMedia[] {
  const answers = Object.entries(responses).filter(([status]) => status.startsWith("2"));
  return [requestBody, ...answers.map(([, answer]) => answer)].flatMap((part) =>
    Object.values(part?.content ?? {}),
  );
}

function addGuards(operation: DocumentedOperation, guards: readonly ProblemCode[]): void {
  const { responses } = operation;
  for (const [status, codes] of Map.groupBy(guards, (code) => PROBLEMS[code].status)) {
    const own = responses[status]?.["x-codes"] ?? [];
    const guarded = codes.filter((code) => !own.includes(code));
    responses[status] = {
      description: describeCodes(own, guarded),
      ...(status === 429 ? { headers: RATE_LIMIT_HEADERS } : {}),
      content: { "application/problem+json": { schema: PROBLEM } },
      "x-codes": [...own, ...guarded],
    };
  }
}

/** The route's own codes with their meaning; beside them those of the guards only by name. */
function describeCodes(own: readonly ProblemCode[], guarded: readonly ProblemCode[]): string {
  if (own.length === 0) return guarded.map(describeCode).join("; ");
  const named = guarded.map((code) => `\`${code}\``).join(", ");
  return [...own.map(describeCode), ...(named === "" ? [] : [`as any such call: ${named}`])].join(
    "; ",
  );
}

const PROBLEM: Exampled = { $ref: "#/components/schemas/Problem" };
