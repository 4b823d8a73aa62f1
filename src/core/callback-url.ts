/** Whether a URL that somebody gives may be called from here. */

const LENGTH_MAX = 2048;

/** Names that never lead to the public network. RFC 6761, RFC 6762, RFC 8375, and what internal networks use. */
const INTERNAL_NAMES =
  /(?:^|\.)(?:localhost|local|internal|intranet|private|corp|home|lan|home\.arpa|onion)$/;

/** IPv4 ranges that are not on the public network, as first address and prefix length. RFC 6890. */
const INTERNAL_IPV4: readonly (readonly [address: string, prefix: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];

const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

/**
 * Why a URL may not be called, in words for whoever gave it; null when it may. Names are judged as they are spelled: where they
 * lead is for the network to refuse.
 *
 * @param options.allowsLoopback Whether the caller's own machine may be called, by http too: on a developer's machine alone.
 */
export function callbackUrlFault(
  text: string,
  options: { readonly allowsLoopback: boolean },
): string | null {
  const url = text.length <= LENGTH_MAX && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return `Must be an absolute URL of at most ${LENGTH_MAX} characters.`;
  if (url.username !== "" || url.password !== "") return "Must hold no user name or password.";
  if (url.hash !== "") return "Must have no fragment.";
  return targetFault(url, options);
}

function targetFault(
  { protocol, hostname }: URL,
  { allowsLoopback }: { readonly allowsLoopback: boolean },
): string | null {
  const host = hostname.replace(/\.$/, "");
  if (allowsLoopback && isLoopback(host))
    return /^https?:$/.test(protocol) ? null : "Must begin with https:// or http://.";
  if (protocol !== "https:") return "Must begin with https://.";
  return isPublic(host) ? null : "Must lead to a host on the public network.";
}

/** Whether a URL leads to a host on the public network, as its name is spelled; so does what is no URL at all, which others refuse. */
export const leadsOutside = (text: string): boolean =>
  !URL.canParse(text) || isPublic(new URL(text).hostname.replace(/\.$/, ""));

/** The URL parser has spelled every way of writing an IPv4 address as four decimal numbers, and IPv6 in brackets. */
const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || (IPV4.test(host) && host.startsWith("127."));

function isPublic(host: string): boolean {
  if (host.startsWith("[")) return isPublicIpv6(host.slice(1, -1));
  if (IPV4.test(host)) return !INTERNAL_IPV4.some(([first, prefix]) => isIn(host, first, prefix));
  return host.includes(".") && !INTERNAL_NAMES.test(host);
}

/** Of IPv6 only what is given out as global (2000::/3) is public, without tunnels, which lead to any IPv4 address. RFC 4291. */
const isPublicIpv6 = (address: string): boolean =>
  /^[23][0-9a-f]{3}:/.test(address) && !/^(?:2002:|2001:(?:0?:|db8:)|2001::)/.test(address);

function isIn(address: string, first: string, prefix: number): boolean {
  const shift = 2 ** (32 - prefix);
  return Math.floor(numberOf(address) / shift) === Math.floor(numberOf(first) / shift);
}

const numberOf = (address: string): number =>
  address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
