/**
 * The network an address belongs to, as limiters count it: an IPv4 address as it is, the first 64 bits of an IPv6 address
 * (one household or server owns at least that many), `local` when there is no address.
 */
export function networkOf(ip: string | null): string {
  if (ip === null || ip === "") return "local";
  if (!ip.includes(":")) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  const [head, tail] = ip.toLowerCase().split("::", 2);
  const left = groupsOf(head);
  const right = groupsOf(tail);
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  const first = [...left, ...zeros, ...right].slice(0, 4);
  return `${first.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

const groupsOf = (text: string | undefined): string[] =>
  text === undefined || text === "" ? [] : text.split(":");
