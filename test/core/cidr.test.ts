import fc from "fast-check";
import { describe, test } from "vitest";

import { canonicalCidr, isInNetworks } from "#core/cidr";

describe("a network", () => {
  test.for([
    ["203.0.113.7", "203.0.113.7/32"],
    ["203.0.113.7/24", "203.0.113.0/24"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["2001:DB8::1", "2001:db8::1/128"],
    ["2001:db8:0:0:1:0:0:1/64", "2001:db8::/64"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1/128"],
    ["2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1/128"],
    ["::", "::/128"],
    ["::/0", "::/0"],
    ["::1", "::1/128"],
    ["::ffff:203.0.113.7", "203.0.113.7/32"],
    ["::ffff:203.0.113.7/120", "203.0.113.0/24"],
    ["64:ff9b::192.0.2.33/96", "64:ff9b::/96"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0/128"],
  ] as const)("%s is kept as %s", ([text, canonical], { expect }) => {
    expect(canonicalCidr(text)).toBe(canonical);
  });

  test.for([
    "",
    "/",
    "203.0.113",
    "203.0.113.256",
    "203.0.113.07",
    "203.0.113.7/33",
    "203.0.113.7/08",
    "203.0.113.7/-1",
    "203.0.113.7/24/24",
    " 203.0.113.7",
    "0x7f.0.0.1",
    "2130706433",
    "2001:db8",
    "2001:db8::1::2",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "::12345",
    "::1/129",
    "1.2.3.4::",
    "::1.2.3.4:5",
    "::1%eth0",
    ":1",
    "example.com",
    "😀",
  ])("%j is none", (text, { expect }) => {
    expect(canonicalCidr(text)).toBeUndefined();
    expect(isInNetworks(text, ["0.0.0.0/0", "::/0"])).toBe(false);
  });

  test("holds the addresses of its prefix, and no other", ({ expect }) => {
    const networks = ["203.0.113.0/24", "2001:db8::/32", "192.0.2.1/32"];
    for (const inside of [
      "203.0.113.0",
      "203.0.113.255",
      "::ffff:203.0.113.9",
      "2001:DB8:1::",
      "192.0.2.1",
    ])
      expect([inside, isInNetworks(inside, networks)]).toEqual([inside, true]);
    for (const outside of [
      "203.0.114.0",
      "203.0.112.255",
      "2001:db9::",
      "192.0.2.2",
      "::",
      "203.0.113.0/24",
    ])
      expect([outside, isInNetworks(outside, networks)]).toEqual([outside, false]);
    expect(isInNetworks("203.0.113.1", [])).toBe(false);
    expect(isInNetworks("::cb00:7101", ["203.0.113.0/24"])).toBe(false);
  });

  test("holds whatever it was made of, and is canonical once it is", ({ expect }) => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(128), (address, length) => {
        const prefix = Math.min(length, address.includes(":") ? 128 : 32);
        const canonical = canonicalCidr(`${address}/${prefix}`);
        if (canonical === undefined) throw new Error(`${address}/${prefix}`);
        expect(canonicalCidr(canonical)).toBe(canonical);
        expect(isInNetworks(address, [canonical])).toBe(true);
      }),
    );
  });

  test("is one and the same however often it is spelled", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."0123456789abcdef:./".split("")), maxLength: 60 }),
        (text) => {
          const canonical = canonicalCidr(text);
          expect(canonicalCidr(canonical ?? "")).toBe(canonical);
        },
      ),
    );
  });
});
