import { z } from "zod";

import { isId, type Id, type Kind } from "#core/ids";

const id = <K extends Kind>(kind: K) =>
  z.custom<Id<K>>((value) => typeof value === "string" && isId(kind, value));

const tenantId = id("tenant");

/** Everything that travels on our queues. Jobs carry ids, never content: the row is the truth. */
export const Job = z.discriminatedUnion("kind", [
  /** Apply what the tenant's mailbox holds. */
  z.object({ kind: z.literal("mailbox.drain"), tenantId }),
  /** Send the tenant's queued messages that belong to no campaign. */
  z.object({ kind: z.literal("outbox.send"), tenantId }),
  /** Freeze a campaign's audience into rows. */
  z.object({ kind: z.literal("campaign.plan"), tenantId, campaignId: id("campaign") }),
  /** Send the rows of a campaign from one ordinal (inclusive) to another (exclusive). */
  z.object({
    kind: z.literal("campaign.chunk"),
    tenantId,
    campaignId: id("campaign"),
    from: z.int().nonnegative(),
    to: z.int().positive(),
  }),
  /** Look for work that a crash left behind, and for rows whose time has come. */
  z.object({ kind: z.literal("tenant.sweep"), tenantId }),
]);
export type Job = z.infer<typeof Job>;
