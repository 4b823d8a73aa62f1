import type { EventData, NewEvent } from "#core/event/catalogue";
import type { NumberRow } from "#features/numbers/queries";

export const numberConnected = (row: NumberRow): NewEvent => ({
  type: "number.connected",
  data: whatIsTold(row),
});

export const numberDisconnected = (row: NumberRow): NewEvent => ({
  type: "number.disconnected",
  data: whatIsTold(row),
});

const whatIsTold = (row: NumberRow): EventData<"number.connected"> => ({
  number_id: row.id,
  kind: row.kind,
  waba_id: row.wabaId,
  phone_number_id: row.phoneNumberId,
});
