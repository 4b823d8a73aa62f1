import { pairOf, type Sendable } from "#sandbox/check-message";
import type { Fate } from "#sandbox/faults";
import type { Outcome } from "#sandbox/ledger";
import type { Effect } from "#sandbox/magic-recipients";
import type { SandboxNumber } from "#sandbox/numbers";
import { planOf } from "#sandbox/plan";
import { priceOf } from "#sandbox/rate-card";
import { noticeOf } from "#sandbox/receive";
import { replyNotices } from "#sandbox/reply";
import type { JsonObject } from "#sandbox/result";
import { draw } from "#sandbox/rng";
import { tell, type Sender } from "#sandbox/tell";
import type { OutgoingMessage } from "#sandbox/validate-message";
import { makeWamid } from "#sandbox/wamid";
import { statusContact, statusValue } from "#sandbox/webhooks";
import type { World } from "#sandbox/world";

/** How an accepted message is answered: with this body, so late, unless the answer is lost. */
export interface Acceptance {
  readonly kind: "accepted";
  readonly body: JsonObject;
  readonly afterMs: number;
  readonly loss: "none" | "broken" | "empty_5xx";
}

/** Statuses become due on these ticks, so that those of a busy number travel together. */
const TICK_MS = 100;
const WINDOW_CLOSED = 131047;
const TEMPLATE_PAUSED = 132015;

/** Accept a message: one row in the ledger, and one parcel with all that its sender will be told of it. */
export function acceptMessage(
  world: World,
  number: SandboxNumber,
  sendable: Sendable,
  { lot, sender }: { readonly lot: Fate; readonly sender: Sender },
): Acceptance {
  const { message, template, recipient } = sendable;
  const nowMs = world.clock.nowMs();
  const fate = settle(world, number, sendable, lot);
  const fails = failureCode(fate);
  const seq = world.ledger.takeSeq();
  const category = (template?.category ?? "service").toLowerCase();
  const wamid = makeWamid(world.faults.seed, number.phone_number_id, "out", seq);
  const loss = lossOf(fate);
  const outcome: Outcome = loss === "none" ? "accepted" : "accepted_response_lost";
  countAccepted(world, number, sendable, nowMs);
  world.ledger.append({
    seq,
    at: nowMs,
    phone_number_id: number.phone_number_id,
    recipient,
    type: message.type,
    template: template?.name ?? null,
    category,
    opaque: message.opaque,
    wamid,
    outcome,
    code: fails,
    price: fails === null ? priceOf(category) : null,
  });
  if (sender === "owner") world.owners.noteSent(seq);
  planNotices(world, number, sendable, { seq, wamid, category, fate, nowMs, sender });
  return {
    kind: "accepted",
    body: acceptedBody(message, wamid, fate),
    afterMs: fate.effect === "delay" ? fate.delayMs : 0,
    loss,
  };
}

/** What really happens: free-form text fails outside the window, and only templates are held. */
function settle(world: World, number: SandboxNumber, sendable: Sendable, fate: Fate): Fate {
  const { template, recipient } = sendable;
  if (template !== null) return fate;
  if (!world.reach.isWindowOpen(number.phone_number_id, recipient, world.clock.nowMs()))
    return fate.effect === "error" ? fate : { ...fate, effect: "error", code: WINDOW_CLOSED };
  return fate.effect === "held" || fate.effect === "held_then_failed"
    ? { ...fate, effect: "normal" }
    : fate;
}

function failureCode(fate: Fate): number | null {
  if (fate.effect === "held_then_failed") return TEMPLATE_PAUSED;
  return fate.effect === "error" ? fate.code : null;
}

const LOSSES: Readonly<Partial<Record<Effect, Acceptance["loss"]>>> = {
  lost_response: "broken",
  empty_5xx: "empty_5xx",
};
const lossOf = (fate: Fate): Acceptance["loss"] => LOSSES[fate.effect] ?? "none";

function countAccepted(
  world: World,
  number: SandboxNumber,
  { recipient, template }: Sendable,
  nowMs: number,
): void {
  world.throughput.count(number.phone_number_id, nowMs);
  world.pairs.count(pairOf(number, recipient), nowMs);
  if (
    number.messaging_limit !== null &&
    template !== null &&
    !world.reach.isWindowOpen(number.phone_number_id, recipient, nowMs)
  )
    world.reach.reached(recipient, nowMs);
}

interface Accepted {
  readonly seq: number;
  readonly wamid: string;
  readonly category: string;
  readonly fate: Fate;
  readonly nowMs: number;
  readonly sender: Sender;
}

function planNotices(
  world: World,
  number: SandboxNumber,
  { message, template, recipient }: Sendable,
  { seq, wamid, category, fate, nowMs, sender }: Accepted,
): void {
  const position = world.faults.position(seq);
  const plan = planOf(fate, number.latency_ms, (n) => draw(world.faults.seed, "step", position, n));
  const tracked = { wamid, recipient, opaque: message.opaque, category };
  const { businessId } = world.numbers;
  const due = (afterMs: number) => Math.ceil((nowMs + afterMs) / TICK_MS) * TICK_MS;
  const statuses = plan.steps.map((step) => {
    const atMs = due(step.afterMs);
    const contact = statusContact(businessId, tracked, step.status);
    return {
      ...noticeOf(number, atMs),
      status: statusValue(businessId, tracked, { status: step.status, code: step.code, atMs }),
      ...(contact === undefined ? {} : { contact }),
    };
  });
  const replies = replyNotices(
    world,
    number,
    { message, template, recipient, wamid },
    { effect: fate.effect, dueMs: due(plan.replyAfterMs) },
  );
  const all = [...statuses, ...replies];
  tell(world, number, { platform: replies, owner: replies, [sender]: all });
}

function acceptedBody(message: OutgoingMessage, wamid: string, fate: Fate): JsonObject {
  const { input, waId, userId } = message.recipient;
  const held = fate.effect === "held" || fate.effect === "held_then_failed";
  return {
    messaging_product: "whatsapp",
    contacts: [{ input, ...(waId === null ? { user_id: userId } : { wa_id: waId }) }],
    messages: [
      {
        id: wamid,
        ...(message.type === "template"
          ? { message_status: held ? "held_for_quality_assessment" : "accepted" }
          : {}),
      },
    ],
  };
}
