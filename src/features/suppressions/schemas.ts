import { z } from "@hono/zod-openapi";

import { GIVEN_REASONS, SUPPRESSION_REASONS } from "#core/suppression/reasons";
import { PageQuery, pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

/** Longest selector, in characters: `ext:` and an external id. */
const SELECTOR_MAX = 160;

/** Query of `GET /v1/suppressions`. */
export const ListSuppressionsQuery = PageQuery.extend({
  contact: z.string().min(1).max(SELECTOR_MAX).optional().openapi({
    description:
      "Only those of this person: `con_…`, `ext:…`, a phone (`+…`) or `bsuid:…`. All there are stand on one page.",
    example: "+5511987654321",
  }),
});
export type ListSuppressionsQuery = z.infer<typeof ListSuppressionsQuery>;

/** Body of `POST /v1/suppressions`. */
export const SuppressionBody = z
  .strictObject({
    contact: z.string().min(1).max(SELECTOR_MAX).openapi({
      description:
        "Who: a contact (`con_…`, `ext:…`) with every phone and user id that it has, or a phone (`+…`) or `bsuid:…`, whether a contact has it or not.",
      example: "+5511987654321",
    }),
    reason: z.enum(GIVEN_REASONS).default("requested").openapi({
      description: "Why: `requested` by the person, a `complaint`, a `legal` duty, or `other`.",
      example: "requested",
    }),
  })
  .openapi("SuppressionBody");
export type SuppressionBody = z.infer<typeof SuppressionBody>;

export const SuppressionView = z
  .object({
    id: idOf("suppression"),
    contact_id: idOf("contact")
      .nullable()
      .openapi({ description: "The contact that it holds for now; null when there is none." }),
    kinds: z.array(z.enum(["phone", "bsuid"])).openapi({
      description: "What it goes by. The identities themselves are kept as keyed hashes only.",
      example: ["phone"],
    }),
    reason: z.enum(SUPPRESSION_REASONS).openapi({
      description: "Why. `erased`: the person was erased here.",
      example: "requested",
    }),
    actor: z.string().openapi({
      description: "Who put them on the list: a member, an API key or the system.",
      example: "usr_01k9zq3v6m8r2t4w6y8a0c2e4g",
    }),
    created_at: instant("When they were put on the list."),
  })
  .openapi("Suppression", {
    description: "A person who is not to be written to, whatever contact they are or become.",
  });
export type SuppressionView = z.infer<typeof SuppressionView>;

export const SuppressionPage = pageOf(SuppressionView).openapi("SuppressionPage");
