/**
 * Who hears of what. Statuses go to whoever sent the message; what people do and what Meta decides goes to both, as to two apps
 * that are subscribed to one account. The owner of a number hears nothing without a callback URL, or once unsubscribed.
 */
import type { SandboxNumber } from "#sandbox/numbers";
import type { Notice } from "#sandbox/outbox";
import type { World } from "#sandbox/world";

/** Who sends by a number: the platform that made it, or its owner with a client library. */
export type Sender = "platform" | "owner";

/** Tell each side what is for it, as one parcel each. */
export function tell(
  world: World,
  number: Pick<SandboxNumber, "phone_number_id">,
  notices: Readonly<Record<Sender, readonly Notice[]>>,
): void {
  world.outbox.add(notices.platform);
  const id = number.phone_number_id;
  if (world.owners.webhookOf(id) !== null && world.desk.of(id).ownerSubscribed !== false)
    world.ownerOutbox.add(notices.owner);
  world.wake();
}

/** Tell both sides the same. */
export const tellBoth = (
  world: World,
  number: Pick<SandboxNumber, "phone_number_id">,
  notices: readonly Notice[],
): void => tell(world, number, { platform: notices, owner: notices });

/** Tell the sender alone. */
export const tellSender = (
  world: World,
  number: Pick<SandboxNumber, "phone_number_id">,
  sender: Sender,
  notices: readonly Notice[],
): void =>
  tell(world, number, {
    platform: sender === "platform" ? notices : [],
    owner: sender === "owner" ? notices : [],
  });
