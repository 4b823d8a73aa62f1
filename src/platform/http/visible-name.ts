import { z } from "@hono/zod-openapi";

import { isBlank } from "#core/contact/tag";

/**
 * What people call a thing of theirs: one line of at most `max` characters with something to see, trimmed.
 * Faults: `blank`, `too_big`, `custom` for a line break or another control character.
 */
export const visibleName = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !isBlank(text), { message: "Must not be blank.", params: { code: "blank" } })
    .refine((text) => !/\p{Cc}/u.test(text), "Must not hold control characters.");
