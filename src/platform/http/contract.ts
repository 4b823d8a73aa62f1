import { z } from "@hono/zod-openapi";

import type { ProblemCode } from "#core/errors";
import { problems } from "#platform/http/problem";

/** What any operation behind a credential can answer, whatever it does. */
const ALWAYS = [
  "unauthenticated",
  "invalid_token",
  "missing_scope",
  "rate_limited",
  "internal",
] as const;

/** The problems of an operation behind a credential: those of all such operations and the given ones. */
export const refusals = <const C extends ProblemCode>(...codes: readonly C[]) =>
  problems<C | (typeof ALWAYS)[number]>(...ALWAYS, ...codes);

/** A named schema, or null. `.nullable()` is documented as this schema and null at once, which nothing can be. */
export const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

/** A JSON body in a route's contract, asked or answered. */
export const json = <T extends z.ZodType>(schema: T) => ({
  content: { "application/json": { schema } },
});
