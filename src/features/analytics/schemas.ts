import { z } from "@hono/zod-openapi";

import { isDay } from "#core/analytics/days";
import { AUTHOR_KINDS } from "#core/message/author";
import { idOf, idOfAny } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { timeZone } from "#platform/http/time-zone";

const day = (description: string) =>
  z
    .string()
    .refine(isDay, "Must be a day such as 2026-11-27.")
    .optional()
    .openapi({ description, example: "2026-11-27", type: "string", format: "date" });

/** Query of every report. */
export const ReportQuery = z.strictObject({
  from: day("First day, included; 30 days before `to` by default."),
  to: day("Last day, included; today by default. Of one answer 366 days at most."),
  timezone: timeZone.optional().openapi({
    description: "Whose days are meant; the workspace's zone by default.",
    example: "America/Sao_Paulo",
  }),
  number: idOf("number").optional().openapi({ description: "Only what this number did." }),
  format: z.enum(["json", "csv"]).default("json").openapi({
    description: "`csv` answers the rows of `data` as a table.",
    example: "json",
  }),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

const count = (description: string, example: number) =>
  z.int().nonnegative().openapi({ description, example });

const span = {
  from: z.string().openapi({ description: "First day.", example: "2026-11-01" }),
  to: z.string().openapi({ description: "Last day.", example: "2026-11-27" }),
  timezone: z.string().openapi({ description: "Whose days.", example: "America/Sao_Paulo" }),
};

const progress = {
  sent: count("Messages that Meta sent.", 120),
  delivered: count("Messages that reached a handset.", 117),
  read: count("Messages that were opened.", 96),
  failed: count("Messages that Meta did not take or deliver.", 3),
};

const seconds = (description: string, example: number) =>
  z.int().nonnegative().nullable().openapi({ description, example });

const waits = {
  replies: count("First answers after a person wrote; no campaign and no automation.", 48),
  p50_seconds: seconds("Half of the people waited no longer; null without answers.", 140),
  p90_seconds: seconds("Nine of ten waited no longer; null without answers.", 1_480),
  mean_seconds: seconds("On average; null without answers.", 420),
};

export const Overview = z
  .object({
    ...span,
    received: count("Messages of people.", 240),
    echoed: count("Messages that the business wrote on its own phone.", 4),
    ...progress,
    conversations: count("Conversations that began.", 31),
    contacts: count("Contacts that came to be; of the whole workspace.", 42),
    opt_ins: count("Times that somebody allowed marketing; of the whole workspace.", 40),
    opt_outs: count("Times that somebody withdrew it; of the whole workspace.", 2),
    ...waits,
  })
  .openapi("AnalyticsOverview");
export type Overview = z.infer<typeof Overview>;

const Progress = z.object(progress).openapi("AnalyticsProgress");

export const MessageDays = z
  .object({
    ...span,
    data: z
      .array(
        z.object({
          day: z.string().openapi({ description: "The day.", example: "2026-11-27" }),
          received: count("Messages of people.", 12),
          echoed: count("Messages that the business wrote on its own phone.", 0),
          ...progress,
          by_category: z.record(z.string(), Progress).openapi({
            description:
              "The same of `marketing`, `utility`, `authentication` and `service` (no template), where there was any.",
          }),
        }),
      )
      .openapi({ description: "Every day, oldest first; each thing on the day when it happened." }),
  })
  .openapi("AnalyticsMessages");
export type MessageDays = z.infer<typeof MessageDays>;

export const ResponseDays = z
  .object({
    ...span,
    data: z
      .array(
        z.object({
          day: z
            .string()
            .openapi({ description: "The day of the answers.", example: "2026-11-27" }),
          ...waits,
        }),
      )
      .openapi({ description: "Every day, oldest first." }),
  })
  .openapi("AnalyticsResponses");
export type ResponseDays = z.infer<typeof ResponseDays>;

export const AgentList = z
  .object({
    ...span,
    data: z
      .array(
        z.object({
          kind: z
            .enum(AUTHOR_KINDS)
            .openapi({ description: "What the id is of.", example: "user" }),
          id: idOfAny("user", "apiKey", "automation"),
          sent: count("Messages that Meta sent.", 64),
          replies: count("First answers after a person wrote.", 21),
          mean_reply_seconds: seconds("How long those people waited; null without answers.", 180),
        }),
      )
      .openapi({ description: "Whoever sent or answered, most messages first." }),
  })
  .openapi("AnalyticsAgents");
export type AgentList = z.infer<typeof AgentList>;

export const CampaignList = z
  .object({
    ...span,
    data: z
      .array(
        z.object({
          campaign_id: idOf("campaign"),
          name: z.string().openapi({ description: "The campaign's name.", example: "Bread" }),
          template_id: idOf("template"),
          status: z
            .string()
            .openapi({ description: "Where the campaign stands.", example: "completed" }),
          launched_at: instant("When it was launched."),
          planned: count("People of its audience.", 500),
          skipped: count("People who were left out.", 45),
          accepted: count("Messages that Meta took.", 455),
          ...progress,
          unknown: count("Messages of which nobody can tell whether Meta took them.", 0),
        }),
      )
      .openapi({
        description:
          "Campaigns launched in these days, newest first, 200 at most, as they stand now.",
      }),
  })
  .openapi("AnalyticsCampaigns");
export type CampaignList = z.infer<typeof CampaignList>;

const known = (description: string, example: string) =>
  z
    .string()
    .nullable()
    .openapi({ description: `${description}; null once it is deleted.`, example });

export const TemplateList = z
  .object({
    ...span,
    data: z
      .array(
        z.object({
          template_id: idOf("template"),
          name: known("The template's name", "bread"),
          language: known("Its language", "en"),
          category: known("Its category", "MARKETING"),
          status: known("Where it stands", "approved"),
          ...progress,
        }),
      )
      .openapi({ description: "Templates that were used, most sent first." }),
  })
  .openapi("AnalyticsTemplates");
export type TemplateList = z.infer<typeof TemplateList>;

export const Spend = z
  .object({
    ...span,
    billed: count("Messages that Meta charges for.", 455),
    free: count("Messages that it delivered free of charge.", 120),
    data: z
      .array(
        z.object({
          category: z.string().openapi({
            description: "Meta's pricing category, as its statuses tell it.",
            example: "marketing",
          }),
          market: z.string().openapi({
            description: "The recipient's country, ISO 3166-1 alpha-2, or `unknown`.",
            example: "BR",
          }),
          billed: count("Messages that Meta charges for.", 455),
          free: count("Messages that it delivered free of charge.", 0),
        }),
      )
      .openapi({ description: "By category and market, most billed first." }),
  })
  .openapi("AnalyticsSpend", {
    description:
      "What Meta bills by, in messages. It bills in the account's own currency and rates.",
  });
export type Spend = z.infer<typeof Spend>;
