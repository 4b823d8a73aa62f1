import fc from "fast-check";
import { describe, test } from "vitest";

import { emailOf } from "#core/contact/email";
import {
  FIELD_TEXT_MAX,
  FIELD_TYPES,
  fieldFromText,
  fieldValue,
  type FieldRule,
  type FieldType,
} from "#core/contact/field-types";

const rule = (type: FieldType, choices: readonly string[] = []): FieldRule => ({
  key: "k",
  type,
  choices,
});
const codeOf = (result: ReturnType<typeof fieldValue>) => (result.ok ? "ok" : result.error.code);

describe("a value that came as JSON", () => {
  test.for<readonly [FieldType, unknown, string]>([
    ["text", "Ana", "ok"],
    ["text", 7, "wrong_type"],
    ["text", "ü".repeat(FIELD_TEXT_MAX), "ok"],
    ["text", "ü".repeat(FIELD_TEXT_MAX + 1), "too_long"],
    ["number", 7.5, "ok"],
    ["number", "7.5", "wrong_type"],
    ["number", Number.POSITIVE_INFINITY, "wrong_type"],
    ["boolean", false, "ok"],
    ["boolean", "false", "wrong_type"],
    ["date", "2028-02-29", "ok"],
    ["date", "2026-02-29", "invalid_date"],
    ["date", "29/02/2028", "invalid_date"],
    ["date", 20280229, "wrong_type"],
    ["choice", "Gold", "ok"],
    ["choice", "gold", "not_a_choice"],
    ["email", "ana@example.com", "ok"],
    ["email", "a@b", "invalid_email"],
  ])("of %s: %j is %s", ([type, value, code], { expect }) => {
    expect(codeOf(fieldValue(rule(type, ["Gold", "Silver"]), value))).toBe(code);
  });
});

describe("a value that came as text", () => {
  test.for<readonly [FieldType, string, unknown]>([
    ["text", " Ana ", "Ana"],
    ["number", " 7.50 ", 7.5],
    ["number", "7,5", 7.5],
    ["number", "1,234", "wrong_type"],
    ["number", "1e9", "wrong_type"],
    ["number", "", "wrong_type"],
    ["boolean", "Sim", true],
    ["boolean", "NÃO", false],
    ["boolean", "maybe", "wrong_type"],
    ["date", "2026-11-28", "2026-11-28"],
    ["date", "2026-11-31", "invalid_date"],
    ["choice", "gold ", "Gold"],
    ["choice", "bronze", "not_a_choice"],
    ["email", "Ana@Example.COM", "Ana@example.com"],
  ])("of %s: %j becomes %j", ([type, text, is], { expect }) => {
    const read = fieldFromText(rule(type, ["Gold", "Silver"]), text);
    expect(read.ok ? read.value : read.error.code).toBe(is);
  });

  test("once read it is of its type, and stays as it is", ({ expect }) => {
    const isStable = fc.property(fc.constantFrom(...FIELD_TYPES), fc.string(), (type, text) => {
      const of = rule(type, ["Gold", "1"]);
      const read = fieldFromText(of, text);
      return !read.ok || fieldValue(of, read.value).ok;
    });
    expect(fc.check(isStable).failed).toBe(false);
  });
});

describe("an e-mail address", () => {
  test.for<readonly [string, string | undefined]>([
    ["a@b", undefined],
    ['"x"@y.z', undefined],
    ["ana@bücher.example", undefined],
    ["ana@XN--bcher-kva.example", "ana@xn--bcher-kva.example"],
    [`ana@${"a".repeat(320)}.com`, undefined],
    [`${"a".repeat(65)}@example.com`, undefined],
    ["ana..b@example.com", undefined],
    ["ana@example..com", undefined],
    ["ana@-example.com", undefined],
    ["ana@127.0.0.1", undefined],
    ["ana@b@example.com", undefined],
    ["ana b@example.com", undefined],
    ["ana@example.com\n", undefined],
    ["Ana+list@mail.Example.com", "Ana+list@mail.example.com"],
  ])("%s is kept as %s", ([given, kept], { expect }) => {
    expect(emailOf(given)).toBe(kept);
  });
});
