import { describe, test } from "vitest";

import { formatApiKey } from "#core/api-key";
import { formatHookToken } from "#core/automation/hook-token";
import { formatGraphToken } from "#core/graph-token";

import { findSecrets } from "../scripts/lib/secret-scan.ts";

const ENTROPY = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 11) % 256);
const ID = "01k9zq3v6m8r2t4w6y8a0c2e4g";

/** Put together here, so that none of them stands in this file. */
const LEAKED = {
  "an API key": formatApiKey(ID, ENTROPY),
  "a trigger's token": formatHookToken(ID, ENTROPY),
  "a token of the sandbox's Graph": formatGraphToken(ID, ENTROPY),
  "a refresh token": `wqr_${Buffer.from(ENTROPY).toString("base64url")}`,
  "Meta's token": `EAA${"G".repeat(30)}`,
  "a model's key": `sk-${"a1".repeat(12)}`,
  "a private key": `-----BEGIN ${"EC "}PRIVATE KEY-----`,
  "a webhook's secret": `whsec_${Buffer.from(ENTROPY).toString("base64")}`,
};

describe("the scan for secrets", () => {
  test.for(Object.entries(LEAKED))(
    "finds %s, by its line, and does not tell it",
    ([, secret], { expect }) => {
      const found = findSecrets(`const one = 1;\nconst key = "${secret}";\n`);
      expect(found.map(({ line }) => line)).toEqual([2]);
      expect(JSON.stringify(found)).not.toContain(secret);
    },
  );

  test("leaves ids, hashes and words alone", ({ expect }) => {
    const text = `msg_${ID} ${"0123456789abcdef".repeat(4)} wq_example EAA sk-short`;
    expect(findSecrets(text)).toEqual([]);
  });
});
