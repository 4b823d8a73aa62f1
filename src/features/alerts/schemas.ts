import { z } from "@hono/zod-openapi";

import { ALERT_KINDS } from "#core/alert/kinds";
import { pageOf, PageQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

/** Query of `GET /v1/alerts`. */
export const ListAlertsQuery = PageQuery.extend({
  state: z.enum(["open", "acknowledged"]).optional().openapi({
    description: "Only those that nobody saw to yet, or only those that somebody did.",
    example: "open",
  }),
});
export type ListAlertsQuery = z.infer<typeof ListAlertsQuery>;

export const AlertView = z
  .object({
    id: idOf("alert"),
    kind: z
      .enum(ALERT_KINDS)
      .openapi({ description: "What happened.", example: "number_restricted" }),
    severity: z.enum(["warning", "critical"]).openapi({
      description: "`critical`: something does not work until somebody acts.",
      example: "critical",
    }),
    subject: z.string().nullable().openapi({
      description: "Id of what it is about; null when it is the workspace.",
      example: "num_01k9zq3v6m8r2t4w6y8a0c2e4g",
    }),
    event_seq: z.int().nullable().openapi({
      description: "The event that told it, by its sequence; null when none did.",
      example: 1042,
    }),
    raised_at: instant("When it happened."),
    mailed_at: instant(
      "When whoever asked for its kind was written to; null while that is to be done.",
    ).nullable(),
    acknowledged_at: instant("When somebody saw to it; null while nobody has.").nullable(),
    acknowledged_by: z.string().nullable().openapi({
      description: "Who saw to it: the user or API key.",
      example: "usr_01k9zq3v6m8r2t4w6y8a0c2e4g",
    }),
  })
  .openapi("Alert", { description: "Something that wants a person." });
export type AlertView = z.infer<typeof AlertView>;

export const AlertPage = pageOf(AlertView).openapi("AlertPage");

const kinds = z
  .array(z.enum(ALERT_KINDS))
  .max(ALERT_KINDS.length)
  .openapi({
    description: "Of which kinds letters are wanted; none ends them.",
    example: ["number_restricted", "number_needs_reauth"],
  });

/** Body and answer of `/v1/me/alerts`. */
export const MyAlerts = z.strictObject({ kinds }).openapi("MyAlerts");
export type MyAlerts = z.infer<typeof MyAlerts>;
