import fc from "fast-check";
import { describe, test } from "vitest";

import { accountLetter } from "#core/mail/account-letter";
import type { AccountLetter } from "#core/mail/kinds";
import { LETTER_LOCALES } from "#core/mail/locale";
import { plainName } from "#core/mail/plain-name";

const LINK = "https://w.test/console/verify#wqv_x";
const done = { atMs: Date.UTC(2026, 10, 28, 9, 5), ip: "203.0.113.7" };
const EACH: readonly AccountLetter[] = [
  { kind: "verify_email", link: LINK },
  { kind: "confirm_new_email", link: LINK },
  { kind: "reset_password", link: LINK },
  { kind: "invitation", link: LINK, workspace: "Padaria" },
  { kind: "email_change_asked", ...done },
  { kind: "email_changed", ...done },
  { kind: "password_changed", ...done },
  { kind: "session_ended", ...done },
  { kind: "mfa_on", ...done },
  { kind: "mfa_off", ...done },
  { kind: "recovery_code_used", codesLeft: 9, ...done },
];
const to = { name: "Ada Lovelace", locale: "en" };

describe("a letter about an account", () => {
  test("says in every language what happened, and leaves no place open", ({ expect }) => {
    const letters = LETTER_LOCALES.flatMap((locale) =>
      EACH.map((letter) => ({ letter, ...accountLetter(letter, { ...to, locale }) })),
    );
    expect(new Set(letters.map(({ subject }) => subject)).size).toBe(letters.length);
    expect(new Set(letters.map(({ text }) => text)).size).toBe(letters.length);
    for (const { letter, subject, text } of letters) {
      expect(`${subject}${text}`).not.toMatch(/[{}]|undefined/);
      expect(text).toContain("Ada Lovelace");
      if ("link" in letter) expect(text.split("\n")).toContain(LINK);
      else expect(text).toContain("2026-11-28 09:05 UTC");
      if ("codesLeft" in letter) expect(text).toContain("9");
      if ("workspace" in letter) expect(subject).toContain("Padaria");
    }
  });

  test("follows the reader's language, English when it has none", ({ expect }) => {
    const subject = (locale: string) =>
      accountLetter({ kind: "mfa_on", ...done }, { ...to, locale }).subject;
    expect(subject("pt-BR")).toBe("A entrada agora tem um segundo passo");
    expect(subject("de-AT")).toContain("Anmeldung");
    expect(subject("fr")).toBe(subject("en"));
  });

  test("greets somebody whose name is not known", ({ expect }) => {
    const { text } = accountLetter(
      { kind: "invitation", link: LINK, workspace: "W" },
      { name: null, locale: "de" },
    );
    expect(text.startsWith("Guten Tag,\n")).toBe(true);
  });

  test("takes a name for no place of another's value", ({ expect }) => {
    const { subject, text } = accountLetter(
      { kind: "invitation", link: LINK, workspace: "{link}" },
      { name: "{link}", locale: "en" },
    );
    expect(subject).toBe("You are invited to work in link");
    expect(text.split(LINK)).toHaveLength(2);
  });
});

describe("a name in a letter", () => {
  test.for([
    ["Padaria Almeida", "Padaria Almeida"],
    ["Dr. Silva", "Dr. Silva"],
    ["Padaria S.A.", "Padaria S A."],
    ["Win at https://evil.example/now", "Win at https evil example now"],
    ["evil。example", "evil example"],
    ["<a href='//evil'>x</a>", "a href=' evil' x a"],
    ["a\r\nBcc: you@x.example", "a Bcc you x example"],
    ["a\u202Eb\u0000c\u2028d", "a b c d"],
    ["山田 太郎", "山田 太郎"],
    ["://", "…"],
    ["", "…"],
  ] as const)("%j is said as %j", ([name, said], { expect }) => {
    expect(plainName(name)).toBe(said);
  });

  test("is cut, and never in the midst of a character", ({ expect }) => {
    expect(plainName("🍞".repeat(100))).toBe("🍞".repeat(60));
  });

  test("is one line without a link, whatever it was", ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        const said = plainName(name);
        expect(said).not.toBe("");
        expect(said).not.toMatch(/[\p{C}\r\n\u2028\u2029/\\@:<>]|\S[.]\S/u);
      }),
    );
  });
});
