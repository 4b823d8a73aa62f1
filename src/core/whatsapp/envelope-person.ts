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

/** Business-scoped user id: country, perhaps `ENT` for a parent, then up to 128 letters and digits. Source: Meta, usernames. */
const BSUID = /^[A-Z]{2}(?:\.ENT)?\.[A-Za-z0-9]{1,128}$/;
const WA_ID = /^[1-9]\d{4,19}$/;

const matching = (text: string | null, pattern: RegExp): string | null =>
  text !== null && pattern.test(text) ? text : null;

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
  const waId = matching(claim.waId ?? textAt(profile, "wa_id"), WA_ID);
  const bsuid = matching(claim.userId ?? textAt(profile, "user_id"), BSUID);
  if (waId === null && bsuid === null) return null;
  return {
    waId,
    bsuid,
    parentBsuid: matching(claim.parentId ?? textAt(profile, "parent_user_id"), BSUID),
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
    const waId = textAt(profile, "wa_id");
    return claim.waId !== null && waId === claim.waId;
  });
}
