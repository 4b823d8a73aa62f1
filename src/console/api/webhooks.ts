/** Where events are posted to, and what became of it. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, askVersioned, once } from "./client.ts";

const hooks = api.webhooks;
const one = hooks[":id"];

export type Webhook = InferResponseType<typeof hooks.$get, 200>["data"][number];
export type NewWebhook = InferRequestType<typeof hooks.$post>["json"];
export type WebhookChange = InferRequestType<typeof one.$patch>["json"];
export type Delivery = InferResponseType<typeof one.deliveries.$get, 200>["data"][number];
export type Outcome = Delivery["outcome"];
export type Replay = InferRequestType<typeof one.replay.$post>["json"];

export const PAYLOADS = ["full", "thin", "meta"] as const satisfies readonly Webhook["payload"][];
export const OUTCOMES: readonly Outcome[] = ["succeeded", "pending", "failed", "abandoned"];

/** Every webhook: a workspace may have twenty. */
export const webhooksQuery = queryOptions({
  queryKey: ["webhooks", "list"],
  queryFn: () => ask(hooks.$get({ query: { limit: "50" } })),
});

export const readWebhook = (id: string) => askVersioned(one.$get({ param: { id } }));

/** One with its version. */
export const webhookQuery = (id: string) =>
  queryOptions({ queryKey: ["webhooks", "one", id], queryFn: () => readWebhook(id) });

const LOG_MS = 5_000;

/** What was posted, the newest first; of one outcome or of all. */
export const deliveriesQuery = (id: string, outcome: Outcome | undefined) =>
  infiniteQueryOptions({
    queryKey: ["webhooks", "deliveries", id, outcome],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      ask(
        one.deliveries.$get({
          param: { id },
          query: { limit: "25", ...(outcome && { outcome }), ...(after && { after }) },
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: LOG_MS,
  });

/** The answer holds the secret, once. `key` is made once per intent. */
export const createWebhook = (json: NewWebhook, key: string) =>
  ask(hooks.$post({ json }, once(key)));

/** @throws Problem `precondition_failed` when somebody changed it after `etag`. */
export const changeWebhook = (id: string, json: WebhookChange, etag: string | undefined) =>
  askVersioned(
    one.$patch({ param: { id }, header: etag === undefined ? {} : { "If-Match": etag }, json }),
  );

/** The answer holds the new secret, once; the old one signs beside it for a day. */
export const rotateSecret = (id: string, key: string) =>
  ask(one["rotate-secret"].$post({ param: { id }, json: { force: true } }, once(key)));

/** Posts a test event now; answers what became of it, after 15 seconds at the latest. */
export const testWebhook = (id: string) => ask(one.test.$post({ param: { id } }));

export const enableWebhook = (id: string) => ask(one.enable.$post({ param: { id } }));

export const deleteWebhook = (id: string) => ask(one.$delete({ param: { id } }));

export const replayWebhook = (id: string, json: Replay) =>
  ask(one.replay.$post({ param: { id }, json }));

export const retryDelivery = (id: string) =>
  ask(api.deliveries[":id"].retry.$post({ param: { id } }));
