/**
 * What goes away: an operation, or a member that a call gives. It is marked in the contract with its dates, and each answer to who
 * still uses it tells them (RFC 9745, RFC 8594).
 */
import { z, type RouteConfig } from "@hono/zod-openapi";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";

import type { AppEnv } from "#platform/http/router";

/** When something goes, and where it says what to use in its place. */
export interface Deprecation {
  /** Since when nobody new should use it: a day, e.g. `2027-01-31`. */
  readonly since: string;
  /** From when on it may not be there: a day, not before `since`. */
  readonly sunset: string;
  /** The page that says what to do: a URL, or a path of this deployment. */
  readonly link: string;
}

const MARK = "x-deprecation";
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Members that are marked, by their schema. */
const members = new WeakMap<z.ZodType, Deprecation>();

/**
 * Marks an operation: `createRoute({ …, ...goesAway({ since, sunset, link }) })`.
 *
 * @throws RangeError when a day is none, or the end comes before the beginning.
 */
export function goesAway(deprecation: Deprecation) {
  return { deprecated: true, [MARK]: checked(deprecation) } as const;
}

/**
 * Marks a member of a query or of a JSON body, at its top: `old: memberGoesAway(z.string().optional().openapi({ … }), { … })`.
 *
 * @throws RangeError as {@link goesAway}.
 */
export function memberGoesAway<T extends z.ZodType>(schema: T, deprecation: Deprecation): T {
  const marked = schema.openapi({ deprecated: true });
  members.set(marked, checked(deprecation));
  return marked;
}

function checked(deprecation: Deprecation): Deprecation {
  const { since, sunset } = deprecation;
  if (![since, sunset].every((day) => DAY.test(day) && !Number.isNaN(Date.parse(day))))
    throw new RangeError("a day is written as 2027-01-31");
  if (sunset < since) throw new RangeError("nothing goes before it is told");
  return deprecation;
}

/** Everything of a route that goes away: the operation itself by no name, and members by theirs. */
export function deprecationsOf(route: RouteConfig): ReadonlyMap<string | null, Deprecation> {
  const body = route.request?.body?.content["application/json"];
  const named = [
    ...membersOf(route.request?.query),
    ...membersOf(body !== undefined && "schema" in body ? body.schema : undefined),
  ];
  // Safe: `goesAway` alone writes this member.
  const whole = route[MARK] as Deprecation | undefined;
  return new Map([...(whole === undefined ? [] : [[null, whole] as const]), ...named]);
}

function membersOf(schema: unknown): readonly (readonly [string, Deprecation])[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const shape = Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>);
  return shape.flatMap(([name, member]) => {
    const deprecation = members.get(member);
    return deprecation === undefined ? [] : [[name, deprecation] as const];
  });
}

/** Tells whoever uses what goes away. Stands behind `findOperation`; a call that uses nothing of it pays one look into a map. */
export const tellDeprecation = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const { contract } = c.var.operation;
  if (contract === undefined) return;
  const used = [...knownOf(contract)].filter(([name]) => name === null || gives(c, name));
  const told = used.map(([, each]) => each).toSorted((a, b) => compare(a.sunset, b.sunset));
  const [first] = told;
  if (first === undefined) return;
  c.header("deprecation", `@${Date.parse(first.since) / 1000}`);
  c.header("sunset", new Date(first.sunset).toUTCString());
  for (const { link } of told)
    c.header("link", `<${link}>; rel="deprecation"; type="text/html"`, { append: true });
});

/** A contract does not change while the Worker runs. */
const known = new WeakMap<RouteConfig, ReadonlyMap<string | null, Deprecation>>();

function knownOf(contract: RouteConfig): ReadonlyMap<string | null, Deprecation> {
  let found = known.get(contract);
  if (found === undefined) known.set(contract, (found = deprecationsOf(contract)));
  return found;
}

/** Whether the call gives a member, in its query or at the top of its body. */
function gives(c: Context<AppEnv>, name: string): boolean {
  if (c.req.query(name) !== undefined) return true;
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(c.var.rawBody));
    return typeof body === "object" && body !== null && Object.hasOwn(body, name);
  } catch {
    return false;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
