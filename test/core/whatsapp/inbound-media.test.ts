import { describe, test } from "vitest";

import { readInboundMedium, sha256HexOf } from "#core/whatsapp/inbound-media";
import { isMediaAddress } from "#core/whatsapp/media-host";

const HEX = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
const BASE64 = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";

describe("the medium of a person's message", () => {
  test("is read from Meta's object", ({ expect }) => {
    const content = JSON.stringify({
      id: "1013859600285441",
      mime_type: "application/pdf",
      sha256: BASE64,
      filename: "../a\u202eb.pdf",
    });
    expect(readInboundMedium("document", content)).toEqual({
      metaMediaId: "1013859600285441",
      mimeType: "application/pdf",
      sha256: HEX,
      filename: "ab.pdf",
    });
  });

  test.for([
    ["text", '{"id":"1"}'],
    ["image", "{}"],
    ["image", "null"],
    ["image", '{"id":"../x"}'],
    ["image", "[]"],
  ] as const)("is none in a message of type %s that says %s", ([type, content], { expect }) => {
    expect(readInboundMedium(type, content)).toBe(null);
  });

  test("has its hash in either writing of Meta's", ({ expect }) => {
    expect([HEX, HEX.toUpperCase(), BASE64, BASE64.slice(0, -1)].map(sha256HexOf)).toEqual([
      HEX,
      HEX,
      HEX,
      HEX,
    ]);
    expect(["", "x", `${HEX}0`, null].map(sha256HexOf)).toEqual([null, null, null, null]);
  });
});

test.for([
  ["https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1", true],
  ["https://graph.facebook.com/v26.0/1", true],
  ["https://mmg.whatsapp.net/a", true],
  ["https://graph.test:8443/a", true],
  ["http://lookaside.fbsbx.com/a", false],
  ["https://lookaside.fbsbx.com:8443/a", false],
  ["https://lookaside.fbsbx.com@evil.example/a", false],
  ["https://user@lookaside.fbsbx.com/a", false],
  ["https://evilfbsbx.com/a", false],
  ["https://fbsbx.com.evil.example/a", false],
  ["http://127.0.0.1/a", false],
  ["file:///etc/passwd", false],
  ["", false],
] as const)("a token goes to %s: %s", ([url, wanted], { expect }) => {
  expect(isMediaAddress(url, "https://graph.test:8443/v26.0")).toBe(wanted);
});
