import { displayPhone } from "#core/contact/phone";
import type { NumberRow } from "#features/numbers/queries";
import type { NumberView } from "#features/numbers/schemas";

/** A row on the wire. A pending row is shown as what it is about to become. */
export const numberView = (row: NumberRow): NumberView => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  waba_id: row.wabaId,
  portfolio_id: row.portfolioId,
  phone_number_id: row.phoneNumberId,
  app_id: row.appId,
  display_phone_number: row.displayPhoneNumber,
  phone_display: displayPhone(`+${row.displayPhoneNumber.replaceAll(/\D/g, "")}`),
  verified_name: row.verifiedName,
  status: row.status === "pending" ? "connected" : row.status,
  quality_rating: row.qualityRating,
  throughput_mps: row.throughputMps,
  messaging_limit: row.messagingLimit,
  auto_read: row.autoRead,
  token_expires_at: row.tokenExpiresAt === null ? null : new Date(row.tokenExpiresAt).toISOString(),
  created_at: new Date(row.createdAt).toISOString(),
});
