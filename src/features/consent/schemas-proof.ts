import { z } from "@hono/zod-openapi";

import { CHAIN_FAULTS } from "#core/chain/check-links";
import { CONSENT_ACTIONS, CONSENT_STATES } from "#core/consent/states";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { Head, link, seqOf } from "#platform/http/ledger";

const EXAMPLE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

export const VerifyView = z
  .object({
    valid: z.boolean().openapi({
      description: "Whether every row of this part is as it was sealed.",
      example: true,
    }),
    rows: z.int().openapi({ description: "How many rows were found to be.", example: 17 }),
    head: Head.openapi({ description: "How far the ledger is sealed." }),
    unsealed: z.int().openapi({ description: "Rows behind the head.", example: 0 }),
    first_invalid: z
      .object({
        seq: seqOf("Its sequence."),
        reason: z.enum(CHAIN_FAULTS).openapi({
          description: "What is not as it was sealed.",
          example: "record_changed",
        }),
      })
      .nullable()
      .openapi({
        description: "The first row that is not as it was sealed, null when there is none.",
        example: null,
      }),
    has_more: z.boolean().openapi({
      description: "Whether there is another part: ask again with `after` as `next_after` says.",
      example: false,
    }),
    next_after: seqOf("Up to where the ledger was found valid."),
  })
  .openapi("ConsentsVerified");
export type VerifyView = z.infer<typeof VerifyView>;

const text = (description: string, example: string | null) =>
  z.string().nullable().openapi({ description, example });

export const ProofView = z
  .object({
    ledger: z.string().openapi({ description: "Which ledger.", example: "consents" }),
    workspace_id: idOf("tenant"),
    record: z
      .object({
        seq: seqOf("Place in the ledger."),
        id: givenId("consent"),
        contact_id: givenId("contact"),
        purpose: z.string().openapi({ description: "What the act is for.", example: "marketing" }),
        action: z.string().openapi({ description: "What was done.", example: CONSENT_ACTIONS[0] }),
        state: z.string().openapi({
          description: "Where the person stood after it.",
          example: CONSENT_STATES[1],
        }),
        method: z.string().openapi({ description: "How it was done.", example: "form" }),
        by_person: z.union([z.boolean(), z.number()]).openapi({
          description: "Whether it is the person's own act.",
          example: false,
        }),
        statement_sha256: text("SHA-256 of the statement, hex.", EXAMPLE),
        statement_version: text("Version of the statement.", "2026-11"),
        statement_language: text("Language of the statement.", "en"),
        message_id: givenId("message").nullable(),
        evidence_media_id: givenId("media").nullable(),
        actor: z.string().openapi({
          description: "Who recorded it, by kind and id.",
          example: "api_key:key_01k9zq3v6m8r2t4w6y8a0c2e4g",
        }),
        captured_at: z
          .union([instant("When the person acted."), z.number()])
          .openapi({ description: "When the person acted.", example: "2026-11-24T09:30:00.000Z" }),
        recorded_at: z.union([instant("When it entered the ledger."), z.number()]).openapi({
          description: "When it entered the ledger.",
          example: "2026-11-24T09:30:00.000Z",
        }),
        personal_sha256: text("SHA-256 of `personal` in canonical JSON, hex.", EXAMPLE),
      })
      .openapi({
        description:
          "What is hashed, in canonical JSON (RFC 8785): its SHA-256 is the record's digest.",
      }),
    statement: text("What the person agreed to; null without one, and once redacted.", "I agree"),
    personal: z
      .object({
        salt: z
          .string()
          .openapi({ description: "Random, hex.", example: "5f2b9c0e7a4d4f6bb1c3d5e7f9a0b2c4" }),
        source: text("Where consent was given.", "https://bluebird.example/newsletter"),
        subject_ip: text("The person's IP address.", "203.0.113.9"),
        subject_user_agent: text("The person's browser or app.", "Mozilla/5.0"),
        recorded_ip: text("The IP address that it was recorded from.", "198.51.100.4"),
        recorded_user_agent: text("The program that recorded it.", "curl/8.5.0"),
      })
      .nullable()
      .openapi({
        description: "What is personal of the act; null once redacted, and without `contacts:pii`.",
      }),
    previous: Head.openapi({ description: "The link before it." }),
    hash: link(
      "Its link: SHA-256 of the previous link and the record's digest, both as hex digits.",
    ),
    path: z.array(link("The digest of the next record.")).openapi({
      description:
        "The digests of the records that follow, in order: linked one by one they lead to `reaches`.",
      example: [EXAMPLE],
    }),
    reaches: Head.openapi({ description: "Where `path` ends: at the head, or 500 records on." }),
    head: Head.openapi({ description: "How far the ledger is sealed." }),
  })
  .openapi("ConsentProof");
export type ProofView = z.infer<typeof ProofView>;
