import type { SandboxNumber } from "#sandbox/numbers";
import { noticeOf } from "#sandbox/receive";
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

/** Put a status of a message into the outbox, due at once. */
export function reportStatus(world: World, number: SandboxNumber, input: StatusInput): void {
  const nowMs = world.clock.nowMs();
  const message = trackedMessage(world, input.wamid);
  const contact = statusContact(world.numbers.businessId, message, input.status);
  world.outbox.add([
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
  world.wake();
}

function trackedMessage(world: World, wamid: string): Tracked {
  const seq = seqOfWamid(wamid);
  const row = seq === undefined ? undefined : world.ledger.find(seq);
  return row?.wamid === wamid
    ? { wamid, recipient: row.recipient, opaque: row.opaque, category: row.category }
    : { wamid, recipient: null, opaque: null, category: null };
}
