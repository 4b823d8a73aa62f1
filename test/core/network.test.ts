import fc from "fast-check";
import { test } from "vitest";

import { networkOf } from "#core/network";

test.for([
  [null, "local"],
  ["", "local"],
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:0:7::1", "2001:db8:0:7::/64"],
  ["2001:0DB8:0000:0007:ffff:ffff:ffff:ffff", "2001:db8:0:7::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::", "fe80:0:0:0::/64"],
] as const)("%s is of network %s", ([ip, network], { expect }) => {
  expect(networkOf(ip)).toBe(network);
});

test("addresses share a network exactly when their first 64 bits do", ({ expect }) => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16));
  const half = fc.tuple(group, group, group, group);
  fc.assert(
    fc.property(half, half, half, half, (a, b, c, d) => {
      const same = a.join() === b.join();
      expect(networkOf([...a, ...c].join(":")) === networkOf([...b, ...d].join(":"))).toBe(same);
      expect(networkOf([...a, ...c].join(":"))).toBe(networkOf([...a, ...d].join(":")));
    }),
  );
});
