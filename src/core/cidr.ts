/** Networks in CIDR notation (RFC 4632, RFC 4291), and whether an address lies in one. */

interface Address {
  /** How many bits an address of its kind has. */
  readonly bits: 32 | 128;
  readonly value: bigint;
}

interface Network extends Address {
  /** How many of them count. */
  readonly prefix: number;
}

const V4_PART = /^(?:0|[1-9]\d{0,2})$/;
const V6_GROUP = /^[0-9a-f]{1,4}$/i;
/** An IPv4 address that is written as IPv6 (RFC 4291 §2.5.5.2). */
const MAPPED = 0xff_ffn << 32n;
const MAPPED_PREFIX = 96;

/**
 * A network as it is stored and shown: in lower case, zeros compressed (RFC 5952), without bits behind its prefix. An address
 * alone is a network of one; an IPv4 network that is written as IPv6 is one of IPv4.
 *
 * @returns Undefined for what is none.
 */
export function canonicalCidr(text: string): string | undefined {
  const network = parseNetwork(text);
  return network === undefined ? undefined : `${spell(network)}/${network.prefix}`;
}

/** Whether an address lies in one of some canonical networks; what is no address lies in none. */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  const given = parseAddress(address);
  if (given === undefined) return false;
  return networks.some((text) => {
    const network = parseNetwork(text);
    return (
      network?.bits === given.bits && masked({ ...given, prefix: network.prefix }) === network.value
    );
  });
}

function parseNetwork(text: string): Network | undefined {
  const [, host = "", length] = /^([^/]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text) ?? [];
  const written = host.includes(":") ? parseV6(host) : parseV4(host);
  if (written === undefined) return undefined;
  const prefix = length === undefined ? written.bits : Number(length);
  if (prefix > written.bits) return undefined;
  const isMapped =
    written.bits === 128 && prefix >= MAPPED_PREFIX && written.value >> 32n === 0xff_ffn;
  const network: Network = isMapped
    ? { bits: 32, value: written.value - MAPPED, prefix: prefix - MAPPED_PREFIX }
    : { ...written, prefix };
  return { ...network, value: masked(network) };
}

const parseAddress = (text: string): Address | undefined =>
  text.includes("/") ? undefined : parseNetwork(text);

/** The bits that count, the others zero. */
function masked({ bits, value, prefix }: Network): bigint {
  const behind = BigInt(bits - prefix);
  return (value >> behind) << behind;
}

function parseV4(text: string): Address | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => V4_PART.test(part) && Number(part) <= 255))
    return undefined;
  return { bits: 32, value: parts.reduce((sum, part) => (sum << 8n) + BigInt(part), 0n) };
}

function parseV6(text: string): Address | undefined {
  const [head = "", tail, ...rest] = text.split("::");
  if (rest.length > 0) return undefined;
  const groups = tail === undefined ? groupsOf(head) : filled(head, tail);
  if (groups?.length !== 8) return undefined;
  return { bits: 128, value: groups.reduce((sum, group) => (sum << 16n) + group, 0n) };
}

/** The groups around a `::`, which stands for one or more of zeros. An IPv4 address may stand at the very end alone. */
function filled(head: string, tail: string): readonly bigint[] | undefined {
  const [left, right] = [groupsOf(head), groupsOf(tail)];
  if (left === undefined || right === undefined || head.includes(".")) return undefined;
  const missing = 8 - left.length - right.length;
  return missing < 1 ? undefined : [...left, ...Array<bigint>(missing).fill(0n), ...right];
}

/** Groups between colons, of which the last may be an IPv4 address; undefined when one is none. */
function groupsOf(half: string): readonly bigint[] | undefined {
  if (half === "") return [];
  const parts = half.split(":");
  const groups: bigint[] = [];
  for (const [i, part] of parts.entries()) {
    const v4 = i === parts.length - 1 ? parseV4(part) : undefined;
    if (v4 !== undefined) groups.push(v4.value >> 16n, v4.value & 0xff_ffn);
    else if (V6_GROUP.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

function spell({ bits, value }: Address): string {
  if (bits === 32)
    return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((value >> BigInt(16 * (7 - i))) & 0xff_ffn).toString(16),
  );
  return compress(groups);
}

/** The longest run of two or more zero groups, the first of equals, becomes `::`. */
function compress(groups: readonly string[]): string {
  let best = { start: 0, length: 1 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === "0") length++;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return groups.join(":");
  const behind = groups.slice(best.start + best.length).join(":");
  return `${groups.slice(0, best.start).join(":")}::${behind}`;
}
