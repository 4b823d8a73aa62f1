import { z } from "@hono/zod-openapi";

/** An instant in an answer: RFC 3339 in UTC with milliseconds. `what` says of what, e.g. `When it was made.` */
export const instant = (what: string) =>
  z.iso.datetime().openapi({ description: what, example: "2026-11-24T12:00:00.000Z" });

/** An instant that is given, with any offset; read as Unix ms. Describe it with `type: "string", format: "date-time"`. */
export const givenInstant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
