import { z } from "@hono/zod-openapi";

import { FIELD_TYPES } from "#core/contact/field-types";
import { distinctTags, TAGS_MAX } from "#core/contact/tag";
import { IMPORT_DELIMITERS, IMPORT_ENCODINGS, IMPORT_STATUSES } from "#core/import/states";
import { pageOf } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { tagText } from "#platform/http/tag-text";
import { visibleName } from "#platform/http/visible-name";

const TARGET =
  "`phone`, `bsuid`, `external_id`, `name`, `language`, `timezone`, `tags`, `fields.<key>`, `consent`, `consent_at` or `ignore`";

const Target = z.union([
  z.string().max(80),
  z.strictObject({
    to: z.string().max(80),
    type: z.enum(FIELD_TYPES).optional(),
    choices: z.array(z.string().min(1).max(256)).max(200).optional(),
  }),
]);

/** What a person says who answers for a file. */
export const ConsentDeclarationBody = z
  .strictObject({
    purpose: z.literal("marketing").openapi({ description: "What the consent is for." }),
    statement: z
      .string()
      .max(4096)
      .refine((text) => text.trim() !== "", {
        message: "Must not be blank.",
        params: { code: "blank" },
      })
      .openapi({
        description: "What the people agreed to, word for word.",
        example: "I agree to receive offers from Bluebird Books on WhatsApp.",
      }),
    statement_language: z
      .string()
      .regex(/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$/, "Must be a language tag.")
      .optional()
      .openapi({ description: "The statement's language, as a tag.", example: "en" }),
    source: visibleName(300).openapi({
      description: "Where they agreed: a form, a page, a shop.",
      example: "Paper form at the counter, spring 2026",
    }),
    captured_at: z.iso.datetime({ offset: true }).optional().openapi({
      description:
        "When they agreed, of rows without a `consent_at`; when the file is imported when it is left out.",
      example: "2026-03-31T00:00:00Z",
    }),
    evidence_media_id: givenId("media").optional().openapi({
      description: "An uploaded file that proves it, such as a scanned form.",
    }),
    declared_by: visibleName(200).openapi({
      description: "The name of the person who answers for it.",
      example: "Ana Almeida",
    }),
  })
  .openapi("ConsentDeclaration");

/** The fields of an import's form beside its file, parsed. */
export const ImportForm = z.strictObject({
  mapping: z.record(z.string().max(256), Target),
  consent: ConsentDeclarationBody.optional(),
  dry_run: z.boolean().default(false),
  on_conflict: z.enum(["error", "update"]).default("update"),
  default_country: z
    .string()
    .regex(/^[A-Z]{2}$/, "Must be two capital letters.")
    .optional(),
  tags: z.array(tagText).max(TAGS_MAX).transform(distinctTags).default([]),
});
export type ImportForm = z.infer<typeof ImportForm>;

const text = (description: string, example: string) => ({
  type: "string" as const,
  description,
  example,
});

/** The form of `POST /v1/imports`: not a zod schema, so that nobody reads the body to validate it. */
export const IMPORT_BODY = {
  required: true,
  description: "A form with the file in it, and how to read it.",
  content: {
    "multipart/form-data": {
      schema: {
        type: "object" as const,
        required: ["file", "mapping"],
        properties: {
          file: {
            type: "string" as const,
            format: "binary",
            description:
              "CSV with a line of headers, separated by comma, semicolon, tab or bar, in UTF-8, UTF-16 or Windows-1252: at most 1,000,000 rows, 200 MB, 1 MB a line.",
          },
          mapping: text(
            `A JSON object: by header, in whatever case, what the column becomes: ${TARGET}; or an object \`{to, type?, choices?}\` whose \`type\` is that of the values of a field that the workspace has not declared (a declared one has its own): ${FIELD_TYPES.map((type) => `\`${type}\``).join(", ")}. Other columns are ignored.`,
            '{"Phone": "phone", "Full name": "name", "Born": {"to": "fields.born", "type": "date"}}',
          ),
          consent: text(
            "A JSON object, `ConsentDeclaration`: that the people of the file consented. Without it nobody is recorded to have. Requires `consents:write`.",
            '{"purpose": "marketing", "statement": "I agree to offers on WhatsApp.", "source": "Paper form", "declared_by": "Ana Almeida"}',
          ),
          dry_run: text("`true`: only find out what would happen.", "true"),
          on_conflict: text(
            "`update` (when it is left out): a row whose phone, user id or external id a contact has changes that contact. `error`: it is rejected.",
            "update",
          ),
          default_country: text(
            "Reads phone numbers without a country code, ISO 3166-1, two letters; the workspace's when it is left out.",
            "BR",
          ),
          tags: text(
            "A JSON array of tags that every contact of the file gets.",
            '["spring fair"]',
          ),
        },
      },
    },
  },
};

const count = (description: string, example: number) => z.int().openapi({ description, example });

const ConsentDeclarationView = z
  .object({
    purpose: z.literal("marketing").openapi({ description: "What the consent is for." }),
    statement: z.string().openapi({
      description: "What the people agreed to, word for word.",
      example: "I agree to receive offers from Bluebird Books on WhatsApp.",
    }),
    statement_language: z
      .string()
      .nullable()
      .openapi({ description: "The statement's language, as a tag.", example: "en" }),
    source: z.string().openapi({
      description: "Where they agreed.",
      example: "Paper form at the counter, spring 2026",
    }),
    captured_at: instant("When they agreed, of rows that do not tell.").nullable(),
    evidence_media_id: idOf("media")
      .nullable()
      .openapi({ description: "The file that proves it; null without one." }),
    declared_by: z.string().openapi({
      description: "Who answers for it.",
      example: "Ana Almeida",
    }),
  })
  .openapi("ImportConsent");

const ColumnView = z.object({
  header: z.string().openapi({ description: "As the file has it.", example: "Full name" }),
  to: z.string().openapi({ description: "What it becomes.", example: "name" }),
  type: z
    .enum(FIELD_TYPES)
    .nullable()
    .openapi({ description: "Of a field: the type of its values.", example: null }),
});

const ProblemView = z
  .object({
    code: z.string().openapi({ description: "A stable word.", example: "unclosed_quote" }),
    detail: z.string().openapi({
      description: "The same for a person.",
      example: "A quoted text that begins in line 812 does not end.",
    }),
    line: z.int().nullable().openapi({
      description: "The line of the file; null when it is about the whole.",
      example: 812,
    }),
  })
  .openapi("ImportProblem");

export const ImportView = z
  .object({
    id: idOf("import"),
    status: z.enum(IMPORT_STATUSES).openapi({
      description:
        "`queued`, `running`, `completed`, or `failed` with an `error`; after an undo `undoing`, then `undone`. `receiving` is never shown.",
      example: "completed",
    }),
    dry_run: z
      .boolean()
      .openapi({ description: "Whether it only found out what would happen.", example: false }),
    file_name: z
      .string()
      .nullable()
      .openapi({ description: "What the file was called.", example: "clients.csv" }),
    size: z.int().openapi({ description: "Of the file, in bytes.", example: 5_812_004 }),
    encoding: z.enum(IMPORT_ENCODINGS).openapi({
      description: "What its text was read as; UTF-16 is kept as UTF-8.",
      example: "utf-8",
    }),
    delimiter: z
      .enum(IMPORT_DELIMITERS)
      .openapi({ description: "What separates its columns.", example: ";" }),
    columns: z
      .array(ColumnView)
      .openapi({ description: "The file's columns, and what they become." }),
    tags: z
      .array(z.string())
      .openapi({ description: "Tags of every contact of the file.", example: ["spring fair"] }),
    on_conflict: z.enum(["error", "update"]).openapi({
      description: "What becomes of rows that name a contact which is there.",
      example: "update",
    }),
    consent: z
      .union([ConsentDeclarationView, z.null()])
      .openapi({ description: "What was declared of the people's consent; null: nothing." }),
    total_rows: count("Rows of the file that are not blank.", 100_000),
    rows: count("Rows that are done with: created + updated + unchanged + rejected.", 100_000),
    created: count("Rows that made a contact.", 96_900),
    updated: count("Rows that changed one.", 80),
    unchanged: count("Rows that said nothing new.", 20),
    rejected: count("Rows that were not written.", 3_000),
    consents: z
      .object({
        granted: count("Rows whose person has granted, by this file or before it.", 96_000),
        unknown: count("Rows that do not say clearly that the person did.", 990),
        withheld: count("Rows whose person withdrew, or is on the suppression list.", 10),
      })
      .openapi({ description: "Of the rows that were written." }),
    reported: count("Entries of the error file.", 3_012),
    repeats: idOf("import").nullable().openapi({
      description:
        "The import of the same file with the same settings that came before: nothing is granted twice; null: none did.",
    }),
    undo: z
      .object({
        removed: count("Contacts that are gone again.", 96_870),
        kept: count("Contacts that stay, because something happened to them since.", 30),
      })
      .nullable()
      .openapi({ description: "What the undo did so far; null when nobody asked for it." }),
    error: z
      .union([ProblemView, z.null()])
      .openapi({ description: "Why it failed as a whole; null when it did not." }),
    created_at: instant("When the file came in."),
    started_at: instant("When its first rows were read.").nullable(),
    ended_at: instant("When it was done.").nullable(),
    expires_at: instant("Until when the error file can be had and the import undone.").nullable(),
  })
  .openapi("Import", { description: "A file of contacts, and what became of its rows." });
export type ImportView = z.infer<typeof ImportView>;

export const ImportPage = pageOf(ImportView).openapi("ImportPage");
