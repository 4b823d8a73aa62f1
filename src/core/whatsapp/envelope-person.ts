import { isBsuid } from "#core/whatsapp/bsuid";
import { elements, member, textAt } from "#core/whatsapp/envelope-json";

/** Who an item is about, as far as Meta tells. At least one of `waId` and `bsuid` is there. */
export interface Person {
  /** Digits. */
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly parentBsuid: string | null;
  readonly username: string | null;
  /** The name in the person's own profile. */
  readonly name: string | null;
}

const WA_ID = /^\+?([1-9]\d{4,19})$/;

/** Meta's id of an account, the digits of a number, of a text that may have their plus before it; null when it is none. */
export const waIdOf = (text: string | null): string | null => WA_ID.exec(text ?? "")?.[1] ?? null;

const onlyBsuid = (text: string | null): string | null =>
  text !== null && isBsuid(text) ? text : null;

/**
 * The person that an item names by `waId` or `userId`, completed by the profile that the change carries for them. Profiles
 * may be missing, incomplete, or those of other people. Null when the item names nobody.
 */
export function personOf(
  value: unknown,
  claim: {
    readonly waId: string | null;
    readonly userId: string | null;
    readonly parentId: string | null;
  },
): Person | null {
  const profile = profileOf(value, claim);
  const waId = waIdOf(claim.waId ?? textAt(profile, "wa_id"));
  const bsuid = onlyBsuid(claim.userId ?? textAt(profile, "user_id"));
  if (waId === null && bsuid === null) return null;
  return {
    waId,
    bsuid,
    parentBsuid: onlyBsuid(claim.parentId ?? textAt(profile, "parent_user_id")),
    username: textAt(member(profile, "profile"), "username"),
    name: textAt(member(profile, "profile"), "name"),
  };
}

function profileOf(
  value: unknown,
  claim: { readonly waId: string | null; readonly userId: string | null },
): unknown {
  return elements(member(value, "contacts")).find((profile) => {
    const userId = textAt(profile, "user_id");
    if (claim.userId !== null && userId !== null) return userId === claim.userId;
    const waId = waIdOf(textAt(profile, "wa_id"));
    return waId !== null && waId === waIdOf(claim.waId);
  });
}
