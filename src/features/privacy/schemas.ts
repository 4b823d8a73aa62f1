import { z } from "@hono/zod-openapi";

import { PRIVACY_LAWS, REQUEST_KINDS, REQUEST_STATUSES } from "#core/privacy/requests";
import { PageQuery, pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

/** Longest selector, in characters: `ext:` and an external id. */
const SELECTOR_MAX = 160;
const TEXT_MAX = 1_000;

/** Query of `GET /v1/privacy/requests`. */
export const ListRequestsQuery = PageQuery.extend({
  status: z.enum(REQUEST_STATUSES).optional().openapi({
    description: "Only those that stand so.",
    example: "open",
  }),
});
export type ListRequestsQuery = z.infer<typeof ListRequestsQuery>;

/** Body of `POST /v1/privacy/requests`. */
export const RequestBody = z
  .strictObject({
    kind: z.enum(REQUEST_KINDS).openapi({
      description:
        "What the person asks for: a copy of their data (`access`), that nothing of it is kept (`erase`), that what is wrong is set right (`rectify`), that it is kept and not used (`restrict`), or that it is not used for marketing (`object`).",
      example: "erase",
    }),
    contact: z.string().min(1).max(SELECTOR_MAX).openapi({
      description: "Who: `con_…`, `ext:…`, a phone (`+…`) or `bsuid:…`.",
      example: "+5511987654321",
    }),
    law: z.enum(PRIVACY_LAWS).default("gdpr").openapi({
      description:
        "By which law it is due: GDPR one month, CCPA 45 days, LGPD 15 days after it was asked for.",
      example: "lgpd",
    }),
    note: z.string().max(TEXT_MAX).optional().openapi({
      description: "How it was asked for, in your own words. It goes when the person is erased.",
      example: "By e-mail to the shop.",
    }),
  })
  .openapi("PrivacyRequestBody");
export type RequestBody = z.infer<typeof RequestBody>;

/** Body of `POST /v1/privacy/requests/{id}/reject`. */
export const RejectBody = z
  .strictObject({
    reason: z.string().trim().min(1).max(TEXT_MAX).openapi({
      description: "Why it is not done, as the person is told.",
      example: "We could not make sure who asks.",
    }),
  })
  .openapi("RejectPrivacyRequestBody");
export type RejectBody = z.infer<typeof RejectBody>;

export const RequestView = z
  .object({
    id: idOf("privacyRequest"),
    kind: z.enum(REQUEST_KINDS).openapi({ description: "What was asked for.", example: "erase" }),
    status: z.enum(REQUEST_STATUSES).openapi({
      description:
        "`open`: somebody has to see to it and then complete or reject it. `running`: it is being done.",
    }),
    law: z.enum(PRIVACY_LAWS).openapi({ description: "By which law it is due.", example: "gdpr" }),
    contact_id: idOf("contact").openapi({
      description: "Whose data. Of an erasure that is done it is the id of nobody.",
    }),
    note: z.string().nullable().openapi({
      description: "How it was asked for; null without words, and of somebody who is erased.",
      example: "By e-mail to the shop.",
    }),
    due_at: instant("Until when the law wants it answered."),
    overdue: z
      .boolean()
      .openapi({ description: "Not done, and its time is over.", example: false }),
    created_at: instant("When it was asked for."),
    ended_at: instant("When it was done or rejected.").nullable(),
    reason: z.string().nullable().openapi({
      description: "Of a rejected one: why.",
      example: "We could not make sure who asks.",
    }),
    counts: z.record(z.string(), z.int()).openapi({
      description: "What was done so far, by what it was.",
      example: { messages: 12, files: 1 },
    }),
  })
  .openapi("PrivacyRequest", { description: "What a person asks for of their data." });
export type RequestView = z.infer<typeof RequestView>;

export const RequestPage = pageOf(RequestView).openapi("PrivacyRequestPage");

/** What an erasure did, and what it could not reach. */
export const CertificateView = z
  .object({
    request_id: idOf("privacyRequest"),
    workspace_id: idOf("tenant"),
    contact_id: idOf("contact").openapi({ description: "Who it was; it names nobody any more." }),
    erased_at: instant("When nothing was left."),
    erased: z.record(z.string(), z.int()).openapi({
      description: "What was erased, by what it was.",
      example: { messages: 12, files: 1 },
    }),
    kept: z.array(z.string()).openapi({
      description: "What stays and names nobody.",
      example: ["keyed_hashes_of_identities"],
    }),
    recipients: z
      .array(
        z.object({
          kind: z
            .enum(["webhook", "export", "meta"])
            .openapi({ description: "What it is.", example: "webhook" }),
          resource: z.string().openapi({
            description: "What it is here, by its id; of Meta the number that asked.",
            example: "whk_01k9zq3v6m8r2t4w6y8a0c2e4g",
          }),

          at: z.string().nullable().openapi({
            description: "Where it is; null where there is nothing to say.",
            example: "https://shop.example/hooks/whatsapp",
          }),
          state: z
            .enum(["told", "asked", "gone", "left"])
            .openapi({ description: "What became of it there.", example: "told" }),
        }),
      )
      .openapi({
        description:
          "Who was given the person's data: webhooks, which were told by `contact.erased` and have to erase it themselves (`told`); files that are gone (`gone`); Meta, which was asked to forget them in its contact book (`asked`), or was not reached, did not know them by a user id, or refused (`left`).",
      }),
    horizon: z
      .array(
        z.object({
          place: z
            .enum(["point_in_time_restore", "object_restore", "sealed_quarantine"])
            .openapi({ description: "Where it still is.", example: "point_in_time_restore" }),
          until: instant("When it is gone from there too."),
        }),
      )
      .openapi({
        description:
          "Where it still is because nobody can reach it: the provider's restore points, from which the erasure is done again after a restore, and sealed webhooks that no number was for.",
      }),
    sha256: z.string().openapi({
      description: "SHA-256 of the other members as JSON, hex.",
      example: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    }),
  })
  .openapi("ErasureCertificate");
export type CertificateView = z.infer<typeof CertificateView>;
