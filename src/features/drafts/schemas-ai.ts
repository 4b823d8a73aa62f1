import { z } from "@hono/zod-openapi";

import { AI_FAULTS, AI_OUTCOMES } from "#core/draft/states";
import { pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const model = z.string().openapi({
  description: "The model, as OpenRouter calls it.",
  example: "google/gemini-2.5-flash",
});

/** Why a model of the deployment cannot be asked at the moment. */
export const MODEL_REASONS = [
  "not_configured",
  "turned_off",
  "not_chosen",
  "not_offered",
  "unreachable",
] as const;
export type ModelReason = (typeof MODEL_REASONS)[number];

export const ModelsView = z
  .object({
    data: z
      .array(
        z.object({
          id: model,
          available: z
            .boolean()
            .openapi({ description: "Whether it can be asked.", example: true }),
          reason: z.enum(MODEL_REASONS).nullable().openapi({
            description:
              "Why not: the deployment has no provider, the workspace has AI off or does not use the model, or the provider does not offer it or cannot be reached.",
            example: null,
          }),
        }),
      )
      .openapi({ description: "Every model of the deployment." }),
  })
  .openapi("AiModels");
export type ModelsView = z.infer<typeof ModelsView>;

const count = (what: string, example: number | null) =>
  z
    .int()
    .nullable()
    .openapi({ description: `${what}; null when nobody told.`, example });

export const CallView = z
  .object({
    id: idOf("aiCall"),
    at: instant("When the model was asked."),
    model,
    outcome: z.enum(AI_OUTCOMES).openapi({
      description: "`drafted`, `failed`, or `pending` while it goes on. Only a draft counts.",
      example: "drafted",
    }),
    fault: z.enum(AI_FAULTS).nullable().openapi({
      description: "Why there is no draft.",
      example: null,
    }),
    rounds: z.int().openapi({
      description: "How often it was asked: 2 when its first answer had to be repaired.",
      example: 1,
    }),
    input_tokens: count("Tokens that were read", 812),
    output_tokens: count("Tokens that were written", 143),
    cost_usd: z.number().nullable().openapi({
      description: "What the provider charged, US dollars; null when it did not tell.",
      example: 0.000_287,
    }),
    input_sha256: z.string().openapi({
      description: "SHA-256 of the first request, hex. What was sent is not kept here.",
      example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }),
    fields: z.array(z.string().openapi({ description: "A name.", example: "brief" })).openapi({
      description: "Names of the members of the brief that were sent.",
      example: ["brief", "language", "category"],
    }),
    draft_id: idOf("draft").nullable().openapi({ description: "The draft, if there is one." }),
  })
  .openapi("AiCall");
export type CallView = z.infer<typeof CallView>;

export const CallPage = pageOf(CallView).openapi("AiLedgerPage");

const CAP_MAX = 100_000;

/** Body of `PUT /v1/ai/settings`: absent members stay. */
export const UpdateSettingsBody = z
  .strictObject({
    enabled: z.boolean().openapi({ description: "Whether AI may draft.", example: true }),
    models: z.array(model).min(1).max(20).optional().openapi({
      description: "Which models of the deployment the workspace uses, the first by default.",
    }),
    monthly_cap: z.int().min(0).max(CAP_MAX).optional().openapi({
      description: "How many drafts a calendar month (UTC) may have.",
      example: 100,
    }),
  })
  .openapi("UpdateAiSettingsBody");
export type UpdateSettingsBody = z.infer<typeof UpdateSettingsBody>;

export const SettingsView = z
  .object({
    enabled: z.boolean().openapi({ description: "Whether AI may draft.", example: false }),
    models: z.array(model).openapi({ description: "The models that the workspace uses." }),
    monthly_cap: z.int().openapi({ description: "Drafts in a month, at most.", example: 100 }),
    used: z
      .object({
        month: z.string().openapi({ description: "This month, UTC.", example: "2026-11" }),
        drafts: z.int().openapi({ description: "Drafts that were made in it.", example: 3 }),
      })
      .openapi({ description: "What of the cap is used." }),
  })
  .openapi("AiSettings");
export type SettingsView = z.infer<typeof SettingsView>;
