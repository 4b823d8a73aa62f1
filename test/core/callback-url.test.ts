import fc from "fast-check";
import { describe, test } from "vitest";

import { callbackUrlFault } from "#core/callback-url";

const strict = (url: string) => callbackUrlFault(url, { allowsLoopback: false });
const local = (url: string) => callbackUrlFault(url, { allowsLoopback: true });

describe("a URL that is called back", () => {
  test.for([
    "https://shop.example/hooks?key=1",
    "https://shop.example:8443/",
    "https://8.8.8.8/hook",
    "https://172.32.0.1/",
    "https://[2606:4700::1111]/",
  ])("may be %s", (url, { expect }) => {
    expect(strict(url)).toBeNull();
  });

  test.for([
    "",
    "shop.example",
    "/hook",
    "http://shop.example/",
    "ftp://shop.example/",
    "javascript:alert(1)",
    "https://user:word@shop.example/",
    "https://shop.example/#part",
    "https://shop/",
    "https://localhost/",
    "https://a.localhost./",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://10.1.2.3/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest",
    "https://172.16.0.1/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[64:ff9b::a00:1]/",
    "https://[fe80::1]/",
    "https://[fd00::1]/",
    "https://[2001:db8::1]/",
    "https://[2001::1]/",
    "https://[2002:a00:1::1]/",
    `https://shop.example/${"x".repeat(2048)}`,
  ])("may not be %s", (url, { expect }) => {
    expect(strict(url)).toEqual(expect.any(String));
  });

  test("may be one's own machine where that is allowed, and nothing else that is near", ({
    expect,
  }) => {
    for (const url of ["http://localhost:9999/", "http://127.0.0.1:1/a", "https://[::1]/"])
      expect([url, local(url), typeof strict(url)]).toEqual([url, null, "string"]);
    for (const url of ["http://10.0.0.1/", "http://shop.example/", "ftp://localhost/"])
      expect([url, typeof local(url)]).toEqual([url, "string"]);
  });

  test("is never an address of a private network, however it is spelled", ({ expect }) => {
    const privateAddress = fc.oneof(
      fc.tuple(fc.constant(10), fc.nat(255), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(127), fc.nat(255), fc.nat(255), fc.nat(255)),
    );
    const spellings: readonly ((parts: readonly number[]) => string)[] = [
      (parts) => parts.join("."),
      (parts) => parts.map((part) => `0x${part.toString(16)}`).join("."),
      (parts) => parts.map((part) => `0${part.toString(8)}`).join("."),
      (parts) => String(parts.reduce((sum, part) => sum * 256 + part, 0)),
      (parts) => `[::ffff:${parts.join(".")}]`,
    ];
    fc.assert(
      fc.property(privateAddress, fc.constantFrom(...spellings), (parts, spell) => {
        expect(strict(`https://${spell(parts)}/`)).toEqual(expect.any(String));
      }),
    );
  });
});
