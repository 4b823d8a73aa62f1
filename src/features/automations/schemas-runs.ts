import { z } from "@hono/zod-openapi";

import { RUN_STATUSES } from "#core/automation/run-state";
import { Trace } from "#features/automations/schemas-simulate";
import { pageOf, PageQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const members = {
  id: idOf("run"),
  automation_id: idOf("automation"),
  version: z.int().openapi({ description: "The version that it goes through.", example: 3 }),
  contact_id: idOf("contact"),
  number_id: idOf("number")
    .nullable()
    .openapi({ description: "The number that it speaks from; null while that is open." }),
  conversation_id: idOf("conversation")
    .nullable()
    .openapi({ description: "The conversation that it speaks in; null while that is open." }),
  status: z.enum(RUN_STATUSES).openapi({ description: "Where it stands." }),
  reason: z.string().nullable().openapi({
    description: "Why, when it is not by its own end: a stable word.",
    example: null,
  }),
  trigger: z.string().openapi({ description: "What started it.", example: "keyword" }),
  step: z.string().nullable().openapi({
    description: "The step that it is at; of a rule `action_<place>`; null when it is over.",
    example: "ask_name",
  }),
  wakes_at: instant("When it goes on by itself at the latest; null when it is over.").nullable(),
  created_at: instant("When it began."),
  updated_at: instant("When it last went on."),
};

export const RunView = z.object(members).openapi("AutomationRun");
export type RunView = z.infer<typeof RunView>;

export const RunDetail = z
  .object({
    ...members,
    variables: z
      .record(z.string(), z.string())
      .openapi({ description: "What it knows.", example: { order_id: "42" } }),
    trace: Trace,
  })
  .openapi("AutomationRunDetail");
export type RunDetail = z.infer<typeof RunDetail>;

export const ListedRun = z
  .object({
    ...members,
    contact_name: z.string().nullable().openapi({
      description: "What the person is called; null when nobody knows, or the contact is gone.",
      example: "Ana",
    }),
  })
  .openapi("ListedAutomationRun");
export type ListedRun = z.infer<typeof ListedRun>;

export const RunPage = pageOf(ListedRun).openapi("AutomationRunPage");

/** Query of `GET /v1/runs`. */
export const ListRunsQuery = PageQuery.extend({
  automation: idOf("automation")
    .optional()
    .openapi({ description: "Only those of this automation." }),
  status: z
    .enum(RUN_STATUSES)
    .optional()
    .openapi({ description: "Only those that stand so.", example: "waiting" }),
  contact: z.string().min(1).max(256).optional().openapi({
    description: "Only those of this contact: `con_…`, `phone:+…`, `bsuid:…`, `ext:…`.",
    example: "con_01k9zq3v6m8r2t4w6y8a0c2e4g",
  }),
});
export type ListRunsQuery = z.infer<typeof ListRunsQuery>;
