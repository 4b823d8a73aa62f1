import { z } from "zod";

import type { Id } from "#core/ids";
import type { Address } from "#core/whatsapp/outbound";
import type { Pick } from "#features/messages/queries-claims";
import { claimStatements, renewStatements } from "#features/messages/writes-claims";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** A row that this run alone may post. */
export interface ClaimedRow {
  readonly id: Id<"message">;
  readonly numberId: Id<"number">;
  readonly contactId: Id<"contact">;
  readonly conversationId: Id<"conversation"> | null;
  readonly campaignId: Id<"campaign"> | null;
  readonly templateId: Id<"template"> | null;
  readonly type: string;
  /** What is kept. */
  readonly content: unknown;
  /** What leaves, when that is more than may be kept: with the person's opt-out link. */
  readonly outgoing?: unknown;
  readonly variables: Readonly<Record<string, string>> | null;
  readonly contextWamid: string | null;
  readonly purpose: string | null;
  readonly clientRef: string | null;
  /** How often the row was claimed, this claim included. */
  readonly attempts: number;
  readonly claim: string;
  readonly claimedAtMs: number;
  readonly to: Address;
}

const json = z.string().transform((text): unknown => JSON.parse(text));
const Claimed = z.object({
  id: z.custom<Id<"message">>(),
  state: z.enum(["sending", "skipped"]),
  numberId: z.custom<Id<"number">>(),
  contactId: z.custom<Id<"contact">>(),
  conversationId: z.custom<Id<"conversation"> | null>(),
  campaignId: z.custom<Id<"campaign"> | null>(),
  templateId: z.custom<Id<"template"> | null>(),
  type: z.string(),
  content: json.nullable(),
  variables: json.pipe(z.record(z.string(), z.string())).nullable(),
  contextWamid: z.string().nullable(),
  purpose: z.string().nullable(),
  clientRef: z.string().nullable(),
  attempts: z.int(),
  claim: z.string(),
  claimedAtMs: z.int(),
  address: json.pipe(z.custom<Address>()).nullable(),
});

/** What a run has claimed: the rows that it alone may post, by id; and how many were skipped instead. */
export interface Claim {
  readonly rows: readonly ClaimedRow[];
  readonly skipped: number;
  /**
   * What a person said after this instant (Unix ms) the claim does not know of any more, so nothing of it may leave later.
   */
  readonly goodUntilMs: number;
}

/** How long before a message leaves it was last asked whether the person may be written to, ms at most. */
export const CLAIM_GOOD_MS = 250;
/** What is left for posting when the database is so far away that the claim alone took that long, ms. */
const CLAIM_GOOD_MIN_MS = 50;

/**
 * Claim queued rows for this run: nobody else posts them, and this run only while the claim is young.
 *
 * @param options `campaigns: false` when no picked row belongs to one. `held` picks campaign rows that this run claimed before and
 * has not posted: they are judged once more and come with the claim that they have.
 */
export async function claimRows(
  ctx: ScopedContext,
  pick: Pick,
  options: { readonly campaigns: boolean; readonly held?: Pick },
): Promise<Claim> {
  const run = { token: crypto.randomUUID(), nowMs: ctx.nowMs(), campaigns: options.campaigns };
  const { held } = options;
  const renewals = held === undefined ? [] : renewStatements(ctx.db, held, run.nowMs);
  const statements = [...renewals, ...claimStatements(ctx.db, pick, run)];
  const { results } = await commit(ctx, { statements });
  // The statements that count answer nothing.
  const answered = results.flatMap((one) => one.results).map((row) => Claimed.parse(row));
  const rows = answered
    .filter((row) => row.state === "sending")
    .map(({ state: _state, address, ...row }) => ({
      ...row,
      to: address ?? { phone: null, waId: null, bsuid: null },
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const goodUntilMs = Math.max(run.nowMs + CLAIM_GOOD_MS, ctx.nowMs() + CLAIM_GOOD_MIN_MS);
  return { rows, skipped: answered.length - rows.length, goodUntilMs };
}
