import type { EchoedMessage } from "#core/whatsapp/envelope-echo";
import {
  standOf,
  storeMessage,
  lacksWord,
  listOnly,
  keepOriginal,
  type Planning,
} from "#features/inbound/plan-message";
import type { ReadChange } from "#features/inbound/read-mail";

/**
 * Plan what the business wrote on its own phone: a message to the person in their thread, stored once. It opens no window, and
 * says nothing of the person but who they are.
 */
export function planEcho(on: Planning, change: ReadChange, item: EchoedMessage): void {
  const { plan } = on;
  const numberId = plan.numberOf(change);
  const stand = standOf(on, item.wamid);
  const isComplete = stand !== undefined && !lacksWord(stand, item);
  if (numberId === null || isComplete) {
    listOnly(on, change, recordOf(item, stand?.id ?? null));
    return;
  }
  const [contact] = on.people.find({ ...item, person: item.to, contextWamid: null });
  const message =
    stand === undefined
      ? storeMessage(on, change, { ...item, sentFrom: "phone", numberId, contact, isNews: true })
      : keepOriginal(on, item, stand);
  plan.tell(change);
  plan.record(change, recordOf(item, message.id));
}

const recordOf = (item: EchoedMessage, id: ReturnType<typeof storeMessage>["id"] | null) => ({
  kind: "echo",
  wamid: item.wamid,
  message_id: id,
  ...(item.isReplaced ? ({ timestamp_replaced: true } as const) : {}),
});
