import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { ReadChange } from "#features/inbound/read-mail";

/** Told of a change of which a part is only kept, as it came. */
export const inboundStored = (
  id: Id<"change">,
  numberId: Id<"number"> | null,
  { wabaId, field }: Pick<ReadChange, "wabaId" | "field">,
): NewEvent => ({
  type: "inbound.stored",
  data: { change_id: id, number_id: numberId, waba_id: wabaId, field },
});
