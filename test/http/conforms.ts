import { Validator } from "@cfworker/json-schema";

import type { ProblemCode } from "#core/errors";

import { document, DOCUMENTED, type Answered, type Operation, type Schema } from "./operations.ts";

type Json = Readonly<Record<string, unknown>>;

/** Examples hold members that a validator would take for its own (`id`, `type`). */
const NO_RULES = new Set(["example", "default", "description"]);

/**
 * A schema of an answer, with nothing allowed beside what it names: the contract lets answers gain members, but those that they
 * have today are told.
 */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const rules = Object.entries(schema).filter(([name]) => !NO_RULES.has(name));
  const inner = Object.fromEntries(
    rules.map(([name, value]) => [name, name === "properties" ? eachOf(value) : closed(value)]),
  );
  return "properties" in inner && !("additionalProperties" in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
}

const eachOf = (schemas: unknown): Json =>
  Object.fromEntries(
    Object.entries(schemas as Json).map(([name, schema]) => [name, closed(schema)]),
  );

const components = { schemas: eachOf(document.components.schemas) };
const validators = new Map<string, Validator>();

/** What of a value does not fit a schema of the document, in words; empty when it fits. */
export function faultsOf(schema: Schema, value: unknown): readonly string[] {
  const key = JSON.stringify(schema);
  const validator =
    validators.get(key) ??
    new Validator({ ...(closed(schema) as Json), components }, "2020-12", false);
  validators.set(key, validator);
  return validator
    .validate(value)
    .errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
}

/**
 * Hold an answer against what the contract says of the operation that was called; a path that no operation has is let be.
 *
 * @throws Error naming what the contract does not tell.
 */
export async function conforms(method: string, url: string, response: Response): Promise<void> {
  const { pathname } = new URL(url);
  const meant = MATCHERS.find((each) => each.method === method && each.path.test(pathname));
  const faults = meant === undefined ? [] : await contractFaults(meant.operation, response);
  if (faults.length > 0)
    throw new Error(
      `not in the contract: ${method} ${meant?.operation.path} ${response.status}: ${faults.join("; ")}`,
    );
}

const MATCHERS = DOCUMENTED.map((operation) => ({
  operation,
  method: operation.method,
  path: new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));

/** A file is what it is: the contract tells only its type. */
const isFile = (type: string): boolean => !/[/+]json/.test(type);

async function contractFaults(
  operation: Operation,
  response: Response,
): Promise<readonly string[]> {
  const told = operation.responses[response.status];
  if (told === undefined) return ["the status"];
  const type = response.headers.get("content-type") ?? "nothing";
  const media = told.content?.[type];
  if (media !== undefined && isFile(type)) return [];
  const text = await response.clone().text();
  if (media === undefined) return text === "" && told.content === undefined ? [] : [type];
  return documentFaults({ told, media, response }, JSON.parse(text) as Coded);
}

interface Coded {
  readonly code?: ProblemCode;
}

function documentFaults(
  {
    told,
    media,
    response,
  }: {
    readonly told: Answered;
    readonly media: { readonly schema: Schema };
    readonly response: Response;
  },
  body: Coded,
): readonly string[] {
  const faults = [...faultsOf(media.schema, body)];
  if (told["x-codes"]?.includes(body.code ?? "internal") === false) faults.push(String(body.code));
  const isFirst = response.ok && !response.headers.has("idempotent-replayed");
  if (isFirst && response.headers.has("etag") !== "ETag" in (told.headers ?? {}))
    faults.push("ETag");
  return faults;
}
