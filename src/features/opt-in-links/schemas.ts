import { z } from "@hono/zod-openapi";

import { KEYWORD_MAX, PREFILLED_MAX } from "#core/consent/opt-in-link";
import { isBlank } from "#core/contact/tag";
import { ConsentBody } from "#features/consent/index";
import { pageOf, PageQuery } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const NAME_MAX = 100;

const seen = (schema: z.ZodString) =>
  schema.refine((text) => !isBlank(text), {
    message: "Must not be blank.",
    params: { code: "blank" },
  });

const name = seen(z.string().trim().min(1).max(NAME_MAX)).openapi({
  description: "What the business calls it.",
  example: "Poster in the shop",
});
const keyword = z.string().trim().min(1).max(KEYWORD_MAX).openapi({
  description:
    "Who sends it to the number, and nothing else, agrees. Case, accents and punctuation do not count; eight words at most. No two links of a number have the same.",
  example: "BREAD NEWS",
});
const prefilled = z.string().trim().min(1).max(PREFILLED_MAX).nullable().openapi({
  description:
    "What stands in the person's message box instead of the keyword; whoever sends it as it stands agrees as well. Null for the keyword.",
  example: "Yes, send me BREAD NEWS",
});
const statement = seen(z.string().min(1).max(4096)).openapi({
  description: "What the person agrees to, word for word, as it stands where the link is shown.",
  example: "I agree to receive offers from Bluebird Books on WhatsApp.",
});
const { statement_language: language } = ConsentBody.shape;

/** Body of `POST /v1/opt-in-links`. */
export const OptInLinkBody = z
  .strictObject({
    number_id: givenId("number"),
    name,
    keyword,
    statement,
    statement_language: language,
    prefilled: prefilled.optional(),
  })
  .openapi("OptInLinkBody");
export type OptInLinkBody = z.infer<typeof OptInLinkBody>;

/** Body of `PATCH /v1/opt-in-links/{id}`: absent members stay. */
export const UpdateOptInLinkBody = OptInLinkBody.omit({ number_id: true })
  .partial()
  .openapi("UpdateOptInLinkBody");
export type UpdateOptInLinkBody = z.infer<typeof UpdateOptInLinkBody>;

/** Query of `GET /v1/opt-in-links`. */
export const ListOptInLinksQuery = PageQuery.extend({
  number: idOf("number").optional().openapi({ description: "Only those of this number." }),
});
export type ListOptInLinksQuery = z.infer<typeof ListOptInLinksQuery>;

export const OptInLinkView = z
  .object({
    id: idOf("optInLink"),
    number_id: idOf("number"),
    name: z
      .string()
      .openapi({ description: "What the business calls it.", example: "Poster in the shop" }),
    keyword: z.string().openapi({ description: "Who sends it agrees.", example: "BREAD NEWS" }),
    prefilled: z.string().nullable().openapi({
      description: "What stands in the person's message box; null for the keyword.",
      example: null,
    }),
    statement: z.string().openapi({
      description: "What the person agrees to, word for word.",
      example: "I agree to receive offers from Bluebird Books on WhatsApp.",
    }),
    statement_sha256: z.string().openapi({
      description: "SHA-256 of the statement, hex, as each consent by this link holds it.",
      example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }),
    statement_language: z.string().nullable().openapi({
      description: "The statement's language; null when nobody said.",
      example: "en",
    }),
    url: z.string().openapi({
      description: "Opens a talk with the number, with the text in the message box.",
      example: "https://wa.me/15550100001?text=BREAD%20NEWS",
    }),
    created_at: instant("When it was made."),
    updated_at: instant("When it was last changed."),
  })
  .openapi("OptInLink", { description: "A link by which people agree to marketing." });
export type OptInLinkView = z.infer<typeof OptInLinkView>;

export const OptInLinkPage = pageOf(OptInLinkView).openapi("OptInLinkPage");
