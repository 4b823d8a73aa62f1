// Writes the types of the API from its OpenAPI document. It stands here because the generator brings a TypeScript of its own.
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const HEAD =
  "// Generated from /openapi.json by `npm run client`: change the contract, not this file.\n";

/** @returns The text of `src/api.ts`, for a document as /openapi.json serves it. */
export async function apiTypes(document) {
  const nodes = await openapiTS(withoutBallast(document), {
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    silent: true,
    transform: ({ format }) =>
      format === "binary" ? ts.factory.createTypeReferenceNode("Blob") : undefined,
  });
  return HEAD + shorter(astToString(nodes));
}

/** Without what no type tells: whole examples, refusals, which are all one `Problem`, and bodies that are no JSON beside JSON. */
function withoutBallast({ webhooks: _none, ...document }) {
  const copy = structuredClone(document);
  const operations = Object.values(copy.paths).flatMap((item) => Object.values(item));
  for (const operation of operations) {
    keepOne(operation.requestBody?.content);
    // The client makes one where the caller does not.
    for (const parameter of operation.parameters ?? [])
      if (parameter.name === "Idempotency-Key") parameter.required = false;
    operation.responses = Object.fromEntries(
      Object.entries(operation.responses).filter(([status]) => status.startsWith("2")),
    );
    for (const { content } of Object.values(operation.responses)) keepOne(content);
  }
  delete copy.components.responses;
  forgetExamples(copy);
  return copy;
}

/** Of several kinds of a body JSON, or else the first. */
function keepOne(content = {}) {
  const kinds = Object.keys(content);
  const kept = kinds.find((kind) => kind === "application/json") ?? kinds[0];
  for (const kind of kinds) if (kind !== kept) delete content[kind];
}

function forgetExamples(node) {
  if (typeof node !== "object" || node === null) return;
  if (typeof node.example === "object") delete node.example;
  for (const inner of Object.values(node)) forgetExamples(inner);
}

/** Without the methods that a path does not have, and half as far to the right. */
function shorter(text) {
  return text
    .replaceAll(/^ {8}(?:get|put|post|delete|options|head|patch|trace)\?: never;\n/gm, "")
    .replaceAll(
      /^ {8}parameters: \{\n(?: {12}(?:query|header|path|cookie)\?: never;\n){4} {8}\};\n/gm,
      "",
    )
    .replaceAll(/^ +(?:cookie\?: never;|\[name: string\]: unknown;)\n/gm, "")
    .replaceAll(/^(?: {4})+/gm, (spaces) => " ".repeat(spaces.length / 2));
}
