import { z } from "zod";

import { fetchApi } from "./fetch-api.ts";
import type { Operation } from "./operations.ts";

export interface Call {
  readonly operation: Operation;
  readonly headers?: Readonly<Record<string, string>>;
  /** Values of path parameters; the rest are well-formed but unknown. */
  readonly path?: string;
  readonly query?: string;
  /** Left out: the operation's example. `null`: none. */
  readonly body?: BodyInit | null;
}

/**
 * Call the Worker as a client would, with everything that the operation needs unless the test says otherwise. An answer that the
 * contract does not tell fails the test.
 */
export async function call({
  operation,
  headers = {},
  path,
  query = requiredQuery(operation),
  body,
}: Call): Promise<Response> {
  const example = operation.body === undefined ? null : JSON.stringify(operation.example);
  const unsafe = operation.method !== "GET";
  const url = `https://api.test${path ?? pathOf(operation, () => "x")}${query}`;
  return fetchApi(url, {
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
  operation: Pick<Operation, "path">,
  fill: (collection: string, name: string) => string,
): string {
  return operation.path.replaceAll(
    /([\w-]+)\/\{(\w+)\}/g,
    (_, collection: string, name: string) => `${collection}/${fill(collection, name)}`,
  );
}

/** The query parameters that the operation must have, by their examples. */
function requiredQuery({ parameters }: Pick<Operation, "parameters">): string {
  const required = parameters.filter((one) => one.in === "query" && one.required === true);
  const query = new URLSearchParams(
    required.map(({ name, schema }): [string, string] => [
      name,
      z.coerce.string().parse(schema.example),
    ]),
  ).toString();
  return query === "" ? "" : `?${query}`;
}
