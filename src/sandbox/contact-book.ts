import type { SandboxNumber } from "#sandbox/numbers";
import { isUserId, personKey, userIdOf } from "#sandbox/phone";
import { accept, refuse, type Checked, type JsonObject } from "#sandbox/result";
import type { World } from "#sandbox/world";

/**
 * `DELETE /{number}/contact_book?bsuid=…`: Meta forgets which phone belongs to a user id. The people of a sandbox are in it
 * alone, so it forgets that it ever knew them: of what was posted, that it was posted stays.
 */
export function deleteFromContactBook(
  { ledger, reach, heard, desk, numbers }: World,
  number: SandboxNumber,
  bsuid: string | undefined,
): Checked<JsonObject> {
  if (bsuid === undefined || !isUserId(bsuid)) return refuse(100, "Param bsuid is not valid.");
  const isThem = (id: string): boolean =>
    id === bsuid || (/^\d+$/.test(id) && userIdOf(numbers.businessId, id) === bsuid);
  const ids = [...new Set([...ledger.recipients(), ...reach.people()])].filter(isThem);
  const everyId = [...new Set([bsuid, ...ids, ...ids.map(personKey)])];
  ledger.forget(everyId);
  reach.forget(everyId);
  heard.forget(everyId);
  const { blocked = [] } = desk.of(number.phone_number_id);
  if (blocked.some(isThem))
    desk.change(number.phone_number_id, { blocked: blocked.filter((id) => !isThem(id)) });
  return accept({ messaging_product: "whatsapp", success: true, deleted: true });
}
