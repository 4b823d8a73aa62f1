import { test } from "vitest";

import { commonPasswords } from "#core/account/common-passwords";
import { isGuessable } from "#core/account/guessable-password";

const ADA = ["ada.lovelace@example.com", "Ada Lovelace"];

test.for([
  "password",
  "PassWord",
  " password ",
  "12345678",
  "qwertyuiop",
  "Qwerty-Uiop!",
  "(Liverpool)",
  "whatsapp123",
  "        ",
  "\u3000\u3000\u3000\t\u00a0\u200b\u200b\u200b",
  "aaaaaaaaaaaa",
  "🐎🐎🐎",
  "ada.lovelace@example.com",
  "Ada.Lovelace@Example.com",
  "Ada Lovelace",
  "adalovelace",
  "ada-lovelace",
])("%j is among what is tried first", (password, { expect }) => {
  expect(isGuessable(password, ADA)).toBe(true);
});

test.for([
  "correct horse battery staple",
  "password of my own",
  "abababab1",
  "example.com",
  "ada lovelace 1815",
  "ünïcödé",
  "!#%&/()=",
])("%j is not", (password, { expect }) => {
  expect(isGuessable(password, ADA)).toBe(false);
});

test("a name without a letter or digit forbids nothing", ({ expect }) => {
  expect(isGuessable("!#%&/()=", ["💐", "@"])).toBe(false);
});

test("the list holds what the shortest length does not refuse already, once each, in lower case", ({
  expect,
}) => {
  const listed = [...commonPasswords()];
  // OWASP ASVS 5.0, 6.2.4: at least the 3,000 commonest that the policy would let pass.
  expect(listed.length).toBeGreaterThanOrEqual(3_000);
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.filter((text) => text.length < 8 || text !== text.toLowerCase())).toEqual([]);
});
