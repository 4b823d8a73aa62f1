/** Who did what, when and from where. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

export type AuditLog = InferResponseType<(typeof api)["audit-logs"]["$get"], 200>["data"][number];
type Verified = InferResponseType<(typeof api)["audit-logs"]["verify"]["$post"], 200>;

/** What the list is narrowed to: an id, the name of an act, an id. */
export interface AuditFilter {
  readonly actor?: string;
  readonly action?: string;
  readonly target?: string;
}

/** Newest first. A page of a narrowed list may be empty and have more behind it. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["audit", filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      ask(api["audit-logs"].$get({ query: { limit: "50", ...filter, ...(after && { after }) } })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** Check the workspace's trail from its first row on, part by part, up to the first stretch that was changed. */
export async function verifyAudit(): Promise<Pick<Verified, "rows" | "first_invalid" | "head">> {
  let rows = 0;
  for (let after: number | undefined; ;) {
    const part = await ask(
      api["audit-logs"].verify.$post({ json: after === undefined ? {} : { after } }),
    );
    rows += part.rows;
    if (!part.valid || !part.has_more)
      return { rows, first_invalid: part.first_invalid, head: part.head };
    after = part.next_after;
  }
}
