import { z } from "@hono/zod-openapi";

import { ConsentBody } from "#features/consent/index";
import { AudienceFilter } from "#features/contacts/audience";
import { ContactBody, ContactView } from "#features/contacts/schemas";
import { PageQuery, pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";

/** Query of `GET /v1/contacts`. */
export const ContactQuery = PageQuery.extend({
  tag: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .openapi({ description: "Only contacts with this tag, in whatever case.", example: "vip" }),
  updated_after: z.iso.datetime({ offset: true }).optional().openapi({
    description: "Only contacts that changed after this instant.",
    example: "2026-11-01T00:00:00Z",
  }),
});
export type ContactQuery = z.infer<typeof ContactQuery>;

/** Body of `POST /v1/contacts/search`. */
export const SearchContactsBody = z
  .strictObject({
    filter: AudienceFilter,
    limit: z.int().min(1).max(100).default(25).openapi({ example: 25 }),
    after: z
      .string()
      .max(1024)
      .optional()
      .openapi({ description: "`next_cursor` of the page before." }),
  })
  .openapi("SearchContactsBody");
export type SearchContactsBody = z.infer<typeof SearchContactsBody>;

export const ContactPageView = pageOf(ContactView).openapi("ContactPage");

export const BATCH_MAX = 500;

/** One item of a batch. */
export const ContactItemBody = ContactBody.extend({
  consent: ConsentBody.optional().openapi({
    description: "An act of consent to record with the contact. Requires `consents:write`.",
  }),
}).openapi("ContactItem");

/** Body of `POST /v1/contacts/batch`. Each item is checked on its own, so that one fault does not cost the others. */
export const ContactBatchBody = z
  .strictObject({
    items: z
      .array(z.unknown())
      .min(1)
      .max(BATCH_MAX)
      .openapi({
        type: "array",
        items: { $ref: "#/components/schemas/ContactItem" },
        description: "At most 500.",
      }),
    on_conflict: z.enum(["error", "update"]).default("error").openapi({
      description: "What becomes of an item whose phone, user id or external id a contact has.",
    }),
  })
  .openapi("ContactBatchBody");
export type ContactBatchBody = z.infer<typeof ContactBatchBody>;

export const ContactBatchView = z
  .object({
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    failed: z.int(),
    results: z.array(
      z.object({
        index: z.int().openapi({ description: "Place of the item in the request, from 0." }),
        status: z.enum(["created", "updated", "unchanged", "failed"]),
        id: idOf("contact").optional().openapi({
          description: "The contact; of a failed item the one that exists.",
        }),
        error: z.object({ code: z.string(), pointer: z.string(), message: z.string() }).optional(),
      }),
    ),
  })
  .openapi("ContactBatch");
export type ContactBatchView = z.infer<typeof ContactBatchView>;
