import { z } from "@hono/zod-openapi";

import { CONSENT_STATES } from "#core/consent/states";
import { fieldKeyFault } from "#core/contact/field-key";
import { EXTERNAL_ID_MAX, INVALID_USER_ID } from "#core/contact/selector";
import { MERGE_CAUSES, SHOWN_IDENTITY_KINDS } from "#core/contact/states";
import { distinctTags, isBlank, TAGS_MAX } from "#core/contact/tag";
import { isGivenBsuid } from "#core/whatsapp/bsuid";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { tagText } from "#platform/http/tag-text";
import { timeZone } from "#platform/http/time-zone";

/** Longer texts cannot be phone numbers; the parser says so before it looks. */
const visible = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !isBlank(text), { message: "Must not be blank.", params: { code: "blank" } });

/** An object whose keys are checked as they came; a record schema would copy them first. */
const keyed = (isValue: (value: unknown) => boolean, expected: string) =>
  z
    .custom<Readonly<Record<string, unknown>>>(
      (value) => typeof value === "object" && value !== null && !Array.isArray(value),
      "Must be an object.",
    )
    .superRefine((values, ctx) => {
      for (const [key, value] of Object.entries(values)) {
        const fault = fieldKeyFault(key);
        if (fault?.code === "forbidden_key")
          ctx.addIssue({ code: "custom", path: [key], message: fault.message, params: fault });
        else if (fault !== null || !isValue(value))
          ctx.addIssue({ code: "custom", path: [key], message: expected });
      }
    });

const isScalar = (value: unknown): boolean =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

const members = {
  phone: z.string().max(256).nullable().optional().openapi({
    description:
      "A phone number as people write it. It needs + or 00, or the workspace's default_country; it is kept in E.164.",
    example: "+5511987654321",
  }),
  bsuid: z
    .string()
    .refine(isGivenBsuid, { message: INVALID_USER_ID, params: { code: "invalid_user_id" } })
    .nullable()
    .optional()
    .openapi({
      description: "Meta's business-scoped user id.",
      example: "US.13491208655302741918",
    }),
  name: visible(256)
    .nullable()
    .optional()
    .openapi({ description: "The person's name, at most 256 characters.", example: "Ana Souza" }),
  external_id: visible(EXTERNAL_ID_MAX)
    .nullable()
    .optional()
    .openapi({ description: "Your own id; unique in the workspace.", example: "crm-42" }),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$/, "Must be a language tag.")
    .nullable()
    .optional()
    .openapi({ description: "The person's language, as a tag.", example: "pt_BR" }),
  timezone: timeZone.nullable().optional().openapi({
    description: "The person's time zone, an IANA name.",
    example: "America/Sao_Paulo",
  }),
  fields: keyed(isScalar, "A key is a short name, a value a text, a number, true, false or null.")
    .nullable()
    .optional()
    .openapi({
      type: ["object", "null"],
      description:
        "Your own data, for template variables. At most 50 keys and 8 KiB. Given keys are merged; null removes a key.",
      example: { first_name: "Ana" },
    }),
  tags: z
    .array(tagText)
    .max(TAGS_MAX)
    .transform(distinctTags)
    .nullable()
    .optional()
    .openapi({
      type: ["array", "null"],
      items: { type: "string" },
      maxItems: TAGS_MAX,
      description:
        "At most 50; spellings that differ only by case are one tag. A given list replaces the old one.",
      example: ["vip"],
    }),
  metadata: keyed(() => true, "A key is a short name.")
    .nullable()
    .optional()
    .openapi({
      type: ["object", "null"],
      description: "Anything of yours that we only keep. Bounded and merged like `fields`.",
      example: { source: "shop" },
    }),
};

/** Body of a contact's creation and change. Absent members stay as they are, null clears one. */
export const ContactBody = z.strictObject(members).openapi("ContactBody");
export type ContactBody = z.infer<typeof ContactBody>;

/** A contact that was merged into another. */
const MergeView = z.object({
  contact_id: idOf("contact"),
  merged_at: instant("When the two became one."),
  cause: z.enum(MERGE_CAUSES).openapi({
    description: "`identity`: Meta named the person by the ids of both. `request`: a call said so.",
    example: "identity",
  }),
  undoable_until: instant("Until when the two can be parted again."),
});

/** Body of `POST /v1/contacts/{contact}/merge`. */
export const MergeBody = z
  .strictObject({
    other: z.string().min(1).max(256).openapi({
      description:
        "The other contact, named as in a path but not percent-encoded. It leads to the first from then on.",
      example: "phone:+5511987654321",
    }),
  })
  .openapi("MergeBody");

/** Body of `POST /v1/contacts/{contact}/unmerge`. */
export const UnmergeBody = z
  .strictObject({
    other: givenId("contact").openapi({
      description: "The contact that was merged into the one in the path.",
    }),
  })
  .openapi("UnmergeBody");

export const ContactView = z
  .object({
    id: idOf("contact"),
    phone: z.string().nullable().openapi({
      description:
        "The phone number in E.164; null when it is not known. Without `contacts:pii` only its country code and last digits, as `+55•••••••4321`.",
      example: "+5511987654321",
    }),
    phone_display: z.string().nullable().openapi({
      description: "The phone number as people read it, with its country code.",
      example: "+55 11 98765-4321",
    }),
    wa_id: z.string().nullable().openapi({
      description:
        "Meta's id of the account: the last one that worked. Null without `contacts:pii`, as are `bsuid` and `username`.",
      example: "5511987654321",
    }),
    bsuid: z.string().nullable().openapi({
      description: "Meta's business-scoped user id.",
      example: "US.13491208655302741918",
    }),
    username: z.string().nullable().openapi({
      description: "The person's WhatsApp user name; it may change at any time.",
      example: "ana.souza",
    }),
    name: z
      .string()
      .nullable()
      .openapi({ description: "The person's name.", example: "Ana Souza" }),
    external_id: z.string().nullable().openapi({ description: "Your own id.", example: "crm-42" }),
    language: z
      .string()
      .nullable()
      .openapi({ description: "The person's language, as a tag.", example: "pt_BR" }),
    timezone: z.string().nullable().openapi({
      description: "The person's time zone, an IANA name.",
      example: "America/Sao_Paulo",
    }),
    fields: z.record(z.string(), z.unknown()).openapi({
      description:
        "Your own data, for template variables. Values of fields declared `pii` are null without `contacts:pii`.",
      example: { first_name: "Ana" },
    }),
    tags: z
      .array(z.string())
      .openapi({ description: "The person's tags, as first spelled.", example: ["vip"] }),
    consents: z
      .object({
        marketing: z
          .enum(CONSENT_STATES)
          .openapi({ description: "Whether the person allows marketing.", example: "granted" }),
      })
      .openapi({ description: "Where the person stands, by purpose." }),
    marketing_hold: z
      .object({
        since: instant("When the person wrote it."),
        message_id: idOf("message").nullable().openapi({ description: "What the person wrote." }),
      })
      .nullable()
      .openapi({
        description:
          "What the person wrote may refuse marketing: none is sent until somebody decides. Null when nothing waits for that.",
        example: null,
      }),
    suppressed: z.boolean().openapi({
      description: "Whether the person is on the suppression list, and so is sent nothing.",
      example: false,
    }),
    blocked: z.boolean().openapi({ description: "Whether the person is blocked.", example: false }),
    last_inbound_at: instant("When the person last wrote, on any number; null: never.").nullable(),
    metadata: z.record(z.string(), z.unknown()).openapi({
      description: "Anything of yours that we only keep.",
      example: { source: "shop" },
    }),
    created_at: instant("When the contact was made."),
    updated_at: instant("When it last changed."),
    merged: z.array(MergeView).optional().openapi({
      description:
        "Contacts that proved to be this person and lead here since. Left out in lists and in conversations.",
    }),
  })
  .openapi("Contact", { description: "A person, as the workspace knows them." });
export type ContactView = z.infer<typeof ContactView>;

export const IdentityView = z
  .object({
    kind: z.enum(SHOWN_IDENTITY_KINDS).openapi({
      description:
        "What the value is: a phone number, Meta's id of the account, a business-scoped user id, or that of the parent business.",
    }),
    value: z.string().openapi({
      description: "The phone number in E.164, or the id; masked without `contacts:pii`.",
      example: "+5511987654321",
    }),
    created_at: instant("When we learned it."),
  })
  .openapi("ContactIdentity");
export type IdentityView = z.infer<typeof IdentityView>;

export const IdentityList = z
  .object({
    data: z
      .array(IdentityView)
      .openapi({ description: "Everything that the contact is recognised by." }),
  })
  .openapi("ContactIdentityList");
