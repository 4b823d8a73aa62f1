/** What happened with a person, and what proves their consent. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

const timeline = api.contacts[":contact"].timeline;

export type TimelineEntry = InferResponseType<typeof timeline.$get, 200>["data"][number];

/** Messages, notes and acts of consent in one list, newest first. */
export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["contacts", "happened", id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      ask(
        timeline.$get({ param: { contact: id }, query: { limit: "20", ...(after && { after }) } }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** By which the person ends marketing without an account. */
export const readOptOutLink = (id: string) =>
  ask(api.contacts[":contact"]["opt-out-link"].$get({ param: { contact: id }, query: {} }));

/** An act of consent with the links that lead from it to the ledger's head, to be checked without us. */
export const readProof = (id: string) => ask(api.consents[":id"].proof.$get({ param: { id } }));

/** Have the whole ledger checked, part by part, up to its end or the first row that is not as it was sealed. */
export async function verifyLedger() {
  let rows = 0;
  for (let after = 0; ;) {
    const part = await ask(api.consents.verify.$post({ json: { after } }));
    rows += part.rows;
    if (!part.valid || !part.has_more) return { ...part, rows };
    after = part.next_after;
  }
}
