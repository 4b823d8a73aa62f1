/** Of the whole address, and of what stands before the @. RFC 5321 §4.5.3.1. */
export const EMAIL_LENGTH_MAX = 254;
export const EMAIL_LOCAL_MAX = 64;

const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?!\\d+$)${LABEL}$`);

/**
 * An e-mail address as it is kept: its domain in lower case, what stands before the @ as it came. Quoted local parts, hosts
 * without a dot and letters beyond ASCII are refused; a domain of another script is written as its `xn--` name. It names nobody:
 * two people may share one. `misfitSql` of the database is its twin.
 *
 * @returns undefined for what is none.
 */
export function emailOf(text: string): string | undefined {
  if (text.length > EMAIL_LENGTH_MAX) return undefined;
  const at = text.indexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  const domain = text.slice(at + 1).toLowerCase();
  const isOne = local.length <= EMAIL_LOCAL_MAX && LOCAL.test(local) && DOMAIN.test(domain);
  return isOne ? `${local}@${domain}` : undefined;
}
