/** What of a person is shown to whoever may not see personal data: the one place that says it. */
import { callingCodeIn } from "#core/contact/phone";

/** What somebody may see of people. */
export interface Sight {
  /** Whether phone numbers, user ids and user names are shown as they are. */
  readonly seesAll: boolean;
  /** Keys of the contacts' own fields whose values are hidden. */
  readonly hidden: ReadonlySet<string>;
}

export const SEES_ALL: Sight = { seesAll: true, hidden: new Set() };

const DOT = "•";
/** Last digits of a number that stay. */
const SHOWN = 4;
/** So many digits of a number are hidden at least; the shortest ones show fewer of their last. */
const HIDDEN_MIN = 4;

/**
 * A phone number with its country code and its last digits: `+5511987654321` is `+55•••••••4321`. It is as long as the number, and no
 * number that anything accepts.
 */
export function maskPhone(e164: string): string {
  const digits = e164.replace(/^\+/, "");
  const code = callingCodeIn(e164);
  const behind = digits.length - code.length;
  const shown = Math.max(0, Math.min(SHOWN, behind - HIDDEN_MIN));
  return `+${code}${DOT.repeat(behind - shown)}${digits.slice(digits.length - shown)}`;
}

/** A user id with its country alone: `US.1349…` is `US.••••`. */
export const maskUserId = (id: string): string =>
  `${/^[A-Z]{2}\./.exec(id)?.[0] ?? ""}${DOT.repeat(4)}`;

/** What a sight shows of a contact, or of anything that has some of these members. */
export function seen<P extends Person>(person: P, sight: Sight): P {
  if (sight.seesAll) return person;
  const { phone, fields } = person;
  return {
    ...person,
    ...(typeof phone === "string" ? { phone: maskPhone(phone) } : {}),
    ...(fields === undefined ? {} : { fields: seenFields(fields, sight) }),
    ...Object.fromEntries(NULLED.filter((name) => name in person).map((name) => [name, null])),
  };
}

interface Person {
  readonly phone?: string | null;
  readonly waId?: string | null;
  readonly bsuid?: string | null;
  readonly username?: string | null;
  readonly fields?: Readonly<Record<string, unknown>>;
}

const NULLED = ["waId", "bsuid", "username"] as const satisfies readonly (keyof Person)[];

/** A hidden field that has a value is null, so that it can be told from one that has none. */
const seenFields = (
  fields: Readonly<Record<string, unknown>>,
  { hidden }: Sight,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, hidden.has(key) ? null : value]),
  );
