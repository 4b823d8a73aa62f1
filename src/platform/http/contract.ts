import { z } from "@hono/zod-openapi";

import type { ProblemCode } from "#core/errors";
import { problems } from "#platform/http/problem-schema";

/** What an operation answers that any credential may call. */
export const ANY_CREDENTIAL = [
  "unauthenticated",
  "invalid_token",
  "rate_limited",
  "internal",
] as const;
const ALWAYS = [...ANY_CREDENTIAL, "missing_scope"] as const;

/** The problems of an operation that needs a scope: those of all such operations and the given ones. */
export const refusals = <const C extends ProblemCode>(...codes: readonly C[]) =>
  problems<C | (typeof ALWAYS)[number]>(...ALWAYS, ...codes);

/** A named schema, or null. `.nullable()` is documented as this schema and null at once, which nothing can be. */
export const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

/** A JSON body in a route's contract, asked or answered. */
export const json = <T extends z.ZodType>(schema: T) => ({
  content: { "application/json": { schema } },
});
