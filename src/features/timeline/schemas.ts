import { z } from "@hono/zod-openapi";

import { CONSENT_ACTIONS, CONSENT_METHODS, CONSENT_STATES } from "#core/consent/states";
import { TIMELINE_KINDS } from "#core/contact/timeline";
import { MessageView } from "#features/messages/index";
import { orNull } from "#platform/http/contract";
import { pageOf } from "#platform/http/cursor";
import { idOf, idOfAny } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const ActView = z
  .object({
    purpose: z.string().openapi({ description: "What for.", example: "marketing" }),
    action: z.enum(CONSENT_ACTIONS).openapi({ description: "What was done.", example: "grant" }),
    state: z.enum(CONSENT_STATES).openapi({
      description: "Where the person stood afterwards.",
      example: "granted",
    }),
    method: z.enum(CONSENT_METHODS).openapi({ description: "How it came about.", example: "form" }),
  })
  .openapi("TimelineConsent");

const NoteEntry = z
  .object({
    conversation_id: idOf("conversation")
      .openapi({ description: "The thread that it is of; null: it is of the person." })
      .nullable(),
    author: z.string().openapi({
      description: "Id of the member, of the API key, or of whatever else wrote it.",
      example: "usr_01k9zq3v6m8r2t4w6y8a0c2e4g",
    }),
    text: z.string().openapi({ description: "What it says.", example: "Prefers calls." }),
  })
  .openapi("TimelineNote");

export const TimelineEntry = z
  .object({
    id: idOfAny<"message" | "consent" | "note">("message", "consent", "note"),
    kind: z.enum(TIMELINE_KINDS).openapi({
      description: "What it is; the member of that name tells it, the others are null.",
      example: "message",
    }),
    at: instant("When it happened."),
    message: orNull(MessageView).openapi({
      description: "Of any thread with the person, those of campaigns (`campaign_id`) included.",
    }),
    consent: orNull(ActView).openapi({ description: "An act of consent." }),
    note: orNull(NoteEntry).openapi({
      description: "A note of a thread with the person, or of the person.",
    }),
  })
  .openapi("TimelineEntry");
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const TimelinePage = pageOf(TimelineEntry).openapi("TimelinePage");
