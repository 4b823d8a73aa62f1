import { z } from "zod";

import {
  NUMBER_HEALTH_FIELDS,
  parseNumberHealth,
  type NumberHealth,
} from "#core/whatsapp/number-health";
import type { Call } from "#platform/meta/answers";
import { appToken, type MetaApp } from "#platform/meta/app";
import type { GraphReply } from "#platform/meta/call";

/** What Meta says of a number's health. */
export const getNumberHealth = (
  call: Call,
  phoneNumberId: string,
): Promise<GraphReply<NumberHealth>> =>
  call(
    { method: "GET", path: `/${phoneNumberId}?fields=${NUMBER_HEALTH_FIELDS.join(",")}` },
    parseNumberHealth,
  );

/** Ids of the apps that an account's webhooks are sent to. */
export const listSubscribedApps = (
  call: Call,
  wabaId: string,
): Promise<GraphReply<readonly string[]>> =>
  call({ method: "GET", path: `/${wabaId}/subscribed_apps` }, readSubscribedApps);

/** The fields of WhatsApp accounts that an app is subscribed to, asked with the app's own token. */
export const listWebhookFields = (
  call: Call,
  app: MetaApp,
): Promise<GraphReply<readonly string[]>> =>
  call(
    { method: "GET", path: `/${app.appId}/subscriptions`, token: appToken(app) },
    readWebhookFields,
  );

const Id = z.union([z.string(), z.number().transform(String)]);

const SubscribedApps = z.object({
  data: z.array(z.object({ whatsapp_business_api_data: z.object({ id: Id.nullish() }).nullish() })),
});

function readSubscribedApps(json: unknown): readonly string[] | undefined {
  const parsed = SubscribedApps.safeParse(json);
  return parsed.success
    ? parsed.data.data.flatMap(({ whatsapp_business_api_data: app }) => app?.id ?? [])
    : undefined;
}

/** Meta's documents have fields as objects with a name; a plain name is the same. */
const Field = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);

const Subscriptions = z.object({
  data: z.array(
    z.object({
      object: z.string(),
      active: z.boolean().nullish(),
      fields: z.array(Field).nullish(),
    }),
  ),
});

function readWebhookFields(json: unknown): readonly string[] | undefined {
  const parsed = Subscriptions.safeParse(json);
  if (!parsed.success) return undefined;
  return parsed.data.data.flatMap(({ object, active, fields }) =>
    object === "whatsapp_business_account" && active !== false ? (fields ?? []) : [],
  );
}
