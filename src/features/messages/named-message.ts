import { AppError, fieldError } from "#core/errors";
import { isId } from "#core/ids";
import { targetFault } from "#core/message/reaction-target";
import type { ContactRow } from "#db/tenant/find-contact";
import type { SendFacts } from "#features/messages/queries-for-send";
import type { SendMessageBody } from "#features/messages/send-schemas";

/**
 * Meta's id of the message that is answered; null when none is. One of Meta's that is not here is left to Meta.
 *
 * @throws AppError `not_found`.
 */
export function quotedWamid(facts: SendFacts, body: SendMessageBody): string | null {
  const id = body.context?.message_id;
  if (id === undefined) return null;
  const wamid = isId("message", id) ? (facts.named?.wamid ?? null) : id;
  if (wamid === null || (!isId("message", id) && !id.startsWith("wamid.")))
    throw notThere("/context/message_id", "No such message, or Meta has no id for it yet.");
  return wamid;
}

/**
 * Meta's id of the message that is reacted to: one of this conversation.
 *
 * @throws AppError `not_found`; `invalid_request` when Meta takes no reaction to it.
 */
export function reactedWamid(
  facts: SendFacts,
  of: {
    readonly number: SendFacts["numbers"][number];
    readonly contact: ContactRow;
    readonly nowMs: number;
  },
): string {
  const { named } = facts;
  const pointer = "/reaction/message_id";
  if (named?.numberId !== of.number.id || named.personId !== of.contact.id)
    throw notThere(pointer, "No such message in this conversation.");
  if (named.wamid === null) throw notThere(pointer, "Meta has no id for the message yet.");
  const { type, revokedAt: revokedAtMs } = named;
  const atMs = named.receivedAt ?? named.createdAt;
  const fault = targetFault({ type, atMs, revokedAtMs }, of.nowMs);
  if (fault !== null)
    throw new AppError("invalid_request", fault.message, { errors: [{ pointer, ...fault }] });
  return named.wamid;
}

const notThere = (pointer: string, detail: string): AppError =>
  fieldError("not_found", pointer, detail);
