import { digitsOf } from "#sandbox/rng";

/** Separators that Graph tolerates in `to`. */
const SEPARATORS = /[\s().-]/g;

/** The digits of a phone number as a WhatsApp id, or undefined when it cannot be one. */
export function waIdOf(phone: string): string | undefined {
  const digits = phone.replaceAll(SEPARATORS, "").replace(/^\+/, "");
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}

/** One key for the spellings of a mobile number in Brazil (with and without the ninth digit), Mexico and Argentina. */
export function personKey(id: string): string {
  if (/^55\d{2}9\d{8}$/.test(id)) return id.slice(0, 4) + id.slice(5);
  if (/^521\d{10}$/.test(id)) return `52${id.slice(3)}`;
  if (/^549\d{10}$/.test(id)) return `54${id.slice(3)}`;
  return id;
}

/** Country by calling code, longest first; enough for the two letters that a business-scoped user id begins with. */
const COUNTRIES: readonly (readonly [prefix: string, country: string])[] = [
  ["351", "PT"],
  ["353", "IE"],
  ["971", "AE"],
  ["20", "EG"],
  ["27", "ZA"],
  ["31", "NL"],
  ["32", "BE"],
  ["33", "FR"],
  ["34", "ES"],
  ["39", "IT"],
  ["41", "CH"],
  ["43", "AT"],
  ["44", "GB"],
  ["48", "PL"],
  ["49", "DE"],
  ["51", "PE"],
  ["52", "MX"],
  ["54", "AR"],
  ["55", "BR"],
  ["56", "CL"],
  ["57", "CO"],
  ["61", "AU"],
  ["62", "ID"],
  ["81", "JP"],
  ["90", "TR"],
  ["91", "IN"],
];

const USER_ID = /^[A-Z]{2}(\.ENT)?\.[A-Za-z0-9]{1,128}$/;
export const isUserId = (text: string): boolean => USER_ID.test(text);

/** The business-scoped user id of a person: the same for every number of one business, another for another business. */
export function userIdOf(businessId: string, waId: string): string {
  const country = COUNTRIES.find(([prefix]) => waId.startsWith(prefix))?.[1] ?? "US";
  return `${country}.${digitsOf(`${businessId}/${personKey(waId)}`)}`;
}
