/** What the routes of the Graph API share: whose object is asked for, and how it is answered. */
import type { Context } from "hono";

import { pickFields, refusalAnswer, unknownObject } from "#sandbox/graph-answer";
import type { SandboxNumber } from "#sandbox/numbers";
import { isObject, type Checked, type JsonObject, type Refusal } from "#sandbox/result";
import type { World } from "#sandbox/world";

/** The connection broke after something was done: the caller must not learn of it. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

export interface GraphEnv {
  Variables: {
    traceId: string;
    token: string;
    /** The number whose owner calls, by its `phone_number_id`; null when the platform does, or nobody who is known. */
    owner: string | null;
  };
}
export type GraphContext = Context<GraphEnv>;

const PAGE_DEFAULT = 25;
const PAGE_MAX = 250;

export const refused = (c: GraphContext, refusal: Refusal): Response =>
  refusalAnswer(refusal, c.var.traceId);

/** The value as the answer, or why not. */
export const answerChecked = (c: GraphContext, checked: Checked<JsonObject>): Response =>
  checked.ok ? Response.json(checked.value) : refused(c, checked.refusal);

/** The body of a call that must have one, or its refusal. */
export const missingProduct = (c: GraphContext): Response =>
  refused(c, { code: 100, details: "The parameter messaging_product is required." });

export function withWaba(
  world: World,
  c: GraphContext,
  answer: (number: SandboxNumber, wabaId: string) => Response | Promise<Response>,
): Response | Promise<Response> {
  const id = c.req.param("id") ?? "";
  const number = world.numbers.ofWaba(id);
  return number === undefined ? unknownObject(c.req.method, id, c.var.traceId) : answer(number, id);
}

export function withNumber(
  world: World,
  c: GraphContext,
  answer: (number: SandboxNumber) => Response,
): Response {
  const id = c.req.param("id") ?? "";
  const number = world.numbers.find(id);
  return number === undefined ? unknownObject(c.req.method, id, c.var.traceId) : answer(number);
}

/** Parameters that are about the call itself. */
const OF_THE_CALL = new Set(["access_token", "fields", "limit", "after", "before"]);

/**
 * The parameters of a call, wherever it gives them: Graph takes them as JSON, as a form, and in the query. Null when the body
 * is no JSON object.
 */
export async function readObject(c: GraphContext): Promise<JsonObject | null> {
  const query = Object.entries(c.req.query()).filter(([name]) => !OF_THE_CALL.has(name));
  const text = await c.req.text();
  const body = isForm(c) ? formOf(text) : text === "" ? {} : parsed(text);
  return isObject(body) ? { ...Object.fromEntries(query), ...body } : null;
}

const isForm = (c: GraphContext): boolean =>
  /^application\/x-www-form-urlencoded\b/i.test(c.req.header("content-type") ?? "");

/** In a form an object or a list is the text of its JSON. */
const formOf = (text: string): JsonObject =>
  Object.fromEntries(
    [...new URLSearchParams(text)].map(([name, value]) => [
      name,
      /^[[{]/.test(value) ? (parsed(value) ?? value) : value,
    ]),
  );

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unknownField = (c: GraphContext, field: string): Response =>
  refused(c, { code: 100, details: `The object has no field ${field}.` });

export function answerOne(
  c: GraphContext,
  object: JsonObject,
  defaults: readonly string[],
): Response {
  const result = pickFields(object, c.req.query("fields"), defaults);
  return "unknown" in result ? unknownField(c, result.unknown) : Response.json(result.picked);
}

/** A page of objects with the fields that are asked for. */
export function answerPicked(
  c: GraphContext,
  objects: readonly JsonObject[],
  defaults: readonly string[],
): Response {
  const picked: JsonObject[] = [];
  for (const object of objects) {
    const result = pickFields(object, c.req.query("fields"), defaults);
    if ("unknown" in result) return unknownField(c, result.unknown);
    picked.push(result.picked);
  }
  return answerPage(c, picked);
}

/** A page of objects as they are. The cursor is the position of the last one. */
export function answerPage(c: GraphContext, objects: readonly JsonObject[]): Response {
  const limit = Math.min(PAGE_MAX, Number(c.req.query("limit") ?? PAGE_DEFAULT) || PAGE_DEFAULT);
  const start = Number(c.req.query("after") ?? 0) || 0;
  const data = objects.slice(start, start + limit);
  const end = start + data.length;
  const next = new URL(c.req.url);
  next.searchParams.set("after", String(end));
  return Response.json({
    data,
    paging: {
      cursors: { before: String(start), after: String(end) },
      ...(end < objects.length ? { next: next.href } : {}),
    },
  });
}
