import { z } from "@hono/zod-openapi";

import { DATA_CLASSES } from "#core/privacy/data-class";

const PlaceView = z.object({
  store: z
    .enum(["workspace_database", "control_database", "session_object", "sandbox_object", "bucket"])
    .openapi({ description: "Of which store it is.", example: "workspace_database" }),
  name: z.string().openapi({ description: "Its table or folder.", example: "messages" }),
  purpose: z.string().openapi({ description: "What it is for.", example: "the conversation" }),
  holds: z.record(z.string(), z.array(z.string())).openapi({
    description: `Its columns or members by their class: ${DATA_CLASSES.join(", ")}.`,
    example: { plain: ["contact_id"], profile: ["tag"] },
  }),
  on_erasure: z.enum(["deleted", "emptied", "stays", "none"]).openapi({
    example: "deleted",
    description:
      "What becomes of a person's data in it when they are erased: the rows go (`deleted`), or what is theirs in them (`emptied`); what `stays` names nobody.",
  }),
  kept_for: z.string().openapi({ description: "The class of retention.", example: "messages" }),
});

export const DataMapView = z
  .object({ data: z.array(PlaceView).openapi({ description: "The places." }) })
  .openapi("DataMap", { description: "Every place where anything is stored, column by column." });
export type DataMapView = z.infer<typeof DataMapView>;

const ProcessorView = z.object({
  name: z.string().openapi({ description: "Who it is.", example: "Meta (WhatsApp Cloud API)" }),
  hosts: z.array(z.string()).openapi({
    description: "Its hosts, or who chooses them.",
    example: ["graph.facebook.com"],
  }),
  role: z.enum(["processor", "platform", "recipient"]).openapi({
    description:
      "Works for the deployment (`processor`), is WhatsApp itself (`platform`), or was chosen by the workspace (`recipient`).",
    example: "platform",
  }),
  purpose: z.string().openapi({ description: "What for.", example: "It carries the messages." }),
  fields: z.array(z.string()).openapi({ description: "What it is told.", example: ["templates"] }),
  classes: z
    .array(z.enum(DATA_CLASSES))
    .openapi({ description: "Of which classes that is.", example: ["content"] }),
});

export const ProcessorsView = z
  .object({ data: z.array(ProcessorView).openapi({ description: "Who they are." }) })
  .openapi("Processors", { description: "Everybody outside who is told anything, and what." });
export type ProcessorsView = z.infer<typeof ProcessorsView>;

export const ControlsView = z
  .object({
    data: z
      .array(
        z.object({
          clause: z.string().openapi({ description: "Its number.", example: "P11" }),
          promise: z.string().openapi({
            description: "What is promised.",
            example: "Incoming messages are never sent to AI models.",
          }),
          control: z.string().openapi({
            description: "What keeps it.",
            example: "The part that asks models cannot reach a database.",
          }),
        }),
      )
      .openapi({ description: "The clauses." }),
  })
  .openapi("PrivacyControls", {
    description: "What the privacy policy promises, and what keeps each promise.",
  });
export type ControlsView = z.infer<typeof ControlsView>;
