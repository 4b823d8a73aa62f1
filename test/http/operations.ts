import { app } from "#app";
import type { ProblemCode } from "#core/errors";
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
  readonly default?: unknown;
  readonly description?: string;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface Media {
  readonly schema: Schema;
  readonly example: unknown;
}

/** What an operation answers with one status. */
export interface Answered {
  readonly $ref?: string;
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, Media>>;
  readonly "x-codes"?: readonly ProblemCode[];
}

interface Documented {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, Media>>;
  };
  readonly responses: Readonly<Record<string, Answered>>;
}

/** One operation of the API with what its contract says. */
export interface Operation extends Omit<Documented, "requestBody"> {
  readonly method: string;
  readonly path: string;
  readonly isSecured: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  readonly isBodyRequired: boolean;
  /** The contract's example of the body. */
  readonly example: unknown;
}

/** The document as it is served. */
export const document = describeApi(app, "https://api.test");

const schemas = (document.components.schemas ?? {}) as Readonly<Record<string, Schema>>;
const shared = document.components.responses as Readonly<Record<string, Answered>>;

/** Follow a reference into the document's components. */
export function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const target = schemas[schema.$ref.replace("#/components/schemas/", "")];
  if (target === undefined) throw new Error(`${schema.$ref} is not in the document`);
  return resolve(target);
}

const responseOf = (response: Answered): Answered => {
  const target = shared[response.$ref?.replace("#/components/responses/", "") ?? ""] ?? response;
  if (target.description === undefined) throw new Error(`${response.$ref} is not in the document`);
  return target;
};

/** Every operation; those outside `/v1` are the site's. */
export const DOCUMENTED: readonly Operation[] = Object.entries(document.paths ?? {}).flatMap(
  ([path, item]) =>
    Object.entries(item as Readonly<Record<string, Documented>>).map(
      ([method, { requestBody, ...documented }]) => ({
        ...documented,
        responses: Object.fromEntries(
          Object.entries(documented.responses).map(([status, response]) => [
            status,
            responseOf(response),
          ]),
        ),
        method: method.toUpperCase(),
        path,
        isSecured: (documented.security?.length ?? 0) > 0,
        parameters: documented.parameters ?? [],
        body: requestBody?.content["application/json"]?.schema,
        isBodyRequired: requestBody?.required === true,
        example: requestBody?.content["application/json"]?.example,
      }),
    ),
);

/** Every operation under `/v1`; a route that is added is swept by being there. */
export const OPERATIONS = DOCUMENTED.filter(({ path }) => path.startsWith("/v1/"));
export const SECURED = OPERATIONS.filter((operation) => operation.isSecured);
export const WITH_BODY = OPERATIONS.filter((operation) => operation.body !== undefined);
