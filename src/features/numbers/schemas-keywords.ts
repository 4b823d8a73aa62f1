import { z } from "@hono/zod-openapi";

import { OWN_WORD_MAX, OWN_WORDS_MAX } from "#core/consent/own-words";

const words = (description: string, example: readonly string[]) =>
  z
    .array(z.string().min(1).max(OWN_WORD_MAX))
    .max(OWN_WORDS_MAX)
    .openapi({
      description: `${description} At most ${OWN_WORDS_MAX}, of at most ${OWN_WORD_MAX} characters and eight words each; case, accents and punctuation do not count.`,
      example: [...example],
    });

/** Body of `PUT /v1/numbers/{id}/keywords`, and its answer. */
export const NumberKeywords = z
  .strictObject({
    stop: words("Whoever writes one of them, and nothing else, withdraws marketing.", [
      "BAJA PROMO",
    ]),
    start: words("Whoever writes one of them, and nothing else, takes back that they withdrew.", [
      "QUIERO PROMOS",
    ]),
  })
  .openapi("NumberKeywords");
export type NumberKeywords = z.infer<typeof NumberKeywords>;
