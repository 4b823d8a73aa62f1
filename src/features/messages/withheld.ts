import { withheldReason } from "#core/message/counted-state";
import { consequencesOf, type MetaRefusal } from "#core/whatsapp/consequences";
import type { MessageFacts } from "#db/tenant/apply-facts";
import type { EventSubject } from "#features/messages/events";

/** Of a campaign's message that Meta withheld from its person: why it counts as skipped. Nothing of any other refusal. */
export const withheld = (
  { campaignId }: Pick<EventSubject, "campaignId">,
  refusal: MetaRefusal,
): Pick<MessageFacts, "skipReason"> =>
  campaignId !== null && consequencesOf(refusal).isWithheld
    ? { skipReason: withheldReason(refusal.code) }
    : {};
