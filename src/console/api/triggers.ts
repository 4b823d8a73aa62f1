/** URLs by which other systems start automations. */
import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, once } from "./client.ts";

export type TriggerUrl = InferResponseType<typeof api.triggers.$get, 200>["data"][number];
export type NewTrigger = InferRequestType<typeof api.triggers.$post>["json"];

/** Every trigger URL of the workspace, newest first. */
export const triggersQuery = queryOptions({
  queryKey: ["triggers"],
  queryFn: async () => {
    const triggers: TriggerUrl[] = [];
    let after: string | undefined;
    do {
      const page = await ask(
        api.triggers.$get({ query: { limit: "100", ...(after && { after }) } }),
      );
      triggers.push(...page.data);
      after = page.next_cursor ?? undefined;
    } while (after !== undefined);
    return triggers;
  },
});

/** The answer holds the secret, once. `key` is made once per intent. */
export const createTrigger = (json: NewTrigger, key: string) =>
  ask(api.triggers.$post({ json }, once(key)));

export const deleteTrigger = (id: string) => ask(api.triggers[":id"].$delete({ param: { id } }));
