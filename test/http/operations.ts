import { exports } from "cloudflare:workers";

import { app } from "#app";
import { describeApi } from "#platform/http/openapi";

/** A JSON schema as far as our document uses it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

/** What an operation answers with one status. */
export interface Answered {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface Documented {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<Record<string, Answered>>;
}

/** One operation of the API with what its contract says. */
export interface Operation extends Documented {
  readonly method: string;
  readonly path: string;
  readonly isSecured: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
}

/** The document as it is served. */
export const document = describeApi(app, "https://api.test");

const schemas = (document.components.schemas ?? {}) as Readonly<Record<string, Schema>>;

/** Follow a reference into the document's components. */
export function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const target = schemas[schema.$ref.replace("#/components/schemas/", "")];
  if (target === undefined) throw new Error(`${schema.$ref} is not in the document`);
  return resolve(target);
}

/** Every operation under `/v1`; a route that is added is swept by being there. */
export const OPERATIONS: readonly Operation[] = Object.entries(document.paths ?? {})
  .filter(([path]) => path.startsWith("/v1/"))
  .flatMap(([path, item]) =>
    Object.entries(item as Readonly<Record<string, Documented>>).map(([method, documented]) => ({
      ...documented,
      method: method.toUpperCase(),
      path,
      isSecured: (documented.security?.length ?? 0) > 0,
      parameters: documented.parameters ?? [],
      body: documented.requestBody?.content["application/json"]?.schema,
    })),
  );

export const SECURED = OPERATIONS.filter((operation) => operation.isSecured);
export const WITH_BODY = OPERATIONS.filter((operation) => operation.body !== undefined);

/** A value that the contract gives as an example, as small as it can be. */
export function exampleOf(given: Schema): unknown {
  const schema = resolve(given);
  const said = [
    schema.example,
    schema.examples?.[0],
    schema.const,
    schema.enum?.[0],
    schema.default,
  ];
  const first = said.find((value) => value !== undefined);
  if (first !== undefined) return first;
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map(exampleOf));
  const variant = schema.oneOf?.[0] ?? schema.anyOf?.[0];
  return variant === undefined ? exampleByType(schema) : exampleOf(variant);
}

function exampleByType(schema: Schema): unknown {
  const type = [schema.type].flat()[0] ?? "string";
  if (type === "array") return schema.items === undefined ? [] : [exampleOf(schema.items)];
  if (type === "object") return exampleObject(schema);
  if (type === "integer" || type === "number") return schema.minimum ?? 1;
  return type === "boolean" ? true : "x";
}

/** The required members; where none is required, the first one, because an empty change is refused. */
function exampleObject({ properties = {}, required = [] }: Schema): unknown {
  const names = required.length > 0 ? required : Object.keys(properties).slice(0, 1);
  return Object.fromEntries(names.map((name) => [name, exampleOf(properties[name] ?? {})]));
}

export interface Call {
  readonly operation: Operation;
  readonly headers?: Readonly<Record<string, string>>;
  /** Values of path parameters; the rest are well-formed but unknown. */
  readonly path?: string;
  readonly query?: string;
  /** Left out: the operation's example. `null`: none. */
  readonly body?: BodyInit | null;
}

/** Call the Worker as a client would, with everything that the operation needs unless the test says otherwise. */
export function call({ operation, headers = {}, path, query = "", body }: Call): Promise<Response> {
  const example = operation.body === undefined ? null : JSON.stringify(exampleOf(operation.body));
  const unsafe = operation.method !== "GET";
  return exports.default.fetch(`https://api.test${path ?? pathOf(operation, () => "x")}${query}`, {
    method: operation.method,
    headers: {
      ...(unsafe ? { "idempotency-key": crypto.randomUUID() } : {}),
      ...headers,
    },
    body: unsafe ? (body === undefined ? example : body) : null,
    redirect: "manual",
  });
}

/** The operation's path with each parameter filled in; `fill` gets the collection that the parameter follows. */
export function pathOf(
  operation: Operation,
  fill: (collection: string, name: string) => string,
): string {
  return operation.path.replaceAll(
    /([\w-]+)\/\{(\w+)\}/g,
    (_, collection: string, name: string) => `${collection}/${fill(collection, name)}`,
  );
}
