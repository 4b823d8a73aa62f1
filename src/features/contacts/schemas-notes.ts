import { z } from "@hono/zod-openapi";

import { isBlank } from "#core/contact/tag";
import { pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

/** Characters of a note. */
export const NOTE_LENGTH_MAX = 4_096;

/** What a note says, of a conversation or of a person. */
export const NoteText = z
  .string()
  .trim()
  .min(1)
  .max(NOTE_LENGTH_MAX)
  .refine((text) => !isBlank(text), { message: "Must not be blank.", params: { code: "blank" } })
  .openapi({
    description: "What it says; the person never sees it.",
    example: "Wants a refund.",
  });

/** Who wrote a note. */
export const NoteAuthor = z
  .object({
    kind: z
      .enum(["user", "api_key", "automation"])
      .openapi({ description: "What wrote it.", example: "user" }),
    id: z
      .string()
      .openapi({ description: "Who wrote it.", example: "usr_01k9zq3v6m8r2t4w6y8a0c2e4g" }),
  })
  .openapi({ description: "Who wrote it, and alone may change it." });
export type NoteAuthor = z.infer<typeof NoteAuthor>;

/** Body of `POST /v1/contacts/{contact}/notes` and of a note's `PATCH`. */
export const ContactNoteBody = z.strictObject({ text: NoteText }).openapi("ContactNoteBody");
export type ContactNoteBody = z.infer<typeof ContactNoteBody>;

export const ContactNoteView = z
  .object({
    id: idOf("note"),
    contact_id: idOf("contact").openapi({
      description: "Whom it was written of; of a merged contact's, the one from before.",
    }),
    author: NoteAuthor,
    text: z.string().openapi({ description: "What it says.", example: "Prefers calls." }),
    created_at: instant("When it was written."),
    edited_at: instant("When it was last changed; null when it never was.").nullable(),
  })
  .openapi("ContactNote", { description: "What a team says among itself of a person." });
export type ContactNoteView = z.infer<typeof ContactNoteView>;

export const ContactNotePage = pageOf(ContactNoteView).openapi("ContactNotePage");
