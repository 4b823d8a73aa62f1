import { digitsOfNumber, type SandboxNumber } from "#sandbox/numbers";
import type { Notice } from "#sandbox/outbox";
import { userIdOf, waIdOf } from "#sandbox/phone";
import type { JsonObject } from "#sandbox/result";
import { tellBoth } from "#sandbox/tell";
import { inboundValue, type InboundContent, type InboundPerson } from "#sandbox/webhooks";
import type { World } from "#sandbox/world";

/** What a person writes to a number. `type` and `object` may be anything, also what Meta has not invented yet. */
export interface InboundInput {
  readonly phone_number_id: string;
  /** Null for a person whose phone number is withheld; then `user_id` must be given. */
  readonly from: string | null;
  readonly user_id?: string | null | undefined;
  readonly username?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly type: string;
  /** Meta's inbound object of that type; absent = the message has none. */
  readonly object?: unknown;
  readonly context?: JsonObject | null | undefined;
  /** Further members of the message, e.g. `referral` or `errors`. */
  readonly beside?: JsonObject | undefined;
  /** Unix ms; the sandbox's now when absent. */
  readonly timestamp?: number | null | undefined;
  /** Made when absent. Give one twice to have a message delivered twice. */
  readonly wamid?: string | null | undefined;
}

/** Members of every notice about a number. */
export const noticeOf = (number: SandboxNumber, dueMs: number): Notice => ({
  dueMs,
  wabaId: number.waba_id,
  field: "messages",
  metadata: {
    display_phone_number: digitsOfNumber(number),
    phone_number_id: number.phone_number_id,
  },
});

/** A person writes: opens the service window and puts the webhook into the outbox, due at once. */
export function receive(
  world: World,
  number: SandboxNumber,
  input: InboundInput,
): { readonly wamid: string } {
  const atMs = input.timestamp ?? world.clock.nowMs();
  const wamid = input.wamid ?? world.inbox.newWamid(world.faults.seed, number.phone_number_id);
  const waId = input.from === null ? null : (waIdOf(input.from) ?? input.from);
  const person: InboundPerson = {
    waId,
    userId: input.user_id ?? userIdOf(world.numbers.businessId, waId ?? wamid),
    username: input.username ?? null,
    name: input.name ?? null,
  };
  const ids = [person.waId, person.userId];
  world.reach.wrote(number.phone_number_id, ids, atMs);
  const of = { phoneNumberId: number.phone_number_id, ids, type: input.type, atMs };
  world.heard.add({ wamid, ...of });
  tellBoth(world, number, [
    {
      ...noticeOf(number, world.clock.nowMs()),
      value: inboundValue(person, contentOf(number, input), { wamid, atMs }),
    },
  ]);
  return { wamid };
}

const contentOf = (number: SandboxNumber, input: InboundInput): InboundContent => ({
  type: input.type,
  object: input.object,
  context: contextOf(number, input.context ?? null),
  beside: input.beside ?? {},
});

/** A quoted message is one of the business unless the test says otherwise. */
const contextOf = (number: SandboxNumber, context: JsonObject | null): JsonObject | null =>
  context !== null && context["id"] !== undefined && context["from"] === undefined
    ? { from: digitsOfNumber(number), ...context }
    : context;
