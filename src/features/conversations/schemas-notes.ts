import { z } from "@hono/zod-openapi";

import { NoteAuthor, NoteText } from "#features/contacts/index";
import { pageOf } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const MENTIONS_MAX = 20;

/** Body of `POST /v1/conversations/{id}/notes` and of a note's `PATCH`. */
export const NoteBody = z
  .strictObject({
    text: NoteText,
    mentions: z
      .array(givenId("user"))
      .max(MENTIONS_MAX)
      .transform((ids) => [...new Set(ids)])
      .default([])
      .openapi({
        description: "Members of the workspace whom it is for, at most 20.",
        example: [],
      }),
  })
  .openapi("NoteBody");
export type NoteBody = z.infer<typeof NoteBody>;

export const NoteView = z
  .object({
    id: idOf("note"),
    conversation_id: idOf("conversation").openapi({
      description: "The thread that it was left in; of a merged contact's, the one from before.",
    }),
    author: NoteAuthor,
    text: z.string().openapi({ description: "What it says.", example: "Wants a refund." }),
    mentions: z.array(idOf("user")).openapi({ description: "Whom it is for.", example: [] }),
    created_at: instant("When it was written."),
    edited_at: instant("When it was last changed; null when it never was.").nullable(),
  })
  .openapi("Note", { description: "What a team says among itself in a conversation." });
export type NoteView = z.infer<typeof NoteView>;

export const NotePage = pageOf(NoteView).openapi("NotePage");

export const MentionView = z
  .object({
    ...NoteView.shape,
    unread: z.boolean().openapi({
      description: "Whether it is newer than what you marked as seen, and not your own.",
      example: true,
    }),
  })
  .openapi("Mention", { description: "A note that names you." });
export type MentionView = z.infer<typeof MentionView>;

export const MentionPage = pageOf(MentionView).openapi("MentionPage");

/** Body of `POST /v1/me/mentions/read`. */
export const MarkMentionsBody = z
  .strictObject({
    up_to: givenId("note").openapi({ description: "The newest note that you have seen." }),
  })
  .openapi("MarkMentionsBody");
export type MarkMentionsBody = z.infer<typeof MarkMentionsBody>;
