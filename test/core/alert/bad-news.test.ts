import { describe, test } from "vitest";

import { badNewsOf, isNearlyFull, isOptOutRateHigh } from "#core/alert/bad-news";
import { ALERT_KINDS } from "#core/alert/kinds";
import { letterOf } from "#core/alert/letter";
import { LETTER_LOCALES, letterLocale } from "#core/mail/locale";

describe("bad news", () => {
  test.for([
    ["number.restricted", { number_id: "num_1" }, { kind: "number_restricted", subject: "num_1" }],
    ["number.quality_changed", { number_id: "num_1", quality_rating: "yellow" }, null],
    [
      "number.quality_changed",
      { number_id: "num_1", quality_rating: "red" },
      { kind: "number_quality_red", subject: "num_1" },
    ],
    ["number.alerted", { number_id: null, severity: "informational" }, null],
    [
      "number.alerted",
      { number_id: null, severity: "critical" },
      { kind: "account_alert", subject: null },
    ],
    ["campaign.paused", { campaign_id: "cmp_1", reason: "requested" }, null],
    [
      "campaign.paused",
      { campaign_id: "cmp_1", reason: "meta_131042" },
      { kind: "campaign_paused", subject: "cmp_1" },
    ],
    ["message.unknown", { number_id: "num_1" }, { kind: "unknown_sends", subject: "num_1" }],
    [
      "automation.run.failed",
      { automation_id: "aut_1", reason: "loop_guard" },
      { kind: "automation_failed", subject: "aut_1" },
    ],
    ["message.received", { number_id: "num_1" }, null],
  ] as const)("of %s %j is %j", ([type, data, news], { expect }) => {
    expect(badNewsOf({ type, data })).toEqual(news);
  });

  test("are withdrawals when they are several and a share of what was sent", ({ expect }) => {
    expect(isOptOutRateHigh(4, 4)).toBe(false);
    expect(isOptOutRateHigh(5, 250)).toBe(true);
    expect(isOptOutRateHigh(5, 251)).toBe(false);
  });

  test("is a database from eight tenths on", ({ expect }) => {
    expect([7_999_999_999, 8_000_000_000].map(isNearlyFull)).toEqual([false, true]);
  });
});

describe("a letter", () => {
  const of = { workspace: "Padaria\r\nBcc: x", consoleUrl: "https://w.test/console" };

  test("has its sentence for every kind in every language, each of its own", ({ expect }) => {
    const letters = LETTER_LOCALES.flatMap((locale) =>
      ALERT_KINDS.map((kind) => letterOf({ kind, subject: "num_1" }, { ...of, locale })),
    );
    expect(new Set(letters.map(({ subject }) => subject)).size).toBe(letters.length);
    for (const { text } of letters) expect(text).toContain("https://w.test/console");
  });

  test("begins no other header, and follows the reader's language", ({ expect }) => {
    const { subject, text } = letterOf(
      { kind: "token_expiring", subject: null },
      { ...of, locale: "pt-BR" },
    );
    expect(subject).toBe("Padaria Bcc x: O token de acesso de um número expira em breve.");
    expect(text.split("\n")[1]).toBe("");
    expect(letterLocale("fr")).toBe("en");
  });
});
