import type { ConsentState } from "#core/consent/states";

/** Where a person stands for marketing, and when they were last heard. Instants are Unix ms; null for never. */
export interface PersonsStanding {
  readonly marketing: ConsentState;
  /** 1 when the person withdrew, not the business on its own account. */
  readonly marketingByPerson: 0 | 1;
  /** The newest withdrawal that the ledger holds; null for a withdrawn person when it was not looked up. */
  readonly withdrawnAtMs: number | null;
  /** The newest grant of the person's own that the ledger holds. */
  readonly grantedAtMs: number | null;
}

/** What a person did themselves, when they did it (not when we heard of it). */
export interface PersonsAct {
  readonly action: "grant" | "withdraw";
  /** Unix ms. */
  readonly atMs: number;
  /**
   * Of a grant: the person agreed to a statement that they were shown. Then it grants whoever has not granted by an act of their
   * own; else, as with START, it does no more than to take a withdrawal back.
   */
  readonly agrees?: boolean;
  /** Of such a grant: when it was asked for, Unix ms. A withdrawal in a later second ends it; a grant before is another one. */
  readonly askedAtMs?: number | undefined;
  /** Of such a grant: marketing is held until somebody has decided on what the person wrote, and this decides it. */
  readonly isHeld?: boolean;
}

/**
 * What a person's own act changes; null when it changes nothing and is not recorded. Their newest act holds, in whatever order
 * the acts are heard, and a withdrawal wins within one instant:
 * - a grant lifts the person's own withdrawal, when it is known to be newer than every withdrawal, and is nothing otherwise; one
 *   that agrees to a statement lifts any withdrawal that is older, and grants whoever was silent until then;
 * - a withdrawal withdraws, unless it is older than a grant of the person's own. One that leaves the head where it is, is
 *   recorded all the same when it is the newest, so that a grant that is older and heard later finds it.
 */
export const afterPersonsAct = (before: PersonsStanding, act: PersonsAct): AfterAct | null =>
  act.action === "grant" ? afterGrant(before, act) : afterWithdrawal(before, act.atMs);

interface AfterAct {
  readonly standing: PersonsStanding;
  readonly movesHead: boolean;
}

/** Whether marketing is withdrawn by the person's own will. */
export const hasWithdrawn = (
  standing: Pick<PersonsStanding, "marketing" | "marketingByPerson">,
): boolean => standing.marketing === "withdrawn" && standing.marketingByPerson === 1;

function afterGrant(before: PersonsStanding, act: PersonsAct): AfterAct | null {
  if (!(act.agrees === true ? lacksGrant(before, act) : hasWithdrawn(before))) return null;
  const { atMs } = act;
  const withdrawnAtMs = before.withdrawnAtMs ?? -Infinity;
  const isUnknown = before.marketing === "withdrawn" && before.withdrawnAtMs === null;
  if (isUnknown || atMs <= withdrawnAtMs || secondOf(act.askedAtMs ?? Infinity) < withdrawnAtMs)
    return null;
  return {
    standing: { ...before, marketing: "granted", marketingByPerson: 0, grantedAtMs: atMs },
    movesHead: true,
  };
}

/** Whether there is no grant of the person's own that answers what is asked. */
const lacksGrant = (
  { marketing, grantedAtMs }: PersonsStanding,
  { isHeld = false, askedAtMs = -Infinity }: PersonsAct,
): boolean =>
  marketing !== "granted" || grantedAtMs === null || isHeld || grantedAtMs < secondOf(askedAtMs);

/** People's messages tell whole seconds. */
const secondOf = (ms: number): number => Math.floor(ms / 1000) * 1000;

function afterWithdrawal(before: PersonsStanding, atMs: number): AfterAct | null {
  const isNewest = before.withdrawnAtMs === null || atMs > before.withdrawnAtMs;
  const standing = isNewest ? { ...before, withdrawnAtMs: atMs } : before;
  if (!hasWithdrawn(before) && atMs >= (before.grantedAtMs ?? 0))
    return {
      standing: { ...standing, marketing: "withdrawn", marketingByPerson: 1 },
      movesHead: true,
    };
  return isNewest ? { standing, movesHead: false } : null;
}
