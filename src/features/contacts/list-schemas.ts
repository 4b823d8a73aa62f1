import { z } from "@hono/zod-openapi";

import { ConsentBody } from "#features/consent/index";
import { AudienceFilter } from "#features/contacts/audience";
import { ContactBody, ContactView } from "#features/contacts/schemas";
import { itemError, itemIndex, itemsOf } from "#platform/http/batch";
import { PAGE_MEMBERS, pageOf, PageQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";

/** Query of `GET /v1/contacts`. */
export const ContactQuery = PageQuery.extend({
  tag: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .openapi({ description: "Only contacts with this tag, in whatever case.", example: "vip" }),
  q: z.string().min(1).max(256).optional().openapi({
    description:
      "Only contacts with this in their name or phone number. Letters: each word begins a word of the name (the first eight count), whatever its case and accents. Digits, three at least: how the number begins, or, four at least and without a leading + or 00, how it ends; without a country code it is looked for in the workspace's `default_country` too. Not found: what stands inside a word, words misspelt, digits from the middle of a number.",
    example: "ana sou",
  }),
  segment: idOf("segment")
    .optional()
    .openapi({ description: "Only contacts that are in this segment at the moment." }),
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
    ...PAGE_MEMBERS,
  })
  .openapi("SearchContactsBody");
export type SearchContactsBody = z.infer<typeof SearchContactsBody>;

export const ContactPageView = pageOf(ContactView).openapi("ContactPage");

export const BATCH_MAX = 500;

/** One item of a batch. */
export const ContactItemBody = z
  .strictObject({
    ...ContactBody.shape,
    consent: ConsentBody.omit({ evidence_media_id: true }).optional().openapi("ConsentOfItem", {
      description: "An act of consent to record with the contact. Requires `consents:write`.",
    }),
  })
  .openapi("ContactItem");

/** Body of `POST /v1/contacts/batch`. Each item is checked on its own, so that one fault does not cost the others. */
export const ContactBatchBody = z
  .strictObject({
    items: itemsOf("ContactItem", {
      what: "contacts",
      max: BATCH_MAX,
      example: { phone: "+5511987654321", name: "Ana Souza", tags: ["vip"] },
    }),
    on_conflict: z.enum(["error", "update"]).default("error").openapi({
      description:
        "What becomes of an item whose phone, user id or external id a contact has: it fails, or changes that contact.",
    }),
  })
  .openapi("ContactBatchBody");
export type ContactBatchBody = z.infer<typeof ContactBatchBody>;

const ItemResult = z.object({
  index: itemIndex,
  status: z
    .enum(["created", "updated", "unchanged", "failed"])
    .openapi({ description: "What became of the item." }),
  id: idOf("contact").optional().openapi({
    description: "The contact; of a failed item the one that exists, if one does.",
  }),
  error: itemError({
    code: "contact_exists",
    pointer: "/items/0/phone",
    message: "A contact has this phone, user id or external id.",
  })
    .optional()
    .openapi({ description: "Why the item failed; left out otherwise." }),
});

const outcomes = (description: string) => z.int().openapi({ description, example: 1 });

export const ContactBatchView = z
  .object({
    created: outcomes("Items that made a contact."),
    updated: outcomes("Items that changed one."),
    unchanged: outcomes("Items that said nothing new."),
    failed: outcomes("Items that were refused."),
    results: z
      .array(ItemResult)
      .openapi({ description: "What became of each item, in the order of the request." }),
  })
  .openapi("ContactBatch");
export type ContactBatchView = z.infer<typeof ContactBatchView>;
