import { actionFor } from "#core/whatsapp/error-action";
import type { Holding, MessageRow } from "#features/messages/queries";
import type { MessageView } from "#features/messages/schemas";

/** Of messages none of which waits. */
export const NOTHING_HELD: Holding = { numbers: new Map(), campaigns: new Set() };

/** What a queued message waits for beside its turn: what somebody has to lift first, else what passes by itself. */
export function waitingOf(
  { state, numberId, campaignId, waitCode, dueAt }: MessageRow,
  holding: Holding,
): MessageView["waiting"] {
  if (state !== "queued") return null;
  const number = holding.numbers.get(numberId);
  if (number !== undefined) return { code: `number_${number}`, ...UNTIL_LIFTED };
  if (campaignId !== null && holding.campaigns.has(campaignId))
    return { code: "campaign_paused", ...UNTIL_LIFTED };
  if (waitCode === null || dueAt === null) return null;
  const code = Number(waitCode);
  return {
    code: `meta_${waitCode}`,
    remedy_code: actionFor(code, true).remedyCode,
    next_attempt_at: new Date(dueAt).toISOString(),
  };
}

const UNTIL_LIFTED = { remedy_code: null, next_attempt_at: null } as const;
