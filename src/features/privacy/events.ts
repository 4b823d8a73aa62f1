import type { NewEvent } from "#core/event/catalogue";
import type { RequestRow } from "#features/privacy/queries";

/** What a person asked for is done. */
export const requestCompleted = ({ id, kind, contactId }: RequestRow): NewEvent => ({
  type: "privacy.request.completed",
  data: { request_id: id, kind, contact_id: contactId },
});
