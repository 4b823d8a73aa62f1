import { z } from "@hono/zod-openapi";

import { CONSENT_ACTIONS, CONSENT_METHODS, CONSENT_STATES } from "#core/consent/states";
import { feedOf, pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const isIp = (text: string): boolean =>
  z.ipv4().safeParse(text).success || z.ipv6().safeParse(text).success;

/** An act of consent as a caller records it: of the body of `POST /v1/contacts/{sel}/consents`, and `consent` of a batch's item. */
export const ConsentBody = z
  .strictObject({
    purpose: z.literal("marketing").openapi({ description: "What the consent is for." }),
    action: z.enum(CONSENT_ACTIONS).openapi({
      description: "`request` records that consent was asked for; it changes no state.",
      example: "grant",
    }),
    method: z.enum(CONSENT_METHODS).openapi({ description: "How it was given.", example: "form" }),
    statement: z.string().min(1).max(4096).optional().openapi({
      description: "What the person agreed to, word for word. Required for a grant.",
      example: "I agree to receive offers from Bluebird Books on WhatsApp.",
    }),
    statement_language: z
      .string()
      .regex(/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$/, "Must be a language tag.")
      .optional()
      .openapi({ description: "The statement's language, as a tag.", example: "en" }),
    statement_version: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[\x21-\x7e]+$/, "Must be visible ASCII without spaces.")
      .optional()
      .openapi({
        description: "Which version of the statement it was, as the business names it.",
        example: "2026-11",
      }),
    source: z.string().min(1).max(512).optional().openapi({
      description: "Where it was given: a page, a form, a file and line.",
      example: "https://bluebird.example/newsletter",
    }),
    captured_at: z.iso.datetime({ offset: true }).optional().openapi({
      description: "When the person acted; now when absent.",
      example: "2026-11-24T09:30:00Z",
    }),
    subject_ip: z
      .string()
      .refine(isIp, "Must be an IPv4 or IPv6 address.")
      .optional()
      .openapi({
        description: "The person's IPv4 or IPv6 address.",
        anyOf: [{ format: "ipv4" }, { format: "ipv6" }],
        example: "203.0.113.9",
      }),
    subject_user_agent: z
      .string()
      .min(1)
      .max(512)
      .optional()
      .openapi({ description: "The browser or app the person used.", example: "Mozilla/5.0" }),
    evidence_media_id: idOf("media").optional().openapi({
      description: "A medium that shows it: a scan of a form, a recorded call.",
    }),
  })
  .openapi("ConsentBody");
export type ConsentBody = z.infer<typeof ConsentBody>;

export const ConsentView = z
  .object({
    id: idOf("consent"),
    seq: z
      .int()
      .openapi({ description: "Place in the workspace's ledger, without gaps.", example: 17 }),
    contact_id: idOf("contact"),
    purpose: z.string().openapi({ description: "What the act is for.", example: "marketing" }),
    action: z.enum(CONSENT_ACTIONS).openapi({ description: "What was done.", example: "grant" }),
    state: z
      .enum(CONSENT_STATES)
      .openapi({ description: "Where the person stands after the act.", example: "granted" }),
    method: z.string().openapi({ description: "How it was done.", example: "form" }),
    statement: z.string().nullable().openapi({
      description: "What the person agreed to, word for word; null without a statement.",
      example: "I agree to receive offers from Bluebird Books on WhatsApp.",
    }),
    source: z.string().nullable().openapi({
      description: "Where it was given; null when nobody said.",
      example: "https://bluebird.example/newsletter",
    }),
    statement_sha256: z.string().nullable().openapi({
      description: "SHA-256 of the statement, hex; null without one.",
      example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }),
    statement_version: z.string().nullable().openapi({
      description: "Which version of the statement it was; null when nobody said.",
      example: "2026-11",
    }),
    statement_language: z.string().nullable().openapi({
      description: "The statement's language; null when nobody said.",
      example: "en",
    }),
    by_person: z.boolean().openapi({
      description: "Whether it is the person's own act, which no other act but their own reverses.",
      example: false,
    }),
    message_id: idOf("message").nullable().openapi({
      description:
        "The message by which the person acted, or by which a request was put to them; null when there was none.",
    }),
    evidence_media_id: idOf("media").nullable().openapi({
      description: "A medium that shows it; null when there is none.",
    }),
    actor: z.string().openapi({
      description: "Who recorded it, by kind and id.",
      example: "api_key:key_01k9zq3v6m8r2t4w6y8a0c2e4g",
    }),
    captured_at: instant("When the person acted."),
    recorded_at: instant("When the act entered the ledger."),
    personal_sha256: z.string().nullable().openapi({
      description:
        "Salted SHA-256 of where and from which addresses it was given, hex: how they stand in the chain. Null until it is sealed.",
      example: null,
    }),
    hash: z.string().nullable().openapi({
      description: "Link of the ledger's hash chain; null until it is sealed.",
      example: null,
    }),
  })
  .openapi("Consent");
export type ConsentView = z.infer<typeof ConsentView>;

export const ConsentPage = pageOf(ConsentView).openapi("ConsentPage");
export const ConsentFeed = feedOf(ConsentView).openapi("ConsentFeed");

/** Body of `POST /v1/contacts/{sel}/consents/hold`. */
export const HoldBody = z
  .strictObject({
    decision: z.enum(["withdraw", "release"]).openapi({
      description:
        "`withdraw`: it was a refusal, so the person has withdrawn. `release`: it was none, and marketing goes on.",
      example: "withdraw",
    }),
  })
  .openapi("ConsentHoldBody");
export type HoldBody = z.infer<typeof HoldBody>;

export const HoldView = z
  .object({
    contact_id: idOf("contact"),
    decision: z
      .enum(["withdraw", "release"])
      .openapi({ description: "What was decided.", example: "withdraw" }),
    message_id: idOf("message").nullable().openapi({ description: "What the person wrote." }),
    state: z
      .enum(CONSENT_STATES)
      .openapi({ description: "Where the person stands now.", example: "withdrawn" }),
  })
  .openapi("ConsentHoldDecided");
export type HoldView = z.infer<typeof HoldView>;
