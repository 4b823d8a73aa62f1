import type { SandboxNumber } from "#sandbox/numbers";
import { noticeOf } from "#sandbox/receive";
import { tellSender, type Sender } from "#sandbox/tell";
import { seqOfWamid } from "#sandbox/wamid";
import { statusContact, statusValue, type Tracked } from "#sandbox/webhooks";
import type { World } from "#sandbox/world";

/** A status by hand. */
export interface StatusInput {
  readonly phone_number_id: string;
  readonly wamid: string;
  /** Meta's word; an unknown one passes through. */
  readonly status: string;
  /** Why, when failed; 131000 when absent. */
  readonly code?: number | undefined;
  /** Unix ms; the sandbox's now when absent. */
  readonly timestamp?: number | undefined;
}

/** Tell a status of a message to who sent it, at once; one that the sandbox never saw is the platform's. */
export function reportStatus(world: World, number: SandboxNumber, input: StatusInput): void {
  const nowMs = world.clock.nowMs();
  const { message, sender } = trackedMessage(world, input.wamid);
  const contact = statusContact(world.numbers.businessId, message, input.status);
  tellSender(world, number, sender, [
    {
      ...noticeOf(number, nowMs),
      status: statusValue(world.numbers.businessId, message, {
        status: input.status,
        code: input.code,
        atMs: input.timestamp ?? nowMs,
      }),
      ...(contact === undefined ? {} : { contact }),
    },
  ]);
}

function trackedMessage(
  world: World,
  wamid: string,
): { readonly message: Tracked; readonly sender: Sender } {
  const seq = seqOfWamid(wamid);
  const row = seq === undefined ? undefined : world.ledger.find(seq);
  if (row?.wamid !== wamid)
    return {
      message: { wamid, recipient: null, opaque: null, category: null },
      sender: "platform",
    };
  const { recipient, opaque, category } = row;
  return {
    message: { wamid, recipient, opaque, category },
    sender: world.owners.hasSent(row.seq) ? "owner" : "platform",
  };
}
