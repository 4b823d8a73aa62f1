import { z } from "@hono/zod-openapi";

import { FRONT_LANGUAGES } from "#platform/http/front-page-text";
import { idOf } from "#platform/http/id-of";

/** Query of `GET /v1/contacts/{sel}/opt-out-link`. */
export const OptOutLinkQuery = z.object({
  language: z
    .enum(FRONT_LANGUAGES.map(({ id }) => id))
    .optional()
    .openapi({
      description: "The page's language; without it the browser's.",
      example: "en",
    }),
});
export type OptOutLinkQuery = z.infer<typeof OptOutLinkQuery>;

export const OptOutLinkView = z
  .object({
    contact_id: idOf("contact"),
    url: z.url().openapi({
      description:
        "Opens a page that withdraws marketing by one press, without an account: put it into messages to this person alone. It never ends. A POST to it withdraws at once (RFC 8058).",
      example:
        "https://waqtor.example/u/01k9zq3v6m8r2t4w6y8a0c2e4g01k9zq3v6m8r2t4w6y8a0c2e4gq3N8xV2mT7yKc0bLwZ5dRQ",
    }),
  })
  .openapi("OptOutLink");
export type OptOutLinkView = z.infer<typeof OptOutLinkView>;
