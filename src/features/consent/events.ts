import type { NewEvent } from "#core/event/catalogue";
import type { MarketingHold } from "#db/tenant/consent-head";
import type { NewConsent } from "#features/consent/writes";

/** What an act of consent tells. One that only adds to what was known anyway tells nobody. */
export const consentEvents = (row: NewConsent): NewEvent[] => {
  if (row.state === null && row.action !== "request") return [];
  return [
    {
      type: TYPES[row.state ?? "asked"],
      data: {
        consent_id: row.id,
        contact_id: row.contactId,
        purpose: row.purpose,
        method: row.method,
        message_id: row.messageId,
        captured_at: new Date(row.capturedAt).toISOString(),
      },
    },
  ];
};

const TYPES = {
  granted: "consent.granted",
  withdrawn: "consent.withdrawn",
  asked: "consent.requested",
} as const;

/** What a person wrote waits for a decision. */
export const consentHeld = (hold: Pick<MarketingHold, "contactId" | "messageId">): NewEvent => ({
  type: "consent.held",
  data: { contact_id: hold.contactId, purpose: "marketing", message_id: hold.messageId },
});

/** It was no refusal. */
export const consentReleased = (
  hold: Pick<MarketingHold, "contactId" | "messageId">,
): NewEvent => ({
  type: "consent.released",
  data: { contact_id: hold.contactId, purpose: "marketing", message_id: hold.messageId },
});
