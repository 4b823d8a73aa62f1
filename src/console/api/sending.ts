/** What becomes of a message that waits, or has failed. */
import { api, ask } from "./client.ts";

const one = api.messages[":id"];

/** @throws Problem `invalid_state` when it does not wait any more. */
export const reschedule = (id: string, at: string) =>
  ask(one.$patch({ param: { id }, json: { send_at: at } }));

/** @throws Problem `invalid_state` when it is on its way. */
export const cancelMessage = (id: string) => ask(one.cancel.$post({ param: { id } }));

/** As a new message; the person may get it twice. */
export const resendMessage = (id: string) =>
  ask(one.resend.$post({ param: { id }, json: { accept_duplicate_risk: true } }));
