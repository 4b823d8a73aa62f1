import { z } from "@hono/zod-openapi";

import { PlayedAnswers, PlayedContact, PlayedMessage } from "#core/automation/definition";
import { RUN_STATUSES } from "#core/automation/run-state";
import { instant } from "#platform/http/instant";

/** Body of `POST /v1/automations/{id}/simulate`. */
export const SimulateBody = z
  .strictObject({
    messages: z
      .array(PlayedMessage)
      .min(1)
      .max(50)
      .openapi({ description: "What the person does." }),
    clock: z.iso.datetime().optional().openapi({
      description: "When it begins; now when absent.",
      example: "2026-11-30T09:00:00Z",
    }),
    contact: PlayedContact.optional(),
    http: PlayedAnswers.default({}),
    variables: z
      .record(z.string(), z.string().max(1024))
      .default({})
      .openapi({ description: "What a hook would fill.", example: { order_id: "42" } }),
  })
  .openapi("SimulateAutomationBody", { example: { messages: [{ text: "When are you open?" }] } });
export type SimulateBody = z.infer<typeof SimulateBody>;

const StepTrace = z.object({
  step: z
    .string()
    .openapi({ description: "Name of the step; of a rule `action_<place>`.", example: "hello" }),
  turn: z.int().openapi({ description: "In which turn of the run.", example: 1 }),
  at: instant("When."),
  outcome: z.string().openapi({ description: "What came of it.", example: "done" }),
});

/** The steps of a run in order. */
export const Trace = z
  .array(StepTrace)
  .openapi({ description: "What was done, step by step; the newest 100." });

export const TranscriptView = z
  .object({
    transcript: z
      .array(
        z.object({
          from: z.enum(["customer", "automation"]).openapi({ description: "Who says it." }),
          at: instant("When, by the played clock."),
          text: z.string().openapi({
            description:
              "What is said; templates as `template:<id>`, files as `media:<id>`, buttons in brackets.",
            example: "We are open from nine to six.",
          }),
          step: z.string().nullable().openapi({
            description: "The step that says it; null for the person.",
            example: "action_0",
          }),
        }),
      )
      .openapi({ description: "What both sides say, in order." }),
    status: z.enum(RUN_STATUSES).openapi({ description: "Where the run stands in the end." }),
    reason: z
      .string()
      .nullable()
      .openapi({ description: "Why, when it is not by its own end.", example: null }),
    variables: z
      .record(z.string(), z.string())
      .openapi({ description: "What the run knows in the end.", example: { order_id: "42" } }),
    trace: Trace,
  })
  .openapi("AutomationTranscript");
export type TranscriptView = z.infer<typeof TranscriptView>;
