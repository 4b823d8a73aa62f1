/** What wants a person, and who is told of it by e-mail. */
import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

export type Alert = InferResponseType<typeof api.alerts.$get, 200>["data"][number];
export type AlertKind = Alert["kind"];

export const alertsQuery = queryOptions({
  queryKey: ["alerts"],
  queryFn: () => ask(api.alerts.$get({ query: { limit: "50" } })),
});

export const acknowledgeAlert = (id: string): Promise<Alert> =>
  ask(api.alerts[":id"].acknowledge.$post({ param: { id } }));

export const myAlertsQuery = queryOptions({
  queryKey: ["alerts", "mine"],
  queryFn: () => ask(api.me.alerts.$get()),
});

export const chooseAlerts = (kinds: readonly AlertKind[]) =>
  ask(api.me.alerts.$put({ json: { kinds: [...kinds] } }));

/** Every kind, the worst first. */
export const ALERT_KINDS: readonly AlertKind[] = [
  "number_restricted",
  "number_needs_reauth",
  "template_disabled",
  "storage_nearly_full",
  "number_quality_red",
  "token_expiring",
  "account_alert",
  "template_rejected",
  "template_paused",
  "campaign_paused",
  "webhook_disabled",
  "automation_failed",
  "ai_cap_reached",
  "unknown_sends",
  "opt_out_rate",
];
