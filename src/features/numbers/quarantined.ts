import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { statement } from "#db/statement";
import type { NumberRow } from "#features/numbers/queries";

/** So many of the last ones are looked at. */
export const SET_ASIDE_MAX = 1000;

/** Deliveries that were set aside for one reason; `lastAtMs` is Unix ms. */
interface SetAside {
  readonly reason: "disconnected" | "wrong_app";
  readonly count: number;
  readonly lastAtMs: number;
}

const COUNT = `SELECT reason, count(*) AS count, max(receivedAt) AS lastAtMs FROM (
  SELECT reason, received_at AS receivedAt, phone_number_id AS phoneNumberId FROM quarantine
  WHERE tenant_id = ?1 AND waba_id = ?2 ORDER BY id DESC LIMIT ?4)
WHERE phoneNumberId = ?3 OR phoneNumberId IS NULL
GROUP BY reason ORDER BY reason`;

/** What of a workspace's number, or of its account, was set aside, by reason, among the last {@link SET_ASIDE_MAX} of the account. */
export async function countQuarantined(
  control: ControlDb,
  tenantId: Id<"tenant">,
  { wabaId, phoneNumberId }: Pick<NumberRow, "wabaId" | "phoneNumberId">,
): Promise<readonly SetAside[]> {
  const { results } = await statement(
    control,
    COUNT,
    tenantId,
    wabaId,
    phoneNumberId,
    SET_ASIDE_MAX,
  ).all<SetAside & Record<string, unknown>>();
  return results;
}
