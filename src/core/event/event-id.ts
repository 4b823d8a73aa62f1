import { derivedSuffix, timeChars } from "#core/derived-id";
import type { Id } from "#core/ids";

/** The id of an event of a workspace: derived from its place in the ledger, so feed, stream and webhooks carry the same one. */
export const eventIdOf = (tenantId: Id<"tenant">, atMs: number, seq: number): Id<"event"> =>
  `evt_${derivedSuffix(timeChars(atMs), `${tenantId}\n${seq}`)}`;
