import { z } from "@hono/zod-openapi";

import { NUMBERS_NAMED_MAX } from "#core/account/number-access";
import { exampleId, type Id } from "#core/ids";
import { givenId, idOf } from "#platform/http/id-of";

/** The numbers that a body gives access to; null: every one. */
export const givenNumbers = (description: string) =>
  z
    .array(givenId("number"))
    .min(1)
    .max(NUMBERS_NAMED_MAX)
    // Safe: `givenAccess` refuses what is no number of the workspace.
    .transform((ids) => [...new Set(ids)].toSorted() as Id<"number">[])
    .nullable()
    .optional()
    .openapi({ description, example: [exampleId("number")] });

/** The same in an answer. */
export const toldNumbers = (description: string) =>
  z
    .array(idOf("number"))
    .nullable()
    .openapi({ description, example: [exampleId("number")] });
