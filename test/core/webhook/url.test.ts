import fc from "fast-check";
import { describe, test } from "vitest";

import { webhookUrlFault } from "#core/webhook/url";

const strict = { publicUrl: "https://waqtor.example", allowsLoopback: false };
const local = { publicUrl: "http://localhost:8787", allowsLoopback: true };
const ruleOf = (url: string, rules = strict) => webhookUrlFault(url, rules)?.rule ?? null;

describe("a URL that webhooks are posted to", () => {
  test.for([
    "https://shop.example/hooks?key=1",
    "https://shop.example:443/",
    "https://shop.example:8443/hook",
    "https://bücher.example/hook",
    "https://hooks.nip.io.shop.example/",
  ])("may be %s", (url, { expect }) => {
    expect(ruleOf(url)).toBeNull();
  });

  test.for([
    ["http://shop.example/", "not_public_https"],
    ["https://user:word@shop.example/", "not_public_https"],
    ["https://user@shop.example/", "not_public_https"],
    ["https://shop.example/#part", "not_public_https"],
    ["https://localhost./", "not_public_https"],
    ["https://localhost/", "not_public_https"],
    ["https://shop/", "not_public_https"],
    ["https://127.1/", "not_public_https"],
    ["https://0x7f000001/", "not_public_https"],
    ["https://2130706433/", "not_public_https"],
    ["https://017700000001/", "not_public_https"],
    ["https://１２７.０.０.１/", "not_public_https"],
    ["https://127.0.0.1./", "not_public_https"],
    ["https://[::ffff:127.0.0.1]/", "not_public_https"],
    ["https://169.254.169.254/latest/meta-data", "not_public_https"],
    [`https://shop.example/${"x".repeat(2_028)}`, "not_public_https"],
    ["https://8.8.8.8/", "address_not_allowed"],
    ["https://0x08080808/", "address_not_allowed"],
    ["https://8.8.8.8./", "address_not_allowed"],
    ["https://[2606:4700::1111]/", "address_not_allowed"],
    ["https://shop.example:22/", "port_not_allowed"],
    ["https://shop.example:80/", "port_not_allowed"],
    ["https://169.254.169.254.nip.io/", "name_not_allowed"],
    ["https://10-0-0-1.sslip.io/", "name_not_allowed"],
    ["https://app.localtest.me./", "name_not_allowed"],
    ["https://shop.test/", "name_not_allowed"],
    ["https://waqtor.example/v1/messages", "own_host"],
    ["https://WAQTOR.example./", "own_host"],
    ["https://waqtor.example:8443/", "own_host"],
    ["https://waqtor.example\\@evil.example/", "own_host"],
    ["https://waqtor%2eexample/", "own_host"],
  ] as const)("may not be %s: %s", ([url, rule], { expect }) => {
    expect(ruleOf(url)).toBe(rule);
  });

  test("may be one's own machine on any port where that is allowed, but not this server", ({
    expect,
  }) => {
    expect(ruleOf("http://127.0.0.1:9999/hook", local)).toBeNull();
    expect(ruleOf("http://localhost:3000/hook", local)).toBeNull();
    expect(ruleOf("http://localhost:8787/v1/messages", local)).toBe("own_host");
    expect(ruleOf("http://127.0.0.1:9999/hook")).toBe("not_public_https");
    expect(ruleOf("https://10.0.0.1/", local)).toBe("not_public_https");
    expect(ruleOf("https://shop.example:3000/", local)).toBe("port_not_allowed");
  });

  test("is never an address, however it is spelled", ({ expect }) => {
    const spellings = fc.nat({ max: 2 ** 32 - 1 }).chain((address) => {
      const parts = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
      return fc.constantFrom(
        parts.join("."),
        String(address),
        `0x${address.toString(16)}`,
        `0${address.toString(8)}`,
        parts.map((part) => `0x${part.toString(16)}`).join("."),
        `[::ffff:${parts.join(".")}]`,
        `${parts.join(".")}.`,
      );
    });
    fc.assert(
      fc.property(spellings, (host) => {
        expect([host, ruleOf(`https://${host}/`)]).toEqual([
          host,
          expect.stringMatching(/^(?:not_public_https|address_not_allowed)$/),
        ]);
      }),
    );
  });
});
