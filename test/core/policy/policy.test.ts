import { describe, test } from "vitest";

import { policySha256, policyText } from "#core/policy/text";
import { POLICY, POLICY_LANGUAGES } from "#core/policy/version";
import { RETENTION } from "#core/retention/classes";

const FACTS = { publicUrl: "https://waqtor.example", supportEmail: "help@waqtor.example" };

/** The hash of each version's words with {@link FACTS}: words that change are a new version, with a line here. */
const HASHES: Readonly<Record<string, string>> = {
  "2026-11-28": "2601717ab0d03b371058082d116316e0eed6d583de4a34a4ba6f1ef67f29fb10",
};

describe("the privacy policy", () => {
  test("has a version for its words: whoever changes one changes the other", ({ expect }) => {
    expect(policySha256(FACTS)).toBe(HASHES[POLICY.version]);
  });

  test("has another hash where it says something else", ({ expect }) => {
    const other = policySha256({ ...FACTS, supportEmail: "else@waqtor.example" });
    expect(other).not.toBe(policySha256(FACTS));
  });

  test.for(POLICY_LANGUAGES)(
    "says in %s all that must be said, with the defaults that hold",
    (language, { expect }) => {
      const { title, dates, sections, deletion, asked } = policyText(language, FACTS);
      const words = [title, dates, ...sections.flat(), ...deletion.flat()].join("\n");
      const named = [
        FACTS.publicUrl,
        FACTS.supportEmail,
        POLICY.version,
        POLICY.effectiveOn,
        "IP",
        "User-Agent",
        "TLS",
        "Meta",
        "Cloudflare",
        "OpenRouter",
        "Gemini",
        "Qwen",
        "Stripe",
        "webhooks",
        "HTTP",
        "GDPR|RGPD|DSGVO",
        "CCPA",
        String(RETENTION.messages.defaultDays),
        String(RETENTION.media.defaultDays),
        String(RETENTION.audit_addresses.defaultDays),
      ];
      for (const name of named) expect(words).toMatch(new RegExp(name.replaceAll(".", "\\."), "i"));
      expect(words).not.toMatch(/undefined|certified|guarantee/i);
      expect(sections.length).toBe(policyText("en", FACTS).sections.length);
      expect(Object.values(asked).flat().join("")).toMatch(/hash/i);
    },
  );
});
