import { isBsuid } from "#core/whatsapp/bsuid";
import { elements, member, textAt } from "#core/whatsapp/envelope-json";
import { personOf, waIdOf, type Person } from "#core/whatsapp/envelope-person";
import type { ItemTime } from "#core/whatsapp/envelope-time";
import { itemTime } from "#core/whatsapp/envelope-time";

/** Meta's word that a person is known by other ids from now on. At least one of `waId` and `bsuid` is there. */
export interface IdentityMove {
  /** The new number's digits. */
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly previousBsuid: string | null;
}

/** A move that comes by itself, not as a message in the person's thread. */
export interface MovedPerson extends ItemTime {
  readonly kind: "move";
  /** Who the person was. */
  readonly person: Person;
  readonly to: IdentityMove;
}

const MOVES = new Set(["user_changed_number", "user_changed_user_id"]);

/** The move that a system message tells; null for every other message. */
export function readMove(message: unknown): IdentityMove | null {
  const system = member(message, "system");
  if (textAt(message, "type") !== "system" || !MOVES.has(textAt(system, "type") ?? "")) return null;
  return moveOf({
    waId: textAt(system, "wa_id"),
    bsuid: textAt(system, "user_id"),
    previousBsuid: textAt(system, "previous_user_id"),
  });
}

/** The elements of a `user_id_update` that can be read; the others are null. */
export const readUserIdUpdates = (
  value: unknown,
  receivedAtMs: number,
): readonly (MovedPerson | null)[] =>
  elements(member(value, "user_id_update")).map((update) => {
    const ids = member(update, "user_id");
    const waId = textAt(update, "wa_id");
    const previousBsuid = textAt(ids, "previous");
    const person = personOf(value, { waId, userId: previousBsuid, parentId: null });
    const to = moveOf({ waId, bsuid: textAt(ids, "current"), previousBsuid });
    if (person === null || to === null) return null;
    return { kind: "move", person, to, ...itemTime(member(update, "timestamp"), receivedAtMs) };
  });

function moveOf(told: IdentityMove): IdentityMove | null {
  const move = {
    waId: waIdOf(told.waId),
    bsuid: told.bsuid !== null && isBsuid(told.bsuid) ? told.bsuid : null,
    previousBsuid: told.previousBsuid,
  };
  return move.waId === null && move.bsuid === null ? null : move;
}
